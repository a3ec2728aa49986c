import type { ChoiceId, QuestionId } from './ids.ts'
import type { LocalizedText } from './localized.ts'

/** What every block of a page has. @public */
export interface BlockBase {
  /** Unique within the survey; the same over all versions: answers are read together by it. */
  readonly id: QuestionId
  /** The question itself, in the customer's words. */
  readonly text: LocalizedText
  /** A quieter line below it. */
  readonly help?: LocalizedText
  /** Default `false`: a customer may always leave a question out. */
  readonly required?: boolean
  /** Shown only when this holds. Never allowed to read an answer on `contact`, `review_link`, `reward`, `complaint`. */
  readonly showIf?: Condition
}

/** Closed list of rating scales; negative end first, never flipped ([S12]). @public */
export type RatingScale = 'nps' | 'csat5' | 'ces2' | 'ease5' | 'stars5' | 'thumbs' | 'emoji5'

/** A scale question. Values: nps 0–10, ces2 1–7, thumbs 0–1, the others 1–5. @public */
export interface RatingQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'rating'
  /** The scale; it says which values there are and which of them are bad news. */
  readonly scale: RatingScale
  /** One word label for each point, negative first; default: the catalogue's words for the scale. */
  readonly labels?: readonly LocalizedText[]
  /** Offers "not applicable". Default `false`. */
  readonly notApplicable?: boolean
  /** Which of the nine criteria (`CRITERIA` of `@frankly/measures`) or another driver this measures. */
  readonly criterion?: string
}

/**
 * A scale for what is neither satisfaction nor effort: importance, agreement, a guess on a slider. Never counted as
 * CSAT, CES or NPS, and no bad news unless `bad` says so. The values are `min`, `min + step`, … `max`.
 * @public
 */
export interface ScaleQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'scale'
  /** Lowest value. */
  readonly min: number
  /** Highest value. */
  readonly max: number
  /** Default 1. Fits into the way from `min` to `max`. */
  readonly step?: number
  /** Words for both ends, where not every point has its own. */
  readonly ends?: ScaleEnds
  /** One for each point, from `min` on, in place of `ends`. */
  readonly words?: readonly LocalizedText[]
  /**
   * How it is drawn: at most 11 numbers, 10 stars or 7 faces; a slider has at most 1,001 values and no answer until it
   * is touched. Faces go from a frown to a smile. `numbers` with `words` are marks with their words.
   */
  readonly look: ScaleLook
  /** Which side is bad news. Its outer two fifths then count like a low score. Default: none. */
  readonly bad?: 'low' | 'high'
  /** Offers "does not apply". Default `false`. */
  readonly notApplicable?: boolean
}

/** How a neutral scale is drawn. @public */
export type ScaleLook = 'numbers' | 'slider' | 'stars' | 'faces'

/** Words for both ends of a scale. @public */
export interface ScaleEnds {
  /** Beside the lowest value. */
  readonly low: LocalizedText
  /** Beside the highest value. */
  readonly high: LocalizedText
}

/** One option of a choice, ranking, split or matrix. @public */
export interface Choice {
  /** Unique within the question; the same over all versions. */
  readonly id: ChoiceId
  /** What the customer reads. */
  readonly text: LocalizedText
  /** Picture (https or same-origin path) for `display: 'picture'`. */
  readonly image?: string
}

/** Pick one or several. @public */
export interface ChoiceQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'choice'
  /** At least 1, at most 200. */
  readonly choices: readonly Choice[]
  /** Default `false`. */
  readonly multiple?: boolean
  /** Fewest that are chosen, with `multiple`. Default: no limit. */
  readonly min?: number
  /** Most that are chosen, with `multiple`. Default: no limit. */
  readonly max?: number
  /** Adds "Other" with a text field, always last. */
  readonly other?: boolean | LocalizedText
  /** Adds "None of these", after Other; excludes the rest. */
  readonly none?: boolean | LocalizedText
  /** Random order by the run's seed; Other and None stay last. Default `false`. */
  readonly shuffle?: boolean
  /** Default `list`. */
  readonly display?: 'list' | 'dropdown' | 'picture'
}

/** Words, or one typed value. @public */
export interface TextQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'text'
  /** Default `long`. */
  readonly input?: 'short' | 'long' | 'email' | 'phone' | 'number' | 'url' | 'date'
  /** Example in the empty field. */
  readonly placeholder?: LocalizedText
  /** Fewest characters. Default 0. */
  readonly minLength?: number
  /** Default 4000 characters. */
  readonly maxLength?: number
  /** Bounds for `number`. */
  readonly min?: number
  /** Highest number, for `number`. Default: no limit. */
  readonly max?: number
  /** What the open text asks for: `praise` must stand before `fault` in every template. */
  readonly asks?: 'praise' | 'fault' | 'idea' | 'other'
}

/** Several rows on one scale. @public */
export interface MatrixQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'matrix'
  /** What is asked about, one answer each. At most 100. */
  readonly rows: readonly Choice[]
  /** Scale points, negative first. Their ids are the stored values. */
  readonly columns: readonly Choice[]
  /** Ask only so many rows, drawn by the run's seed (matrix sampling, for example 3 of 13). */
  readonly sampleRows?: number
  /** Offers "does not apply" in each row. Default `false`. */
  readonly notApplicable?: boolean
}

/** Put in order, best first. @public */
export interface RankingQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'ranking'
  /** What is put in order. At most 200. */
  readonly choices: readonly Choice[]
  /** Rank only the first so many. Default: all. */
  readonly top?: number
  /** Random order by the run's seed. Default `false`. */
  readonly shuffle?: boolean
}

/** Share out points (default 100) among options. @public */
export interface SplitQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'split'
  /** What shares the points. At most 200. */
  readonly choices: readonly Choice[]
  /** Points to share out, from 1. Default 100. */
  readonly total?: number
}

/** Ways to be answered. `code`: by the receipt only. @public */
export type ReplyChannel = 'email' | 'phone' | 'telegram' | 'whatsapp' | 'sms' | 'code' | 'none'

/** How and when to answer the customer. Offered to everybody alike. @public */
export interface ContactQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'contact'
  /** Default: `email, phone, telegram, sms, code, none`. */
  readonly channels?: readonly ReplyChannel[]
  /** Ask for convenient hours when the channel is a call. Default `true`. */
  readonly hours?: boolean
}

/** A consent, never pre-ticked. @public */
export interface ConsentQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'consent'
  /**
   * For example `contact`, `publish`, `marketing`, `personal_data_ru`. What begins with `contact` or `personal_data` is
   * about the customer's address: no address leaves the device before all of these that are asked are granted.
   */
  readonly purpose: string
  /** Version of the text agreed to; kept in the consent record. */
  readonly textVersion: string
  /** Full document, https. */
  readonly link?: string
}

/** A photo of the broken parcel. @public */
export interface AttachmentQuestion extends BlockBase {
  /** The kind of question. */
  readonly kind: 'attachment'
  /** Default 3. */
  readonly maxFiles?: number
  /** Largest single file after shrinking, bytes. Default 5_000_000. */
  readonly maxBytes?: number
}

/** Text only, no answer. @public */
export interface StatementBlock extends BlockBase {
  /** The kind of block. */
  readonly kind: 'statement'
}

/** Who helped, and how. @public */
export interface PraiseBlock extends BlockBase {
  /** The kind of question. */
  readonly kind: 'praise'
  /** Default: all of `flawless, prevention, idea, rescue`. */
  readonly kinds?: readonly PraiseKind[]
}
/** Kinds of praise. @public */
export type PraiseKind = 'flawless' | 'prevention' | 'idea' | 'rescue'

/**
 * The frank door as a block: what happened, wanted remedy, category offered afterwards. By itself it asks for all of it.
 * A door in steps has several: the words first, the rest on later pages, all of them in one answer.
 * @example
 * ```ts
 * { kind: 'complaint', id: 'complaint', part: 'words', required: true, text: 'What happened?' }
 * // on a later page
 * { kind: 'complaint', id: 'wish', part: 'wish', of: 'complaint', text: 'What would put it right?' }
 * ```
 * @public
 */
export interface ComplaintBlock extends BlockBase {
  /** The kind of block. */
  readonly kind: 'complaint'
  /**
   * What is asked here. `words`: what happened; `wish`: what would put it right, and which category comes closest; `name`:
   * who may see the name. Default: all three.
   */
  readonly part?: ComplaintPart
  /** The earlier `complaint` whose answer this one goes on with; it has no answer of its own. For `wish` and `name`. */
  readonly of?: QuestionId
  /** Default: all 14 and `other`. */
  readonly categories?: readonly ComplaintCategory[]
  /** Wishes that are offered. Default: all. */
  readonly remedies?: readonly Remedy[]
}

/** A part of a complaint that is asked by itself. @public */
export type ComplaintPart = 'words' | 'wish' | 'name'

/** The shop's public review page; shown to all or to none. @public */
export interface ReviewLinkBlock extends BlockBase {
  /** The kind of block. */
  readonly kind: 'review_link'
  /** Address of the page, https. */
  readonly url: string
}

/** A thank-you token, blind to what was said. Nothing hands one out yet: `checkSurvey` refuses it, since its text would be an empty promise. @public */
export interface RewardBlock extends BlockBase {
  /** The kind of block. */
  readonly kind: 'reward'
  /** Name of the reward pool at the collector. */
  readonly pool: string
}

/** Anything that stands on a page. @public */
export type Question =
  | RatingQuestion
  | ScaleQuestion
  | ChoiceQuestion
  | TextQuestion
  | MatrixQuestion
  | RankingQuestion
  | SplitQuestion
  | ContactQuestion
  | ConsentQuestion
  | AttachmentQuestion
  | StatementBlock
  | PraiseBlock
  | ComplaintBlock
  | ReviewLinkBlock
  | RewardBlock

/** Names of the kinds. @public */
export type QuestionKind = Question['kind']

/** The questions of one kind, or of several. @public */
export type QuestionOf<Kind extends QuestionKind> = Extract<Question, { readonly kind: Kind }>

/** The 14 complaint categories and `other`. @public */
export type ComplaintCategory =
  | 'indifference'
  | 'rudeness'
  | 'slow'
  | 'competence'
  | 'schedule'
  | 'promise'
  | 'unreachable'
  | 'wrong_item'
  | 'quality'
  | 'billing'
  | 'returns'
  | 'information'
  | 'pressure'
  | 'safety'
  | 'other'

/** What would put it right. @public */
export type Remedy = 'refund' | 'exchange' | 'delivery' | 'explanation' | 'apology' | 'just_so_you_know' | 'other'

/** How bad. @public */
export type Severity = 'critical' | 'high' | 'normal'

/** Where a compared value comes from. @public */
export type Operand =
  | {
      readonly answer: QuestionId /** Row of a matrix, or `category`, `remedy`, `channel` of a block. */
      readonly part?: string
    }
  | { readonly context: string }
  | { readonly variable: string }

/** Closed set of comparisons. @public */
export type Operator =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'in'
  | 'not_in'
  | 'includes'
  | 'includes_any'
  | 'includes_all'
  | 'contains'
  | 'starts_with'
  | 'answered'
  | 'not_answered'

/** A condition over answers, context and variables. @public */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly left: Operand; readonly op: Operator; readonly right?: ConditionValue }

/** A constant to compare with. @public */
export type ConditionValue = string | number | boolean | readonly (string | number)[]
