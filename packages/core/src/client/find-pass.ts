import type { EpochMs } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import { isYoung } from '../queue/read-pass.ts'
import type { PassState, Queue } from '../queue/types.ts'
import { noted } from '../targeting/keep-ledger.ts'
import { EMPTY_LEDGER, type Ledger } from '../targeting/ledger.ts'

/** Which pass is looked for. @internal */
export interface PassWanted {
  /** The survey, in its version. */
  readonly survey: Survey
  /** Who is known. `undefined`: nobody. */
  readonly subjectId: string | undefined
  /** Mark of the order. */
  readonly order: string | undefined
  /** Wall clock. */
  readonly now: EpochMs
  /** Older ones are not taken up, ms. */
  readonly keepMs: number
}

/** What earlier pages left of it. @internal */
export interface PassFound {
  /** [P2] The newest open pass of this visitor, or of nobody known, through this version of the survey about this order. */
  readonly open: PassState | undefined
  /** [P4] Orders that were answered to their end, where the notes of it may not have reached the disk. */
  readonly ledger: Ledger
}

/** @internal */
export async function findPass(queue: Pick<Queue, 'passes'>, wanted: PassWanted): Promise<PassFound> {
  const { survey, subjectId, order, now, keepMs } = wanted
  const young = (await queue.passes()).filter((pass) => isYoung(pass, now, keepMs))
  const ended = young.filter(({ run, order }) => run.at === 'end' && order !== undefined)
  const fits = (pass: PassState): boolean =>
    pass.run.at !== 'end' &&
    pass.surveyId === survey.id &&
    pass.surveyVersion === survey.version &&
    pass.order === order &&
    (pass.subjectId === undefined || pass.subjectId === subjectId)
  return {
    open: young.find(fits),
    ledger: ended.reduce(
      (ledger, pass) => noted(ledger, { what: 'answered', surveyId: pass.surveyId, at: pass.at, order: pass.order! }),
      EMPTY_LEDGER,
    ),
  }
}
