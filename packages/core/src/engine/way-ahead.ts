import type { PageId } from '../model/ids.ts'
import type { Question } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import type { Run } from './run-state.ts'
import { nextPage, wayOf } from './way.ts'

/**
 * [E58] The run as if the customer had gone on from here over the pages that are answered already. Who went back said
 * what stands on later pages all the same; a branch that no longer holds is not on this way.
 */
export function wayAhead(survey: Survey, run: Run): Run {
  const last = typeof run.at === 'object' ? run.at.page : run.trail.at(-1)
  if (last === undefined || (run.status === 'completed' && run.at === 'end')) return run
  const trail = typeof run.at === 'object' ? run.trail : run.trail.slice(0, -1)
  let ahead: Run = { ...run, trail, at: { page: last } }
  for (let at = last; ; ) {
    const to = nextPage(survey, ahead, wayOf(survey, ahead).facts)
    if (to === undefined) return ahead
    ahead = { ...ahead, trail: [...ahead.trail, at], at: { page: to } }
    at = to
  }
}

/** [E59] A completed run that is being changed, as if its customer had gone on to the end again: closed now, it is that. */
export function asEnded(survey: Survey, run: Run): Run {
  if (run.status !== 'completed' || run.at === 'end') return run
  const ahead = wayAhead(survey, run)
  const last = typeof ahead.at === 'object' ? [ahead.at.page] : []
  return { ...ahead, trail: [...ahead.trail, ...last], at: 'end' }
}

/** Kinds that ask nothing. */
const TELLS: readonly Question['kind'][] = ['statement', 'review_link', 'reward']

/** Says whether anything is asked from a page on: nobody is offered "0 more questions" before a mere link or reward. */
export function asksFrom(survey: Survey, id: PageId): boolean {
  const from = survey.pages.findIndex((page) => page.id === id)
  return survey.pages.slice(from).some(({ questions }) => questions.some(({ kind }) => !TELLS.includes(kind)))
}
