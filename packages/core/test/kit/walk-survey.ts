import { advance, type Run, startRun, viewOf } from '../../src/engine/index.ts'
import { type RunView, textFor } from '../../src/index.ts'
import type { AnswerValue } from '../../src/model/answer.ts'
import type { Question } from '../../src/model/question.ts'
import type { ResponseContext } from '../../src/model/response.ts'
import type { Survey } from '../../src/model/survey.ts'

/** What happened on one way through a survey. */
export interface Walk {
  readonly run: Run
  /** Ids of the blocks that stood before the customer, in order. */
  readonly seen: readonly string[]
  readonly steps: number
  /** Progress shown on each page. */
  readonly progress: readonly number[]
  /** All words and addresses that stood before the customer when a page was left, and at the end. */
  readonly words: readonly string[]
}

/** Goes through a survey to its end, answering each question that is shown; stops after `limit` steps. */
export function walkSurvey(
  survey: Survey,
  context: ResponseContext,
  wantsMore: boolean,
  answer: (question: Question) => AnswerValue | undefined,
  limit = 100,
  fullQuotas: readonly string[] = [],
): Walk {
  let run = startRun(survey, { seed: 'walk', locale: 'en', now: 0, context, fullQuotas })
  const seen: string[] = []
  const progress: number[] = []
  const words: string[] = []
  let steps = 0
  for (; run.at !== 'end' && steps < limit; steps++) {
    const view = viewOf(survey, run)
    if (view.screen === 'more') {
      run = advance(survey, run, { type: 'more', yes: wantsMore, at: steps })
      continue
    }
    if (view.screen === 'end') break
    const answered = new Set<string>()
    // an answer may bring up further questions of the same page
    for (let open = view.questions; open.some(({ id }) => !answered.has(id)); ) {
      for (const { id, definition } of open) {
        if (answered.has(id)) continue
        answered.add(id)
        const value = answer(definition)
        if (value) run = advance(survey, run, { type: 'answered', questionId: id, value, at: steps })
      }
      const now = viewOf(survey, run)
      open = now.screen === 'page' ? now.questions : []
    }
    const last = viewOf(survey, run)
    if (last.screen === 'page') {
      seen.push(...last.questions.map(({ id }) => id))
      progress.push(last.progress)
      words.push(...wordsOf(last, survey))
    }
    run = advance(survey, run, { type: 'next', at: steps })
  }
  if (run.at === 'end') words.push(...wordsOf(viewOf(survey, run), survey))
  return { run, seen, steps, progress, words }
}

function wordsOf(view: RunView, { defaultLocale }: Survey): readonly string[] {
  if (view.screen === 'more') return []
  const buttons = Object.values(view.buttons).map(({ text }) => text)
  if (view.screen === 'end') return [view.thanks, view.text, ...buttons]
  const questions = view.questions.flatMap(({ text, help, options, points, definition }) => [
    text,
    help,
    ...[...options, ...points].map((each) => each.text),
    ...(definition.kind === 'text' ? [textFor(definition.placeholder, view.locale, defaultLocale)] : []),
    ...(definition.kind === 'consent' ? [definition.link ?? ''] : []),
    ...(definition.kind === 'review_link' ? [definition.url] : []),
    ...(definition.kind === 'reward' ? [`reward.example/${definition.pool}`] : []),
  ])
  return [view.title, view.intro, ...questions, ...buttons]
}
