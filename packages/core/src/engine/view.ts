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
  readonly screen: 'end'
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
  readonly buttons: ButtonsView
  readonly status: 'completed' | 'dismissed'
  /** Back leads to the last page, to change an answer. */
  readonly canGoBack: boolean
}

/** Buttons that have words of their own here. @public */
export type ButtonsView = { readonly [Name in keyof ButtonWords]?: Words }

/** One page of questions. @public */
export interface PageView {
  readonly screen: 'page'
  readonly locale: Locale
  readonly pageId: PageId
  readonly title: string
  /** Language of `title` where it is not `locale`. */
  readonly titleLang?: Locale
  readonly intro: string
  /** Language of `intro` where it is not `locale`. */
  readonly introLang?: Locale
  readonly questions: readonly QuestionView[]
  readonly buttons: ButtonsView
  readonly canGoBack: boolean
  readonly isLast: boolean
  /** 0–1: share of the longest remaining way already gone. */
  readonly progress: number
}

/** One question with its words, its options in their order, its answer and its fault. @public */
export interface QuestionView {
  readonly id: QuestionId
  readonly kind: Question['kind']
  readonly text: string
  /** Language of `text` where it is not the run's. */
  readonly lang?: Locale
  readonly help: string
  /** Language of `help` where it is not the run's. */
  readonly helpLang?: Locale
  readonly required: boolean
  readonly definition: Question
  /** Options of choice, ranking, split; rows of a matrix (sampled, shuffled). `other` and `none` last. */
  readonly options: readonly OptionView[]
  /** Columns of a matrix, or scale points of a rating (ids are the numbers as text, and so is the text of one without a label). */
  readonly points: readonly OptionView[]
  readonly answer?: AnswerValue
  readonly fault?: Fault
}

/** One option in words. @public */
export interface OptionView {
  readonly id: ChoiceId
  readonly text: string
  /** Language of `text` where it is not the run's. */
  readonly lang?: Locale
  readonly image?: string
}

/** Why an answer is not taken; texts come from the interface's catalogue. @public */
export interface Fault {
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
  readonly limit?: number
  readonly found?: number
}
