import { type LocalizedText, type Words, wordsFor } from '../model/localized.ts'
import type { ComplaintBlock, Question } from '../model/question.ts'
import type { ButtonWords, Survey } from '../model/survey.ts'
import { NONE, type Option, OTHER, optionsOf, pointsOf } from './options-of.ts'
import { pipeText } from './pipe-text.ts'
import { longestWay } from './progress.ts'
import type { Run } from './run-state.ts'
import type { ButtonsView, OptionView, QuestionView, RunView } from './view.ts'
import { endingOf, nextPage, pageOf, wayOf } from './way.ts'

/**
 * What to show now, in the run's language: words filled in, options in their order.
 * `names` fills `{shop}` and the like in the survey's texts.
 * @public
 */
export function viewOf(survey: Survey, run: Run, names: Readonly<Record<string, string>> = {}): RunView {
  const { at, locale, status, trail } = run
  const { facts, shown } = wayOf(survey, run)
  const say = (text: LocalizedText | undefined): Words => {
    const words = wordsFor(text, locale, survey.defaultLocale)
    return { ...words, text: pipeText(words.text, { survey, run, facts, names }) }
  }
  const buttons = (own?: ButtonWords): ButtonsView => {
    const said = Object.entries({ ...survey.buttons, ...own }).map(([name, text]) => [name, say(text)])
    return Object.fromEntries(said)
  }
  if (at === 'more') return { screen: 'more', locale, buttons: buttons() }
  const page = at === 'end' ? undefined : pageOf(survey, at.page)
  if (!page) {
    const ending = endingOf(survey, run, facts)
    return {
      screen: 'end',
      locale,
      ...(ending && { ending: ending.id }),
      ...named(say(ending?.title ?? survey.thanks), 'thanks'),
      ...named(say(ending?.text), 'text'),
      buttons: buttons(),
      status: status === 'dismissed' ? status : 'completed',
      canGoBack: status === 'completed' && trail.length > 0,
    }
  }
  const gone = trail.length
  return {
    screen: 'page',
    locale,
    pageId: page.id,
    ...named(say(page.title), 'title'),
    ...named(gone ? { text: '' } : say(survey.intro), 'intro'),
    questions: shown.map((question) => questionView(question, run, say)),
    buttons: buttons(page.buttons),
    canGoBack: gone > 0,
    isLast: nextPage(survey, run, facts) === undefined,
    progress: gone / (gone + longestWay(survey, page.id)),
  }
}

function questionView(question: Question, run: Run, say: (text: LocalizedText | undefined) => Words): QuestionView {
  const { id, kind, text, help, required = false } = question
  const view = (option: Option): OptionView => ({ ...option, ...say(option.text) })
  const answer = run.answers[(question as ComplaintBlock).of ?? id]
  const fault = run.faults[id]
  return {
    id,
    kind,
    ...say(text),
    ...named(say(help), 'help'),
    required,
    definition: question,
    options: [...optionsOf(question, run.seed), ...lastOptions(question)].map(view),
    points: pointsOf(question).map((point) => withWords(view(point))),
    ...(answer && { answer }),
    ...(fault && { fault }),
  }
}

/** A point of a scale that has no words of its own is called by its number. */
function withWords(point: OptionView): OptionView {
  return point.text ? point : { ...point, text: point.id }
}

/** Other and None of these. Without words of their own, the interface's catalogue has some. */
function lastOptions(question: Question): readonly Option[] {
  if (question.kind !== 'choice') return []
  const last = (id: string, text: boolean | LocalizedText | undefined): Option[] =>
    text ? [{ id, text: text === true ? '' : text }] : []
  return [...last(OTHER, question.other), ...last(NONE, question.none)]
}

/** Words under the name of their place: `title` and, in another language, `titleLang`. */
function named<Name extends string>(
  { text, lang }: Words,
  name: Name,
): { readonly [Key in Name]: string } & { readonly [Key in `${Name}Lang`]?: string } {
  return { [name]: text, ...(lang && { [`${name}Lang`]: lang }) } as never
}
