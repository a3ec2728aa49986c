import type { AnswerValue } from '../model/answer.ts'
import type { QuestionId } from '../model/ids.ts'
import type { Condition, Question } from '../model/question.ts'
import type { ResponseContext } from '../model/response.ts'
import type { Survey, Variable } from '../model/survey.ts'
import type { Run } from './run-state.ts'
import type { Fault } from './view.ts'

/** What conditions and places in texts may read: answers on the way gone so far, the occasion, the calculations. @public */
export interface Facts {
  readonly answers: Readonly<Record<QuestionId, AnswerValue>>
  readonly context: ResponseContext
  readonly variables: readonly Variable[]
}

/** Where a text stands. @public */
export interface Scene {
  readonly survey: Survey
  readonly run: Run
  readonly facts: Facts
  /** Words for `{shop}` and the like. */
  readonly names: Readonly<Record<string, string>>
}

/**
 * What not every survey needs, handed to the engine so that a phone loads it only for surveys that do:
 * `PLAIN_PARTS` is enough where `isPlain(survey)`, `FULL_PARTS` does everything.
 * @public
 */
export interface EngineParts {
  /** Checks an answer against its question. */
  readonly check: (question: Question, value: AnswerValue | undefined, seed: string) => Fault | undefined
  /** Says whether a condition holds. */
  readonly holds: (condition: Condition, facts: Facts) => boolean
  /** Fills the places of a text. */
  readonly fill: (text: string, scene: Scene) => string
  /** Puts items in an order decided by the seed. */
  readonly shuffle: <Item>(items: readonly Item[], seed: string) => readonly Item[]
}
