import type { LocalizedText } from '../model/localized.ts'
import { textFor } from '../model/localized.ts'
import type { Question } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import { rangeOf } from './check-answer.ts'
import { NONE, OTHER, optionsOf } from './options-of.ts'
import { pipeText } from './pipe-text.ts'
import { longestWay } from './progress.ts'
import type { Run } from './run-state.ts'
import type { OptionView, QuestionView, RunView } from './view.ts'
import { nextPage, pageOf, wayOf } from './way.ts'

/**
 * What to show now, in the run's language: words filled in, options in their order.
 * `names` fills `{shop}` and the like in the survey's texts.
 * @public
 */
export function viewOf(survey: Survey, run: Run, names: Readonly<Record<string, string>> = {}): RunView {
  const { locale } = run
  const { facts, shown } = wayOf(survey, run)
  const say = (text: LocalizedText | undefined): string =>
    pipeText(textFor(text, locale, survey.defaultLocale), facts, wording, names)
  if (run.at === 'more') return { screen: 'more', locale }
  const page = run.at === 'end' ? undefined : pageOf(survey, run.at.page)
  if (!page) {
    const status = run.status === 'dismissed' ? 'dismissed' : 'completed'
    return { screen: 'end', locale, thanks: say(survey.thanks), status }
  }
  const gone = run.trail.length
  return {
    screen: 'page',
    locale,
    pageId: page.id,
    title: say(page.title),
    intro: gone === 0 ? say(survey.intro) : '',
    questions: shown.map((question) => questionView(question, run, say)),
    canGoBack: gone > 0,
    isLast: nextPage(survey, run, facts) === 'end',
    progress: gone / (gone + longestWay(survey, page.id)),
  }

  function wording(questionId: string, id: string): string | undefined {
    const question = survey.pages.flatMap((each) => each.questions).find((each) => each.id === questionId)
    const option = question && [...optionsOf(question, run.seed), ...pointsOf(question)].find((each) => each.id === id)
    return option && (textFor(option.text, locale, survey.defaultLocale) || undefined)
  }
}

function questionView(question: Question, run: Run, say: (text: LocalizedText | undefined) => string): QuestionView {
  const view = ({ id, text, image }: Option): OptionView => ({ id, text: say(text), ...(image && { image }) })
  const answer = run.answers[question.id]
  const fault = run.faults[question.id]
  return {
    id: question.id,
    kind: question.kind,
    text: say(question.text),
    help: say(question.help),
    required: question.required ?? false,
    definition: question,
    options: [...optionsOf(question, run.seed), ...lastOptions(question)].map(view),
    points: pointsOf(question).map(view),
    ...(answer && { answer }),
    ...(fault && { fault }),
  }
}

type Option = { readonly id: string; readonly text: LocalizedText; readonly image?: string }

/** Other and None of these. Without words of their own, the interface's catalogue has some. */
function lastOptions(question: Question): readonly Option[] {
  if (question.kind !== 'choice') return []
  const { other, none } = question
  return [
    ...(other ? [{ id: OTHER, text: other === true ? '' : other }] : []),
    ...(none ? [{ id: NONE, text: none === true ? '' : none }] : []),
  ]
}

/** Columns of a matrix, or scale points, negative first. */
export function pointsOf(question: Question): readonly Option[] {
  if (question.kind === 'matrix') return question.columns
  if (question.kind !== 'rating') return []
  const [low, high] = rangeOf(question.scale)
  return Array.from({ length: high - low + 1 }, (_, i) => ({ id: String(low + i), text: question.labels?.[i] ?? '' }))
}
