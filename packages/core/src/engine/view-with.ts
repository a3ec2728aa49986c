import { type LocalizedText, textFor } from '../model/localized.ts'
import type { Question } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import type { EngineParts } from './facts.ts'
import { NONE, type Option, OTHER, optionsOf, pointsOf } from './options-of.ts'
import { longestWay } from './progress.ts'
import type { Run } from './run-state.ts'
import type { OptionView, QuestionView, RunView } from './view.ts'
import { nextPage, pageOf, wayOf } from './way.ts'

/** `viewOf` with the parts that the survey needs. @public */
export function viewWith(
  survey: Survey,
  run: Run,
  names: Readonly<Record<string, string>>,
  parts: EngineParts,
): RunView {
  const { at, locale, status, trail } = run
  const { facts, shown } = wayOf(survey, run, parts)
  const say = (text: LocalizedText | undefined): string =>
    parts.fill(textFor(text, locale, survey.defaultLocale), { survey, run, facts, names })
  if (at === 'more') return { screen: 'more', locale }
  const page = at === 'end' ? undefined : pageOf(survey, at.page)
  if (!page)
    return { screen: 'end', locale, thanks: say(survey.thanks), status: status === 'dismissed' ? status : 'completed' }
  const gone = trail.length
  return {
    screen: 'page',
    locale,
    pageId: page.id,
    title: say(page.title),
    intro: gone ? '' : say(survey.intro),
    questions: shown.map((question) => questionView(question, run, say, parts)),
    canGoBack: gone > 0,
    isLast: nextPage(survey, run, facts, parts) === 'end',
    progress: gone / (gone + longestWay(survey, page.id)),
  }
}

function questionView(
  question: Question,
  run: Run,
  say: (text: LocalizedText | undefined) => string,
  { shuffle }: EngineParts,
): QuestionView {
  const { id, kind, text, help, required = false } = question
  const view = (option: Option): OptionView => ({ ...option, text: say(option.text) })
  const answer = run.answers[id]
  const fault = run.faults[id]
  return {
    id,
    kind,
    text: say(text),
    help: say(help),
    required,
    definition: question,
    options: [...optionsOf(question, run.seed, shuffle), ...lastOptions(question)].map(view),
    points: pointsOf(question).map(view),
    ...(answer && { answer }),
    ...(fault && { fault }),
  }
}

/** Other and None of these. Without words of their own, the interface's catalogue has some. */
function lastOptions(question: Question): readonly Option[] {
  if (question.kind !== 'choice') return []
  const last = (id: string, text: boolean | LocalizedText | undefined): Option[] =>
    text ? [{ id, text: text === true ? '' : text }] : []
  return [...last(OTHER, question.other), ...last(NONE, question.none)]
}
