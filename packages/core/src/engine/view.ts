import type { AnswerValue } from '../model/answer.ts'
import type { ChoiceId, EndingId, Locale, PageId, QuestionId } from '../model/ids.ts'
import type { Words } from '../model/localized.ts'
import type { Question } from '../model/question.ts'
import type { ButtonWords } from '../model/survey.ts'

/**
 * What a user interface shows now, in one language, ready to render. Its texts may hold marks (`richText`, `richWords`,
 * `plainText`).
 * @public
 */
export type RunView =
  | PageView
  | { readonly screen: 'more'; readonly locale: Locale; readonly buttons: ButtonsView }
  | EndView

/** How a run ended. @public */
export interface EndView {
  /** The end is shown. */
  readonly screen: 'end'
  /** Language of the run. */
  readonly locale: Locale
  /** The survey's own ending that the way led to; absent: the end with its `thanks`. */
  readonly ending?: EndingId
  /** Title of the ending, else the survey's `thanks`. Empty: the interface has words of its own. */
  readonly thanks: string
  /** Language of `thanks` where it is not `locale`. */
  readonly thanksLang?: Locale
  /** What the ending says further; empty without one. */
  readonly text: string
  /** Language of `text` where it is not `locale`. */
  readonly textLang?: Locale
  /** Own words for the buttons. */
  readonly buttons: ButtonsView
  /** How it ended. */
  readonly status: 'completed' | 'dismissed'
  /** Back leads to the last page, to change an answer. */
  readonly canGoBack: boolean
}

/** Buttons that have words of their own here. @public */
export type ButtonsView = { readonly [Name in keyof ButtonWords]?: Words }

/** One page of questions. @public */
export interface PageView {
  /** A page is shown. */
  readonly screen: 'page'
  /** Language of the run. */
  readonly locale: Locale
  /** Id of the page. */
  readonly pageId: PageId
  /** Heading; empty without one. */
  readonly title: string
  /** Language of `title` where it is not `locale`. */
  readonly titleLang?: Locale
  /** Opening line of the survey, on its first page; else empty. */
  readonly intro: string
  /** Language of `intro` where it is not `locale`. */
  readonly introLang?: Locale
  /** In their order; those whose condition does not hold are left out. */
  readonly questions: readonly QuestionView[]
  /** Own words for the buttons. */
  readonly buttons: ButtonsView
  /** There is a page before this one. */
  readonly canGoBack: boolean
  /** `next` leads to the end from here. */
  readonly isLast: boolean
  /** 0–1: share of the longest remaining way already gone. */
  readonly progress: number
}

/** One question with its words, its options in their order, its answer and its fault. @public */
export interface QuestionView {
  /** Id of the question. */
  readonly id: QuestionId
  /** Its kind. */
  readonly kind: Question['kind']
  /** The question. */
  readonly text: string
  /** Language of `text` where it is not the run's. */
  readonly lang?: Locale
  /** The quieter line below it; empty without one. */
  readonly help: string
  /** Language of `help` where it is not the run's. */
  readonly helpLang?: Locale
  /** It must be answered to go on. */
  readonly required: boolean
  /** The question as it was written. */
  readonly definition: Question
  /** Options of choice, ranking, split; rows of a matrix (sampled, shuffled). `other` and `none` last. */
  readonly options: readonly OptionView[]
  /** Columns of a matrix, or scale points of a rating (ids are the numbers as text, and so is the text of one without a label). */
  readonly points: readonly OptionView[]
  /** What was answered so far. */
  readonly answer?: AnswerValue
  /** Why the answer is not taken. */
  readonly fault?: Fault
}

/** One option in words. @public */
export interface OptionView {
  /** Id of the option. */
  readonly id: ChoiceId
  /** What the customer reads. */
  readonly text: string
  /** Language of `text` where it is not the run's. */
  readonly lang?: Locale
  /** Address of its picture. */
  readonly image?: string
}

/** Why an answer is not taken; texts come from the interface's catalogue. @public */
export interface Fault {
  /** What is wrong. */
  readonly code:
    | 'required'
    | 'too_short'
    | 'too_long'
    | 'too_few'
    | 'too_many'
    | 'not_email'
    | 'not_phone'
    | 'not_number'
    | 'not_url'
    | 'not_date'
    | 'too_small'
    | 'too_large'
    | 'wrong_total'
    | 'unknown_choice'
    | 'duplicate'
    | 'wrong_kind'
    | 'missing_address'
  /** The bound that was missed. */
  readonly limit?: number
  /** What was given instead, counted as the bound is. */
  readonly found?: number
}
