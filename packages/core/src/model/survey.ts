import type { EndingId, Locale, PageId, SurveyId } from './ids.ts'
import type { LocalizedText } from './localized.ts'
import type { Condition, ConditionValue, Operand, Question } from './question.ts'
import type { Targeting } from './targeting.ts'
import type { TouchpointId } from './touchpoint.ts'

/** Number of the definition format. Older ones are migrated. @public */
export const SURVEY_SCHEMA = 1

/**
 * A survey: an immutable version of a definition. A change of content is a new `version`;
 * question and choice ids stay, so that answers of several versions can be read together.
 * @public
 */
export interface Survey {
  /** Number of the definition format. */
  readonly schema: typeof SURVEY_SCHEMA
  /** The same over all versions. */
  readonly id: SurveyId
  /** 1, 2, 3 … */
  readonly version: number
  /** Name of the survey, for the customer and the shop's people. */
  readonly title: LocalizedText
  /** Language that stands in where a text is not written in the customer's. */
  readonly defaultLocale: Locale
  /** Languages that the texts are written in, default language included. */
  readonly locales: readonly Locale[]
  /** Where it is asked. */
  readonly touchpoint: TouchpointId
  /** Default `customer`. */
  readonly audience?: 'customer' | 'staff' | 'internal' | 'observer'
  /**
   * Nobody can be told from the answers: the collector keeps each answer by itself with its day, without person, order,
   * page, times or ids, and tells figures of at least five people. Such a survey asks for no contact, photo, complaint or
   * consent, and its quotas have no condition. Default `false`.
   */
  readonly anonymous?: boolean
  /** Opening line above the first question. */
  readonly intro?: LocalizedText
  /** Thanks at the end, where no ending with words of its own is named. Default: the catalogue's words. */
  readonly thanks?: LocalizedText
  /**
   * Other ends, each named by a branch (`go: { ending: id }`). All of them, and `thanks`, hold the same links, gifts and
   * ways to reach you: what was answered may change the words, never what is offered.
   */
  readonly endings?: readonly Ending[]
  /** Own words for the buttons. Default: the catalogue's words. */
  readonly buttons?: ButtonWords
  /**
   * Where the page that a survey has for itself (`/s/<id>` of the collector) goes when the answer is stored, https. A widget
   * on a page of the shop never goes anywhere.
   */
  readonly redirect?: string
  /** In their order; branches may leave it. */
  readonly pages: readonly Page[]
  /** Values calculated from answers: scores, segments. */
  readonly variables?: readonly Variable[]
  /** When and to whom it is shown. Default: only when it is called by name. */
  readonly targeting?: Targeting
  /** How the widget shows it. Default `popover`. */
  readonly placement?: 'popover' | 'modal' | 'inline' | 'tab' | 'page'
  /** Higher goes first when several may be shown. Default 0. */
  readonly priority?: number
  /** "Two more questions?" is asked before this page. */
  readonly offerMoreBefore?: PageId
  /** Enough is enough: the collector counts, and names the full ones in the config. */
  readonly quotas?: readonly Quota[]
}

/** Stops asking when enough answers of a sort are in. @public */
export interface Quota {
  /** Unique within the survey. */
  readonly id: string
  /** Completed responses that are wanted, from 1. */
  readonly limit: number
  /** Which responses count; a run that meets it when full ends early, its answers kept. None: all of them, and a full survey is not shown. */
  readonly when?: Condition
}

/** What the customer sees at once. @public */
export interface Page {
  /** Unique within the survey. */
  readonly id: PageId
  /** Heading above the questions. */
  readonly title?: LocalizedText
  /** Asked at once, in this order. */
  readonly questions: readonly Question[]
  /** Shown only when this holds. Default: always. */
  readonly showIf?: Condition
  /** First that holds wins; none: the next page. */
  readonly branches?: readonly Branch[]
  /** Own words for the buttons of this page; what is left out is as in the survey. */
  readonly buttons?: ButtonWords
}

/** Own words for buttons, without marks. @public */
export interface ButtonWords {
  /** To the next page. */
  readonly next?: LocalizedText
  /** To the page before. */
  readonly back?: LocalizedText
  /** In the place of `next` on the last page. */
  readonly send?: LocalizedText
  /** The button of the end, and the name of the cross. */
  readonly close?: LocalizedText
}

/** How a run ends when a branch says so. @public */
export interface Ending {
  /** Unique within the survey; named by `go: { ending: id }`. */
  readonly id: EndingId
  /** Default: the survey's `thanks`. */
  readonly title?: LocalizedText
  /** What is said below the title. Default: nothing. */
  readonly text?: LocalizedText
}

/** Where to go after a page. @public */
export interface Branch {
  /** Taken only when this holds. Default: always. */
  readonly when?: Condition
  /** `end`: the end with the survey's `thanks`. */
  readonly go: { readonly page: PageId } | { readonly ending: EndingId } | 'next' | 'end'
}

/** A calculated value. @public */
export interface Variable {
  /** Unique within the survey. */
  readonly id: string
  /** What it holds. */
  readonly type: 'number' | 'text'
  /** Value before any rule. */
  readonly initial: number | string
  /** Applied in order each time an answer changes, from `initial`. */
  readonly rules: readonly VariableRule[]
}

/** One step of a calculation. @public */
export interface VariableRule {
  /** Applied only when this holds. Default: always. */
  readonly when?: Condition
  /** What is done with `value`; a text can only be `set`. */
  readonly op: 'set' | 'add' | 'subtract' | 'multiply'
  /** A constant, or what is read from an answer, the context or an earlier variable. */
  readonly value: ConditionValue | Operand
}
