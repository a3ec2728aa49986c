import type { AnswerValue } from '../model/answer.ts'
import type { QuestionId } from '../model/ids.ts'
import type { ResponseContext } from '../model/response.ts'
import type { Survey, Variable } from '../model/survey.ts'
import type { Run } from './run-state.ts'

/** What conditions and places in texts may read: answers on the way gone so far, the context, the calculations. */
export interface Facts {
  readonly answers: Readonly<Record<QuestionId, AnswerValue>>
  readonly context: ResponseContext
  readonly variables: readonly Variable[]
}

/** Where a text stands. */
export interface Scene {
  readonly survey: Survey
  readonly run: Run
  readonly facts: Facts
  /** Words for `{shop}` and the like. */
  readonly names: Readonly<Record<string, string>>
}
