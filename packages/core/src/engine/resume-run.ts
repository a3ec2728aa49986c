import type { Survey } from '../model/survey.ts'
import { checkAnswer, isSenseless } from './check-answer.ts'
import type { Run, StartOptions } from './run-state.ts'
import { begin, blankRun, startRun } from './start-run.ts'

/**
 * [E10] Takes up an earlier run. Of another version of its survey, answers that still fit stay; where its page is gone
 * it begins again at the first. A draft that is damaged, or of another survey, is left behind: a new run begins.
 * @param draft - as it was kept; its seed and times stay, language and context are those of the options
 * @public
 */
export function resumeRun(survey: Survey, draft: Run, options: StartOptions): Run {
  if (!isRunOf(survey, draft)) return startRun(survey, options)
  const questions = new Map(survey.pages.flatMap((page) => page.questions).map((question) => [question.id, question]))
  const run: Run = {
    ...blankRun(survey, options),
    ...draft,
    surveyVersion: survey.version,
    locale: options.locale,
    context: options.context ?? draft.context,
    answers: Object.fromEntries(
      Object.entries(draft.answers).filter(([id, value]) => {
        const question = questions.get(id)
        return question && !isSenseless(checkAnswer(question, value, draft.seed))
      }),
    ),
    faults: Object.fromEntries(Object.entries(draft.faults).filter(([id]) => questions.has(id))),
  }
  const pages = typeof run.at === 'object' ? [...run.trail, run.at.page] : run.trail
  const isThere = run.at === 'end' || pages.every((id) => survey.pages.some((page) => page.id === id))
  return isThere ? run : begin(survey, { ...run, faults: {}, trail: [], at: 'end' }, options.now)
}

/** A draft comes from a store: it may be anything. */
function isRunOf(survey: Survey, draft: Run | undefined): boolean {
  return (
    draft?.surveyId === survey.id &&
    Array.isArray(draft.trail) &&
    [draft.answers, draft.faults, draft.questionMs].every(
      (held: unknown) => typeof held === 'object' && held !== null && !Array.isArray(held),
    )
  )
}
