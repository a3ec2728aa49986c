import { choicesOf } from '../../engine/options-of.ts'
import type { LocalizedText } from '../../model/localized.ts'
import type { Choice, Condition, Operand, Question } from '../../model/question.ts'
import type { ButtonWords, Survey } from '../../model/survey.ts'

/** A part of a survey and where it stands. */
export interface Placed<Part> {
  readonly part: Part
  readonly path: string
}

/** A question and its page. */
export interface PlacedQuestion extends Placed<Question> {
  readonly page: number
  readonly place: number
}

/** All questions in order. */
export function questionsOf(survey: Survey): PlacedQuestion[] {
  return survey.pages.flatMap((page, i) =>
    page.questions.map((part, j) => ({ part, page: i, place: j, path: `pages[${i}].questions[${j}]` })),
  )
}

/** All lists of options of a question. */
export function optionLists(
  question: Question,
): readonly { readonly field: string; readonly options: readonly Choice[] }[] {
  if (question.kind === 'matrix')
    return [
      { field: 'rows', options: question.rows },
      { field: 'columns', options: question.columns },
    ]
  const options = choicesOf(question)
  return options.length > 0 ? [{ field: 'choices', options }] : []
}

/** Which marks a place knows: all, bold and italics alone, none. */
export type KnownMarks = 'all' | 'label' | 'none'

/** A text and whose it is. */
export interface PlacedText extends Placed<LocalizedText> {
  readonly marks: KnownMarks
  /** Page on which it stands; none for the texts of the survey and of its endings. */
  readonly page?: number
  /** Question it belongs to; none for a page's title. */
  readonly question?: PlacedQuestion
}

const BUTTONS: readonly (keyof ButtonWords)[] = ['next', 'back', 'send', 'close']

/** All texts that a customer may read. */
export function textsIn(survey: Survey): PlacedText[] {
  const found: PlacedText[] = []
  const take = (
    part: unknown,
    path: string,
    marks: KnownMarks,
    owner: Pick<PlacedText, 'page' | 'question'> = {},
  ): void => {
    if (typeof part === 'string' || (typeof part === 'object' && part))
      found.push({ part: part as LocalizedText, path, marks, ...owner })
  }
  take(survey.title, 'title', 'none')
  take(survey.intro, 'intro', 'all')
  take(survey.thanks, 'thanks', 'all')
  for (const [i, { title, text }] of (survey.endings ?? []).entries()) {
    take(title, `endings[${i}].title`, 'all')
    take(text, `endings[${i}].text`, 'all')
  }
  for (const name of BUTTONS) take(survey.buttons?.[name], `buttons.${name}`, 'none')
  for (const [page, { title, buttons }] of survey.pages.entries()) {
    take(title, `pages[${page}].title`, 'label', { page })
    for (const name of BUTTONS) take(buttons?.[name], `pages[${page}].buttons.${name}`, 'none', { page })
  }
  for (const placed of questionsOf(survey)) takeQuestion(placed, take)
  return found
}

function takeQuestion(
  placed: PlacedQuestion,
  take: (part: unknown, path: string, marks: KnownMarks, owner: Pick<PlacedText, 'page' | 'question'>) => void,
): void {
  const { part: question, path, page } = placed
  const owner = { page, question: placed }
  take(question.text, `${path}.text`, 'all', owner)
  take(question.help, `${path}.help`, 'all', owner)
  if (question.kind === 'text') take(question.placeholder, `${path}.placeholder`, 'none', owner)
  if (question.kind === 'rating')
    for (const [i, label] of (question.labels ?? []).entries()) take(label, `${path}.labels[${i}]`, 'label', owner)
  if (question.kind === 'scale') {
    for (const [i, word] of (question.words ?? []).entries()) take(word, `${path}.words[${i}]`, 'label', owner)
    take(question.ends?.low, `${path}.ends.low`, 'label', owner)
    take(question.ends?.high, `${path}.ends.high`, 'label', owner)
  }
  if (question.kind === 'choice') {
    take(question.other, `${path}.other`, 'label', owner)
    take(question.none, `${path}.none`, 'label', owner)
  }
  for (const { field, options } of optionLists(question))
    for (const [i, option] of options.entries()) take(option.text, `${path}.${field}[${i}].text`, 'label', owner)
}

/** A condition, where it stands and when it is read. */
export interface PlacedCondition extends Placed<Condition> {
  /** Page at which it is read; none for calculations and quotas, which are read anywhere. */
  readonly page?: number
  /** Questions of that page that may be answered by then: the first so many. */
  readonly before?: number
}

/** All conditions of a survey. */
export function conditionsOf(survey: Survey): PlacedCondition[] {
  const found: PlacedCondition[] = []
  const take = (part: Condition | undefined, path: string, when: { page?: number; before?: number } = {}): void => {
    if (part) found.push({ part, path, ...when })
  }
  for (const [i, page] of survey.pages.entries()) {
    take(page.showIf, `pages[${i}].showIf`, { page: i, before: 0 })
    for (const [j, question] of page.questions.entries())
      take(question.showIf, `pages[${i}].questions[${j}].showIf`, { page: i, before: j })
    for (const [j, branch] of (page.branches ?? []).entries())
      take(branch.when, `pages[${i}].branches[${j}].when`, { page: i, before: page.questions.length })
  }
  for (const [i, variable] of (survey.variables ?? []).entries())
    for (const [j, rule] of variable.rules.entries()) take(rule.when, `variables[${i}].rules[${j}].when`)
  for (const [i, quota] of (survey.quotas ?? []).entries()) take(quota.when, `quotas[${i}].when`)
  return found
}

/** The comparisons that a condition is made of. */
export type Comparison = Extract<Condition, { readonly left: Operand }>

/** All comparisons inside a condition, with their paths. */
export function comparisonsOf(condition: Condition, path: string): Placed<Comparison>[] {
  if ('all' in condition) return condition.all.flatMap((each, i) => comparisonsOf(each, `${path}.all[${i}]`))
  if ('any' in condition) return condition.any.flatMap((each, i) => comparisonsOf(each, `${path}.any[${i}]`))
  if ('not' in condition) return comparisonsOf(condition.not, `${path}.not`)
  return [{ part: condition, path }]
}

/** Says whether a rule's value is read from somewhere. */
export function isOperand(value: unknown): value is Operand {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
