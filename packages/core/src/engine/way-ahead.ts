import type { Survey } from '../model/survey.ts'
import type { Run } from './run-state.ts'
import { nextPage, wayOf } from './way.ts'

/**
 * [E58] The run as if the customer had gone on from here over the pages that are answered already. Who went back said
 * what stands on later pages all the same; a branch that no longer holds is not on this way.
 */
export function wayAhead(survey: Survey, run: Run): Run {
  const last = typeof run.at === 'object' ? run.at.page : run.trail.at(-1)
  if (last === undefined || run.status === 'completed') return run
  const trail = typeof run.at === 'object' ? run.trail : run.trail.slice(0, -1)
  let ahead: Run = { ...run, trail, at: { page: last } }
  for (let at = last; ; ) {
    const to = nextPage(survey, ahead, wayOf(survey, ahead).facts)
    if (to === undefined) return ahead
    ahead = { ...ahead, trail: [...ahead.trail, at], at: { page: to } }
    at = to
  }
}
