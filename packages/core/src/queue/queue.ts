import { makeId } from '../platform/make-id.ts'
import type { JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { createBackoff } from './backoff.ts'
import { draftRecord, sizeAndSum } from './draft-record.ts'
import { createDrain } from './drain.ts'
import { createPasses } from './passes.ts'
import { type QueueRecord, toQueueRecord, toStored, withPass } from './record.ts'
import { createRecordStore, type OwnRecord, replaces } from './record-store.ts'
import { type QueueRules, soundRules } from './rules.ts'
import { heldBy, writerOf } from './same-pass.ts'
import { scopeOf } from './scope.ts'
import { createSender } from './sender.ts'
import type {
  ItemState,
  PassState,
  Queue,
  QueueEvents,
  QueueLimits,
  QueueOptions,
  SubmitResult,
  Withdrawal,
} from './types.ts'

/**
 * Makes a send queue. Touches no store until something is submitted or one of its commands is called.
 * @public
 */
export function createQueue(options: QueueOptions): Queue {
  return assembleQueue(options, soundRules)
}

/** {@link createQueue} with rules to break. @internal */
export function assembleQueue(options: QueueOptions, rules: QueueRules): Queue {
  const { platform, transport } = options
  const { clock, random, lifecycle, net, log } = platform
  const limits: QueueLimits = {
    recordBytes: 128 * 1024,
    records: 10_000,
    bytes: 8 * 1024 * 1024,
    failures: 30,
    passMs: 7 * 86_400_000,
    ...options.limits,
  }
  const scope = scopeOf(options.project)
  const listeners = new Set<readonly [string, (event: never) => void]>()
  const counters: Record<string, number> = {}
  /** What the receiver should know of what it never got; goes with a request that is made anyway. */
  let unreported: Record<string, number> = {}
  /** The client's own counts. */
  let along: Record<string, number> = {}
  const known = new Set<string>()
  let erasing: Promise<void> | undefined
  let used = false
  let closed = false

  const tally = (name: string, by = 1): void => {
    if (!by) return
    counters[name] = (counters[name] ?? 0) + by
    if (/^(parked\.|evicted|expired)/.test(name)) unreported[name] = (unreported[name] ?? 0) + by
  }
  const emit = <Name extends keyof QueueEvents>(name: Name, event: QueueEvents[Name]): void => {
    for (const [wanted, run] of listeners) {
      try {
        if (wanted === name) run(event as never)
      } catch (cause) {
        log.warn(`frankly: a listener of "${name}" threw`, cause)
      }
    }
  }

  const tell = (record: QueueRecord, state: ItemState, more: Partial<QueueEvents['item']> = {}): void => {
    const { id, response: responseId, revision } = record
    const writer = writerOf(record)
    emit('item', { id, ...(responseId && { responseId, revision }), ...(writer && { writer }), state, ...more })
  }

  const backoff = createBackoff(clock, random)
  const store = createRecordStore(scope, platform, limits, tally)
  const passes = createPasses(options.project, scope, platform, store, limits.passMs, tally)
  let toldState = 'none'
  const sender = createSender({
    scope,
    transport,
    platform,
    store,
    backoff,
    rules,
    passes,
    tally,
    report() {
      const report = { ...unreported, ...along }
      return Object.keys(report).length ? report : undefined
    },
    reported() {
      unreported = {}
      for (const name in along) delete along[name]
    },
    tell,
    async after(settled) {
      const { state, reason } = backoff
      if (toldState !== state) emit('backoff', { state, ...(reason === undefined ? {} : { reason }) })
      toldState = state
      if (state !== 'none') await store.note(backoff.save(''))
      else if (settled && !sender.reading) drain.pass()
    },
  })
  const { failures: maxFailures, passMs } = limits
  const drain = createDrain({ scope, platform, store, backoff, sender, maxFailures, passMs, tally })

  const leave = (): void => {
    drain.yield()
    sender.finalFlush()
  }
  const wake = (): void => {
    if (!used) return
    sender.doubt()
    drain.wake()
  }
  const offs = [
    lifecycle.on('leaving', leave),
    lifecycle.on('frozen', () => drain.yield()),
    lifecycle.on('back', wake),
    net.onOnline(wake),
  ]

  /** Lower revisions that nobody is sending now are held by a higher one that is safe, and gone with its writing. */
  function supersede(newest: OwnRecord): void {
    const older = [...store.own.values()].filter((own) => own.safe && replaces(newest, own) && !sender.busy(own))
    store.drop(
      older.map(({ key }) => key),
      'superseded',
    )
  }

  /** Nobody waits for it: a fault inside must not reach the page as an unhandled rejection. */
  function quietly(work: Promise<unknown>): void {
    work.catch((cause: unknown) => platform.log.warn('frankly: a step failed', cause))
  }

  async function keep(own: OwnRecord): Promise<void> {
    const safe = await own.stored
    if (own.gone) {
      // Another page withdrew; where this one did, it has said so.
      if (store.own.has(own.key)) {
        store.drop([own.key], 'withdrawn')
        tell(own, 'withdrawn')
      }
      own.done({ durable: 'none', reason: 'withdrawn' })
      return store.change([{ key: own.key }])
    }
    if (safe) {
      own.safe = safe
      // Memory alone is no promise: the attempt that is being made decides what is said.
      if (safe === 'memory') await sender.work()
      own.done({ durable: safe })
      if (store.own.has(own.key)) tell(own, 'queued', { durable: safe })
      return supersede(own)
    }
    // No room. The attempt that is being made is the last chance.
    await sender.work()
    const held = store.own.delete(own.key)
    own.done({ durable: 'none', reason: 'full' })
    if (!held) return
    tally('refused')
    tell(own, 'failed', { reason: 'full' })
  }

  function begin(delivery: Delivery, pass?: PassState): OwnRecord {
    const record = toQueueRecord(scope, delivery, rules.priorityOf(delivery), pass)
    let done!: (result: SubmitResult) => void
    const result = new Promise<SubmitResult>((resolve) => {
      done = resolve
    })
    return {
      ...record,
      fresh: true,
      since: backoff.failures,
      gone: false,
      born: store.now(),
      safe: undefined,
      stored: Promise.resolve(undefined),
      done,
      result,
    }
  }

  async function erase({ subjectId, responseIds = [] }: Withdrawal): Promise<void> {
    for (const own of store.own.values()) {
      // An erasure is still owed, and the request that carried it was just broken off.
      own.fresh = true
      if (!own.response) continue
      own.gone = true
      store.drop([own.key], 'withdrawn')
      own.done({ durable: 'none', reason: 'withdrawn' })
      tell(own, 'withdrawn')
    }
    let erasure: OwnRecord | undefined
    await store.wipe(makeId(clock, random), (stored) => {
      const ids = [...new Set([...stored, ...known, ...responseIds])]
      if (!ids.length && !subjectId) return undefined
      erasure = begin({
        id: makeId(clock, random),
        type: 'subject.erased',
        project: options.project,
        occurredAt: clock.now(),
        lane: 'urgent',
        attempt: 1,
        data: { responseIds: ids, ...(subjectId ? { subjectId } : {}) },
      })
      return erasure
    })
    known.clear()
    passes.forget()
    if (!erasure) return
    tally('submitted')
    erasure.safe = store.safety
    store.own.set(erasure.key, erasure)
  }

  async function submit(given: Delivery, pass?: PassState): Promise<SubmitResult> {
    if (closed) return { durable: 'none', reason: 'closed' }
    used = true
    // What is said after a withdrawal may not fall to it.
    if (erasing) await erasing.catch(() => {})
    const { delivery, draft } = above(withTexts(given, options.textsFor), pass)
    const own = begin(delivery, draft)
    const twin = store.own.get(own.key)
    if (twin) return twin.result
    store.settled.delete(own.key)
    tally('submitted')
    if (own.bytes > limits.recordBytes) {
      tally('refused')
      tell(own, 'failed', { reason: 'too-large' })
      return { durable: 'none', reason: 'too-large' }
    }
    if (own.response) {
      known.add(own.response)
      passes.stored(own.response, !!draft)
    }
    store.own.set(own.key, own)
    tell(own, 'saving')
    own.stored = store.store(own)
    quietly(keep(own))
    quietly(sender.work().then(drain.plan))
    return own.result
  }

  /** Never below what the receiver was heard to have: there a lower revision would count as told, and be lost. */
  function above(
    delivery: Delivery,
    pass: PassState | undefined,
  ): { delivery: Delivery; draft: PassState | undefined } {
    const response = 'response' in delivery.data ? delivery.data.response : undefined
    const least = response && passes.floor(response.id)
    if (!response || least === undefined || response.revision > least) return { delivery, draft: pass }
    const revision = passes.next(response.id)
    emit('item', {
      id: delivery.id,
      responseId: response.id,
      revision: response.revision,
      state: 'overtaken',
      to: { responseId: response.id, revision },
    })
    const data = { ...delivery.data, response: { ...response, revision } }
    return {
      delivery: { ...delivery, id: `${response.id}.${revision}`, data } as Delivery,
      draft: pass && { ...pass, revision },
    }
  }

  /**
   * A draft of which nothing may be sent, in the place of the earlier one. Where a body of the pass waits to be sent it is
   * put into that record, and the body stays as it is.
   */
  async function keepDraft(pass: PassState): Promise<SubmitResult> {
    if (closed) return { durable: 'none', reason: 'closed' }
    used = true
    if (erasing) await erasing.catch(() => {})
    const { responseId: response, revision, writer } = pass
    const born = store.now()
    const [bytes] = sizeAndSum(JSON.stringify(pass))
    // A run holds the words, and beside them what the engine needs.
    if (bytes > 2 * limits.recordBytes) return { durable: 'none', reason: 'too-large' }
    known.add(response)
    passes.stored(response, true)
    const own = [...store.own.values()].filter((one) => one.response === response)
    await Promise.all(own.map(({ stored }) => stored))
    let body: QueueRecord | undefined
    let record: JournalRecord | undefined
    try {
      const durable = await store.swap(response, born, (stored) => {
        const older = heldBy({ revision, writer, mayLeave: false }, stored, store.seen)
        const waits = older.filter((one) => one.body && !store.settled.has(one.key))
        body = waits.sort((a, b) => b.revision - a.revision)[0]
        record = body ? toStored(withPass(body, pass)) : draftRecord(options.project, pass)
        const gone = older.filter((one) => one === body || !waits.includes(one))
        return { put: [record], remove: gone.map(({ key }) => key) }
      })
      if (!durable) return { durable: 'none', reason: 'withdrawn' }
      if (body) store.rename(body.key, record!.key, pass)
      return { durable }
    } catch (cause) {
      log.warn('frankly: no draft kept', cause)
      return { durable: 'none', reason: 'full' }
    } finally {
      drain.plan()
    }
  }

  return {
    submit,
    keep: keepDraft,
    async passes() {
      used = true
      try {
        return await passes.list()
      } catch (cause) {
        log.warn('frankly: no drafts read', cause)
        return []
      } finally {
        drain.plan()
      }
    },
    async release(responseId) {
      used = true
      await passes.release(responseId).catch((cause: unknown) => log.warn('frankly: no draft removed', cause))
      drain.plan()
    },
    resume() {
      used = true
      drain.schedule(2000 * random.unit())
    },
    async flush() {
      used = true
      await drain.force()
      drain.plan()
      return status()
    },
    status,
    async withdraw(whose = {}) {
      used = true
      erasing = sender.halt(() => erase(whose))
      try {
        await erasing
      } finally {
        erasing = undefined
      }
      quietly(sender.work().then(drain.plan))
    },
    on(name, run) {
      const entry = [name, run as (event: never) => void] as const
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    takeAlong(counts) {
      along = counts
    },
    close() {
      closed = true
      for (const off of offs) off()
      drain.close()
      listeners.clear()
    },
  }

  async function status(): ReturnType<Queue['status']> {
    const census = await store.census()
    const { state, reason } = backoff
    return {
      ...census,
      backoff: state,
      ...(reason === undefined ? {} : { reason }),
      store: store.safety,
      counters: { ...counters },
    }
  }
}

/** The words go into the record: after a reload the survey may not be at hand, and every attempt must be the same. */
function withTexts(delivery: Delivery, textsFor: QueueOptions['textsFor']): Delivery {
  const response = 'response' in delivery.data ? delivery.data.response : undefined
  const texts = !delivery.texts && response ? textsFor?.(response) : undefined
  return texts ? { ...delivery, texts } : delivery
}
