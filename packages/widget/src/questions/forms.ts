import type { QuestionKind } from '@frankly/core'

/**
 * How a question stands around its kind: `field`: it labels the one input; `own`: the kind shows it itself; `plain`:
 * words that ask nothing. Not named, as the scale that comes first: a `fieldset` with a `legend`.
 */
export type Form = 'field' | 'own' | 'plain'

/** The forms of the kinds; here from the start, since a question that changes its form loses its field's focus. */
export const FORM: Partial<Record<QuestionKind, Form>> = {
  text: 'field',
  consent: 'own',
  statement: 'plain',
  review_link: 'plain',
  reward: 'plain',
}
