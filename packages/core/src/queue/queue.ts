import { makeId } from '../platform/make-id.ts'
import type { JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { createLane } from './lane.ts'
import { type Parcel, toParcel, toRecord, withPass } from './parcel.ts'
import { createPasses } from './passes.ts'
import { restRecord, sizeAndSum } from './rest-record.ts'
import { type QueueRules, soundRules } from './rules.ts'
import { heldBy, writerOf } from './same-pass.ts'
import { scopeOf } from './scope.ts'
import { createSender } from './sender.ts'
import { createShelf, type Own, replaces } from './shelf.ts'
import { createSweeper } from './sweeper.ts'
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

  const tell = (parcel: Parcel, state: ItemState, more: Partial<QueueEvents['item']> = {}): void => {
    const { id, response: responseId, revision } = parcel
    const writer = writerOf(parcel)
    emit('item', { id, ...(responseId && { responseId, revision }), ...(writer && { writer }), state, ...more })
  }

  const lane = createLane(clock, random)
  const shelf = createShelf(scope, platform, limits, tally)
  const passes = createPasses(options.project, scope, platform, shelf, limits.passMs, tally)
  let laneTold = 'open'
  const sender = createSender({
    scope,
    transport,
    platform,
    shelf,
    lane,
    rules,
    passes,
    tally,
    report: () => (Object.keys(unreported).length ? unreported : undefined),
    reported: () => {
      unreported = {}
    },
    tell,
    async after(settled) {
      const { state, reason } = lane
      if (laneTold !== state) emit('lane', { lane: state, ...(reason === undefined ? {} : { reason }) })
      laneTold = state
      if (state !== 'open') await shelf.note(lane.save(''))
      else if (settled && !sender.reading) sweeper.pass()
    },
  })
  const { failures: maxFailures, passMs } = limits
  const sweeper = createSweeper({ scope, platform, shelf, lane, sender, maxFailures, passMs, tally })

  const leave = (): void => {
    sweeper.yield()
    sender.farewell()
  }
  const wake = (): void => {
    if (!used) return
    sender.doubt()
    sweeper.wake()
  }
  const offs = [
    lifecycle.on('leaving', leave),
    lifecycle.on('frozen', () => sweeper.yield()),
    lifecycle.on('back', wake),
    net.onOnline(wake),
  ]

  /** Lower revisions that nobody is sending now are held by a higher one that is safe, and gone with its writing. */
  function supersede(newest: Own): void {
    const older = [...shelf.own.values()].filter((own) => own.safe && replaces(newest, own) && !sender.busy(own))
    shelf.drop(
      older.map(({ key }) => key),
      'superseded',
    )
  }

  /** Nobody waits for it: a fault inside must not reach the page as an unhandled rejection. */
  function quietly(work: Promise<unknown>): void {
    work.catch((cause: unknown) => platform.log.warn('frankly: a step failed', cause))
  }

  async function keep(own: Own): Promise<void> {
    const safe = await own.stored
    if (own.gone) {
      // Another page withdrew; where this one did, it has said so.
      if (shelf.own.has(own.key)) {
        shelf.drop([own.key], 'withdrawn')
        tell(own, 'withdrawn')
      }
      own.done({ durable: 'none', reason: 'withdrawn' })
      return shelf.change([{ key: own.key }])
    }
    if (safe) {
      own.safe = safe
      // Memory alone is no promise: the attempt that is being made decides what is said.
      if (safe === 'memory') await sender.work()
      own.done({ durable: safe })
      if (shelf.own.has(own.key)) tell(own, 'queued', { durable: safe })
      return supersede(own)
    }
    // No room. The attempt that is being made is the last chance.
    await sender.work()
    const held = shelf.own.delete(own.key)
    own.done({ durable: 'none', reason: 'full' })
    if (!held) return
    tally('refused')
    tell(own, 'failed', { reason: 'full' })
  }

  function begin(delivery: Delivery, pass?: PassState): Own {
    const parcel = toParcel(scope, delivery, rules.classOf(delivery), pass)
    let done!: (result: SubmitResult) => void
    const result = new Promise<SubmitResult>((resolve) => {
      done = resolve
    })
    return {
      ...parcel,
      fresh: true,
      since: lane.failures,
      gone: false,
      born: shelf.now(),
      safe: undefined,
      stored: Promise.resolve(undefined),
      done,
      result,
    }
  }

  async function erase({ subjectId, responseIds = [] }: Withdrawal): Promise<void> {
    for (const own of shelf.own.values()) {
      // An erasure is still owed, and the request that carried it was just broken off.
      own.fresh = true
      if (!own.response) continue
      own.gone = true
      shelf.drop([own.key], 'withdrawn')
      own.done({ durable: 'none', reason: 'withdrawn' })
      tell(own, 'withdrawn')
    }
    let erasure: Own | undefined
    await shelf.wipe(makeId(clock, random), (stored) => {
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
    erasure.safe = shelf.safety
    shelf.own.set(erasure.key, erasure)
  }

  async function submit(given: Delivery, pass?: PassState): Promise<SubmitResult> {
    if (closed) return { durable: 'none', reason: 'closed' }
    used = true
    // What is said after a withdrawal may not fall to it.
    if (erasing) await erasing.catch(() => {})
    const { delivery, draft } = above(withTexts(given, options.textsFor), pass)
    const own = begin(delivery, draft)
    const twin = shelf.own.get(own.key)
    if (twin) return twin.result
    shelf.settled.delete(own.key)
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
    shelf.own.set(own.key, own)
    tell(own, 'saving')
    own.stored = shelf.store(own)
    quietly(keep(own))
    quietly(sender.work().then(sweeper.plan))
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
    const born = shelf.now()
    const [bytes] = sizeAndSum(JSON.stringify(pass))
    // A run holds the words, and beside them what the engine needs.
    if (bytes > 2 * limits.recordBytes) return { durable: 'none', reason: 'too-large' }
    known.add(response)
    passes.stored(response, true)
    const own = [...shelf.own.values()].filter((one) => one.response === response)
    await Promise.all(own.map(({ stored }) => stored))
    let body: Parcel | undefined
    let record: JournalRecord | undefined
    try {
      const durable = await shelf.swap(response, born, (stored) => {
        const older = heldBy({ revision, writer, mayLeave: false }, stored, shelf.seen)
        const waits = older.filter((one) => one.body && !shelf.settled.has(one.key))
        body = waits.sort((a, b) => b.revision - a.revision)[0]
        record = body ? toRecord(withPass(body, pass)) : restRecord(options.project, pass)
        const gone = older.filter((one) => one === body || !waits.includes(one))
        return { put: [record], remove: gone.map(({ key }) => key) }
      })
      if (!durable) return { durable: 'none', reason: 'withdrawn' }
      if (body) shelf.rename(body.key, record!.key, pass)
      return { durable }
    } catch (cause) {
      log.warn('frankly: no draft kept', cause)
      return { durable: 'none', reason: 'full' }
    } finally {
      sweeper.plan()
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
        sweeper.plan()
      }
    },
    async release(responseId) {
      used = true
      await passes.release(responseId).catch((cause: unknown) => log.warn('frankly: no draft removed', cause))
      sweeper.plan()
    },
    resume() {
      used = true
      sweeper.schedule(2000 * random.unit())
    },
    async flush() {
      used = true
      await sweeper.force()
      sweeper.plan()
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
      quietly(sender.work().then(sweeper.plan))
    },
    on(name, run) {
      const entry = [name, run as (event: never) => void] as const
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    close() {
      closed = true
      for (const off of offs) off()
      sweeper.close()
      listeners.clear()
    },
  }

  async function status(): ReturnType<Queue['status']> {
    const census = await shelf.census()
    const { state, reason } = lane
    return {
      ...census,
      lane: state,
      ...(reason === undefined ? {} : { reason }),
      store: shelf.safety,
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
