import type { Locale, Run, RunView, Survey } from '@frankly/core'
import { type EngineParts, viewWith } from '@frankly/core/engine'

/** Enough for the first page of a plain survey: nothing is answered, no condition and no chance has a say. */
const FIRST_PARTS: EngineParts = {
  check: () => undefined,
  holds: () => true,
  fill: (text) => text,
  shuffle: (items) => items,
}

/** What the engine will show first, without the code that starts and steps a run. Only for `isPlain` surveys. */
export function firstView(survey: Survey, locale: Locale): RunView {
  const page = survey.pages.find(({ questions }) => questions.length > 0)
  const run = { at: page ? { page: page.id } : 'end', locale, trail: [], answers: {}, faults: {}, seed: '' }
  return viewWith(survey, run as unknown as Run, {}, FIRST_PARTS)
}
