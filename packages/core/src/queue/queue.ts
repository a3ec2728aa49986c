import { createBackoff } from './backoff.ts'
import { takeCensus } from './census.ts'
import { createDrain } from './drain.ts'
import { createFinalFlush } from './final-flush.ts'
import { keepDraft } from './keep-draft.ts'
import { createPageRecords } from './page-records.ts'
import type { QueueParts } from './parts.ts'
import { createPasses } from './passes.ts'
import { createReceiverClock } from './receiver-clock.ts'
import { createRecordStore } from './record-store.ts'
import { createRecordWaits } from './record-waits.ts'
import { createRequests } from './requests.ts'
import { type QueueRules, soundRules } from './rules.ts'
import { scopeOf } from './scope.ts'
import { batchLimits, createSender, type Sender } from './sender.ts'
import { createSubmit } from './submit.ts'
import { createTelling } from './telling.ts'
import type { BackoffState, Queue, QueueLimits, QueueOptions, QueueStatus, SubmitResult } from './types.ts'
import { withdraw } from './withdraw.ts'
import { createWithdrawalGate } from './withdrawal-gate.ts'

const LIMITS: QueueLimits = {
  recordBytes: 128 * 1024,
  records: 10_000,
  bytes: 8 * 1024 * 1024,
  failures: 30,
  passMs: 7 * 86_400_000,
}

/**
 * Makes a send queue. Touches no store until something is submitted or one of its commands is called.
 * @public
 */
export function createQueue(options: QueueOptions): Queue {
  return assembleQueue(options, soundRules)
}

/** {@link createQueue} with rules to break. The only place where the parts of a queue are put together. @internal */
export function assembleQueue(options: QueueOptions, rules: QueueRules): Queue {
  const { transport, platform } = options
  const { lifecycle, net, random } = platform
  const parts = buildParts(options, rules)
  const { store, passes, backoff, requests, gate, telling } = parts
  const batch = batchLimits(transport)
  let toldState: BackoffState = 'none'
  const sender: Sender = createSender(parts, batch, async (isDone) => {
    const { state, why } = backoff
    if (toldState !== state) telling.emit('backoff', { state, ...why })
    toldState = state
    if (state !== 'none') await store.note(backoff.save(''))
    else if (isDone && !sender.isReading()) drain.start()
  })
  const drain = createDrain(parts, sender)
  const finalFlush = createFinalFlush(parts, batch.records)
  const submit = createSubmit(parts, sender, options.textsFor, drain.plan)
  let isUsed = false
  let isClosed = false

  const wake = (): void => {
    if (!isUsed) return
    finalFlush.forget()
    requests.shorten()
    drain.wake()
  }
  const offs = [
    lifecycle.on('leaving', () => {
      drain.yield()
      finalFlush.send()
    }),
    lifecycle.on('frozen', drain.yield),
    lifecycle.on('back', wake),
    net.onOnline(wake),
  ]
  /** What is said after a withdrawal may not fall to it. Else in this very task: a page that leaves has no other. */
  const keeping = async (keep: () => Promise<SubmitResult>): Promise<SubmitResult> => {
    if (isClosed) return { durable: 'none', reason: 'closed' }
    isUsed = true
    if (gate.isShut()) await gate.opened()
    return keep()
  }
  /** Reads or changes drafts; a store that fails costs the result only. */
  const onDrafts = async <Value>(work: Promise<Value>, otherwise: Value): Promise<Value> => {
    isUsed = true
    try {
      return await work
    } catch (cause) {
      telling.failed(cause)
      return otherwise
    } finally {
      drain.plan()
    }
  }

  return {
    submit: (delivery, pass) => keeping(() => submit(delivery, pass)),
    keep: (pass) => keeping(() => keepDraft(parts, pass).finally(drain.plan)),
    passes: () => onDrafts(passes.list(), []),
    release: (responseId) => onDrafts(passes.release(responseId), undefined),
    resume() {
      isUsed = true
      drain.schedule(2000 * random.unit())
    },
    async flush() {
      isUsed = true
      await drain.force()
      drain.plan()
      return statusOf(parts)
    },
    status: () => statusOf(parts),
    async withdraw(whose = {}) {
      isUsed = true
      await gate.during(() => {
        requests.abort('withdrawn')
        return withdraw(parts, whose)
      })
      sender.work().then(drain.plan, telling.failed)
    },
    on: telling.on,
    takeAlong: telling.takeAlong,
    close() {
      isClosed = true
      for (const off of offs) off()
      drain.close()
      telling.close()
    },
  }
}

/** Builds what the steps of a queue share. */
function buildParts({ project, transport, platform, limits: given }: QueueOptions, rules: QueueRules): QueueParts {
  const { clock, random, log } = platform
  const limits = { ...LIMITS, ...given }
  const scope = scopeOf(project)
  const telling = createTelling(log)
  const page = createPageRecords(telling)
  const store = createRecordStore(scope, platform, limits, telling.tally)
  const shared = { project, scope, platform, limits, store, page, telling }
  return {
    ...shared,
    rules,
    passes: createPasses(shared),
    backoff: createBackoff(clock, random),
    waits: createRecordWaits(clock),
    receiver: createReceiverClock(clock),
    requests: createRequests(transport, clock, telling),
    gate: createWithdrawalGate(),
  }
}

async function statusOf({ scope, store, page, backoff, telling }: QueueParts): Promise<QueueStatus> {
  return {
    ...(await takeCensus(scope, store, page)),
    backoff: backoff.state,
    ...backoff.why,
    store: store.safety,
    counters: { ...telling.counters },
  }
}
