import type { Question, QuestionKind, QuestionOf } from './question.ts'

/** Says whether a question is of a kind. */
export function isOfKind<Kind extends QuestionKind>(question: Question, kind: Kind): question is QuestionOf<Kind> {
  return question.kind === kind
}
