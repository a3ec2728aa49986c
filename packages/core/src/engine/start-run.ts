import type { EpochMs, PageId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { Run, StartOptions } from './run-state.ts'
import { firstPage, wayOf } from './way.ts'

/** Begins a run on the first page that has something to show. @public */
export function startRun(survey: Survey, options: StartOptions): Run {
  return begin(survey, blankRun(survey, options), options.now)
}

/** A run before its first page. */
export function blankRun(survey: Survey, options: StartOptions): Run {
  const { seed, locale, now, context = {}, fullQuotas } = options
  return {
    surveyId: survey.id,
    surveyVersion: survey.version,
    seed,
    locale,
    status: 'started',
    at: 'end',
    trail: [],
    answers: {},
    skipped: [],
    faults: {},
    context,
    startedAt: now,
    updatedAt: now,
    questionMs: {},
    ...(fullQuotas && { fullQuotas }),
  }
}

/** Steps onto the first page. */
export function begin(survey: Survey, run: Run, at: EpochMs): Run {
  return enter(run, firstPage(survey, wayOf(survey, run).facts), at)
}

/** Steps onto a page; `undefined`: ends. */
export function enter(run: Run, to: PageId | undefined, at: EpochMs): Run {
  return to === undefined ? { ...run, at: 'end', status: 'completed', completedAt: at } : { ...run, at: { page: to } }
}
