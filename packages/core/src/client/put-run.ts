import type { RunEvent } from '../engine/run-state.ts'
import type { PassState } from '../queue/types.ts'
import type { LedgerEntry } from '../targeting/ledger.ts'
import type { Begun, RunParts, RunsDeps } from './begun.ts'
import type { Pass } from './pass.ts'
import type { OpenedRun } from './pass-of-run.ts'
import { type Owner, release } from './pass-owners.ts'
import { createRunHandle } from './run-handle.ts'

/** What is known of a run when it begins. @internal */
export type Opening = Pick<OpenedRun, 'survey' | 'responseId' | 'start' | 'earlier' | 'order' | 'test' | 'known'>

/** Where runs are written down while they are before somebody. @internal */
export interface RunLists {
  readonly live: Map<Begun, Owner>
  /** Also those that came to their end and are still looked at. */
  readonly watched: Map<Begun, Owner>
}

/** Puts a run before somebody. @internal */
export function putRun(
  deps: RunsDeps,
  { live, watched }: RunLists,
  keepsDrafts: () => boolean,
  opening: Opening,
  owner: Owner,
): Begun {
  const { options, memory, emitter } = deps
  const { clock, log } = options.platform
  const { survey, responseId, start, earlier, order, test, known } = opening
  const surveyId = survey.id
  const ref = { surveyId, responseId }
  const isDoor = survey.targeting?.alwaysOpen
  const note = (what: LedgerEntry['what']) => {
    if (!test) deps.count(what, surveyId, survey.version)
    // [G8] the opening of the door counts for nothing, that somebody spoke does
    if (test || (isDoor && what !== 'answered')) return
    memory.note({ what, surveyId, at: clock.now(), ...(order && { order }) }, known.policy)
  }
  let keptActs: Promise<unknown> | undefined
  let isTold = false
  const over = (): void => {
    live.delete(begun)
    release(owner)
  }
  const opened = { ...opening, keptActs: () => keptActs, subject: () => owner.subject, keepsDrafts, note, over }
  const run = createRunHandle({
    survey,
    responseId,
    start,
    names: known.names,
    clock,
    pass({ changed }) {
      const passBy = (parts: RunParts): Pass => parts.passOf(deps, { ...opened, changed })
      const here = deps.partsHere()
      return here ? passBy(here) : deps.parts().then(passBy)
    },
    async keepActs(acts) {
      const writing = deps.keepActs(withActs(deps, opening, owner, acts))
      keptActs = Promise.all([keptActs, writing])
      return writing
    },
    over,
    forgotten: () => watched.delete(begun),
    reopened() {
      live.set(begun, owner)
      watched.set(begun, owner)
    },
    dismissed(answered) {
      if (!answered) note('dismissed')
      emitter.emit('survey.dismissed', { ...ref, answered })
    },
    failed: (error) => log.warn('a subscriber of a run threw', error),
    missing: (error) => log.warn('code for the answers cannot be fetched now; the next act tries again', error),
  })
  const begun: Begun = {
    ...run,
    get run() {
      return run.run
    },
    get isGone() {
      return run.isGone
    },
    responseId,
    isResumed: earlier !== undefined,
    shown() {
      if (isTold) return
      isTold = true
      note('shown')
      emitter.emit('survey.shown', { ...ref, run: run.handle })
    },
  }
  live.set(begun, owner)
  watched.set(begun, owner)
  return begun
}

/** [CS4] A pass whose acts no code can step on yet. */
function withActs(
  { options, writer }: RunsDeps,
  { survey, responseId, start, earlier, order, test }: Opening,
  owner: Owner,
  acts: readonly RunEvent[],
): PassState {
  const { subject } = owner
  return {
    responseId,
    surveyId: survey.id,
    surveyVersion: survey.version,
    revision: earlier?.revision ?? 0,
    at: options.platform.clock.now(),
    run: start,
    writer,
    acts,
    survey,
    base: { mode: options.mode, test, ...(subject && { subject }) },
    ...(subject && { subjectId: subject.id }),
    ...(order !== undefined && { order }),
    ...(earlier?.receiptCode && { receiptCode: earlier.receiptCode }),
  }
}
