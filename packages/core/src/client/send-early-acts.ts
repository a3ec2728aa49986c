import { advance } from '../engine/advance.ts'
import { toResponse } from '../engine/to-response.ts'
import type { ProjectKey } from '../model/ids.ts'
import type { Clock, Locks, Logger, Random } from '../platform/platform.ts'
import type { Queue } from '../queue/types.ts'
import { makeReceiptCode } from '../wire/receipt-code.ts'
import { deliveryOf } from './delivery-of.ts'
import { makeWriter } from './make-writer.ts'
import { nameOfPass } from './name-of-pass.ts'
import { complains } from './what-was-said.ts'

/** What {@link sendEarlyActs} needs from outside. @public */
export interface EarlyActsDeps {
  /** Public key of the project. */
  readonly project: ProjectKey
  /** Holds the acts, and takes what they make. */
  readonly queue: Pick<Queue, 'passes' | 'submit'>
  /** Clock, chance, locks and log. */
  readonly platform: {
    readonly clock: Clock
    readonly random: Random
    readonly locks: Locks
    readonly log: Logger
  }
}

/** So often it is looked whether a pass that was left to another page is free, ms. */
const AGAIN_MS = 60_000

/**
 * [CS4] Makes answers of acts that earlier pages could only write down, and sends them. A pass that another page shows now
 * is left to it. So is one of the same name, by which it cannot be told apart: it is looked again until that page is done.
 * @public
 */
export async function sendEarlyActs(deps: EarlyActsDeps): Promise<void> {
  const { project, queue, platform } = deps
  const { clock, random, locks, log } = platform
  let isLeft = false
  for (const { acts, survey, base, ...pass } of await queue.passes()) {
    if (!acts || !survey || !base) continue
    const lock = await locks.own(nameOfPass(project, pass))
    if (lock.is === 'elsewhere') {
      isLeft = true
      continue
    }
    const { mode, test, subject } = base
    try {
      const run = acts.reduce((at, act) => advance(survey, at, act), pass.run)
      const receiptCode = pass.receiptCode ?? (complains(run) ? makeReceiptCode(random) : undefined)
      const revision = pass.revision + 1
      const writer = makeWriter(clock, random)
      const response = toResponse(survey, run, {
        id: pass.responseId,
        revision,
        writer,
        mode,
        drawn: true,
        test,
        ...(subject && { subject }),
        ...(receiptCode && { receiptCode }),
      })
      const isOver = run.at === 'end' || run.status === 'completed'
      const state = { ...pass, revision, writer, run, at: clock.now(), ...(receiptCode && { receiptCode }) }
      if (response.status === 'completed' || response.status === 'partial')
        await queue.submit(deliveryOf(project, response, clock.now(), isOver), isOver ? undefined : state)
    } catch (cause) {
      // what is damaged must not keep back the rest
      log.warn('acts of an earlier page could not be read', cause)
    } finally {
      if (lock.is === 'own') lock.release()
    }
  }
  if (isLeft) clock.after(AGAIN_MS, () => void sendEarlyActs(deps).catch(() => {}))
}
