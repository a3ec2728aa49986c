import type { AnswerKind, AnswerOf, AnswerValue } from '../model/answer.ts'
import { charactersIn } from '../model/characters.ts'
import { COMPLAINT_CATEGORIES, PRAISE_KINDS, REMEDIES, REPLY_CHANNELS } from '../model/complaint.ts'
import { isNumber } from '../model/is-number.ts'
import { isOfKind } from '../model/is-of-kind.ts'
import { plainDigits } from '../model/plain-digits.ts'
import type {
  ChoiceQuestion,
  ContactQuestion,
  Question,
  QuestionOf,
  RatingQuestion,
  ScaleQuestion,
  TextQuestion,
} from '../model/question.ts'
import { rangeOf } from '../model/range-of.ts'
import { isOnScale } from '../model/scale.ts'
import { DEFAULT_MAX_LENGTH, LONGEST_WHO, longestAddress } from './answer-limits.ts'
import { toNumber } from './holds.ts'
import { NONE, OTHER, optionsOf } from './options-of.ts'
import { isShaped } from './shaped.ts'
import type { Fault } from './view.ts'

/**
 * Checks an answer against its question; `undefined` when it is valid. An empty answer counts as no
 * answer: a fault only when the question is required. The seed says which rows a sampled matrix shows.
 * @public
 */
export function checkAnswer(question: Question, value: AnswerValue | undefined, seed = ''): Fault | undefined {
  if (!value || isEmpty(value)) return question.required ? { code: 'required' } : undefined
  if (value.kind !== question.kind || !isShaped(value)) return WRONG_KIND
  return checkOf(value.kind, question, value, seed)
}

function checkOf<Kind extends AnswerKind>(kind: Kind, question: Question, answer: AnswerOf<Kind>, seed: string) {
  return isOfKind(question, kind) ? CHECKS[kind](question, answer, seed) : WRONG_KIND
}

/** Says whether an answer is empty: it is then removed. `nameVisibleTo` alone is not an answer. */
export function isEmpty(value: AnswerValue): boolean {
  return !Object.entries(value).some(
    ([field, held]) =>
      field !== 'kind' &&
      field !== 'nameVisibleTo' &&
      (typeof held === 'string'
        ? held.trim()
        : typeof held === 'object' && held
          ? Object.keys(held).length
          : held != null),
  )
}

/** Faults that more typing cannot correct: such an answer is dropped. A half-written one stays and is checked on `next`. */
export function isSenseless(fault: Fault | undefined): fault is Fault {
  return fault?.code === 'wrong_kind' || fault?.code === 'unknown_choice' || fault?.code === 'duplicate'
}

const UNKNOWN: Fault = { code: 'unknown_choice' }
const WRONG_KIND: Fault = { code: 'wrong_kind' }

type Check<Kind extends AnswerKind> = (
  question: QuestionOf<Kind>,
  answer: AnswerOf<Kind>,
  seed: string,
) => Fault | undefined

const CHECKS: { readonly [Kind in AnswerKind]: Check<Kind> } = {
  rating: checkRating,
  scale: checkScale,
  choice: checkChoice,
  text: checkText,
  matrix(question, { rows }, seed) {
    const known = ids(optionsOf(question, seed))
    const columns = ids(question.columns)
    if (question.notApplicable) columns.push('na')
    const given = Object.keys(rows)
    const isKnown = !listed(given, known) && Object.values(rows).every((column) => columns.includes(column))
    if (!isKnown) return UNKNOWN
    return question.required ? bounded(given.length, known.length) : undefined
  },
  ranking({ choices, top: wanted = choices.length }, { order }) {
    return listed(order, ids(choices)) ?? bounded(order.length, wanted, wanted)
  },
  split({ choices, total }, { points }) {
    return listed(Object.keys(points), ids(choices)) ?? checkSum(Object.values(points), total)
  },
  contact: checkContact,
  consent({ required }, { granted }) {
    return required && !granted ? { code: 'required' } : undefined
  },
  attachment({ maxBytes: limit = 5_000_000, maxFiles = 3 }, { files }) {
    const large = files.find((file) => file.size > limit)
    return bounded(files.length, 0, maxFiles) ?? (large && { code: 'too_large', limit, found: large.size })
  },
  praise({ kinds = PRAISE_KINDS }, { praise, text, who }) {
    return offered(praise, kinds) ?? length(text) ?? length(who, LONGEST_WHO)
  },
  complaint({ of, categories = COMPLAINT_CATEGORIES, remedies = REMEDIES }, { category, remedy, text, remedyText }) {
    // the answer stands under the id of the block that it goes on with
    if (of !== undefined) return WRONG_KIND
    return offered(category, categories) ?? offered(remedy, remedies) ?? length(text) ?? length(remedyText)
  },
}

function checkRating(question: RatingQuestion, { value }: AnswerOf<'rating'>): Fault | undefined {
  if (value === 'na') return question.notApplicable ? undefined : UNKNOWN
  const [low, high] = rangeOf(question.scale)
  return isNumber(value) && value % 1 === 0 && value >= low && value <= high ? undefined : UNKNOWN
}

function checkScale(question: ScaleQuestion, { value }: AnswerOf<'scale'>): Fault | undefined {
  if (value === 'na') return question.notApplicable ? undefined : UNKNOWN
  return isNumber(value) && isOnScale(question, value) ? undefined : UNKNOWN
}

function checkChoice(question: ChoiceQuestion, { choices: chosen, other }: AnswerOf<'choice'>): Fault | undefined {
  const known = ids(question.choices)
  if (question.other) known.push(OTHER)
  if (question.none) known.push(NONE)
  const isAlone = !question.multiple || chosen.includes(NONE)
  return (
    listed(chosen, known) ??
    (isAlone ? bounded(chosen.length, 1, 1) : bounded(chosen.length, question.min, question.max)) ??
    length(other)
  )
}

function checkText(question: TextQuestion, answer: AnswerOf<'text'>): Fault | undefined {
  const text = answer.text.trim()
  const { input = 'long', min, max, minLength: limit = 0 } = question
  const found = charactersIn(text)
  if (found < limit) return { code: 'too_short', limit, found }
  const fault = length(text, question.maxLength)
  if (fault || input === 'short' || input === 'long') return fault
  return formed(input, text) ?? (input === 'number' ? within(toNumber(text), min, max) : undefined)
}

function checkContact(question: ContactQuestion, answer: AnswerOf<'contact'>): Fault | undefined {
  const { channel } = answer
  const address = answer.address?.trim()
  const fault = offered(channel, question.channels ?? REPLY_CHANNELS)
  if (fault || channel === 'none' || channel === 'code') return fault
  if (!address) return { code: 'missing_address' }
  const long = length(address, longestAddress(channel))
  // a telegram name has no form to speak of: `@name`, a number, a link
  if (long || channel === 'telegram') return long
  return formed(channel === 'email' ? 'email' : 'phone', address)
}

function checkSum(points: readonly number[], limit = 100): Fault | undefined {
  if (points.some((part) => part < 0)) return { code: 'too_small', limit: 0 }
  // thirds cannot be written exactly
  const found = Math.round(points.reduce((sum, part) => sum + part, 0) * 1e6) / 1e6
  return found === limit ? undefined : { code: 'wrong_total', limit, found }
}

/** Numbers are at most what a telephone number may be: 15 digits (ITU-T E.164). */
const forms = {
  email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
  phone: /^\+?([ ().-]*\d){5,15}[ ().-]*$/,
  number: /^-?\d+([.,]\d+)?$/,
  url: /^https?:\/\/[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i,
  date: /^\d{4}-\d\d-\d\d$/,
}

function formed(form: keyof typeof forms, text: string): Fault | undefined {
  const plain = form === 'phone' || form === 'number' ? plainDigits(text) : text
  return forms[form].test(plain) && (form !== 'date' || isDay(text)) ? undefined : { code: `not_${form}` }
}

/** The 31st of June parses, as the 1st of July. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return isNumber(time) && new Date(time).toISOString().startsWith(text)
}

function within(found: number, least = -1 / 0, most: number = 1 / 0): Fault | undefined {
  if (found < least) return { code: 'too_small', limit: least, found }
  return found > most ? { code: 'too_large', limit: most, found } : undefined
}

/** Each of a known list, none twice. */
function listed(found: readonly string[], known: readonly string[]): Fault | undefined {
  if (found.some((id) => !known.includes(id))) return UNKNOWN
  return new Set(found).size < found.length ? { code: 'duplicate' } : undefined
}

/** Not too few, not too many. */
function bounded(found: number, least = 0, most: number = 1 / 0): Fault | undefined {
  if (found < least) return { code: 'too_few', limit: least, found }
  return found > most ? { code: 'too_many', limit: most, found } : undefined
}

/** Not too long, in characters. */
function length(text: string | undefined, limit: number = DEFAULT_MAX_LENGTH): Fault | undefined {
  const found = charactersIn(text?.trim() ?? '')
  return found > limit ? { code: 'too_long', limit, found } : undefined
}

function offered<Word>(word: Word | undefined, words: readonly Word[]): Fault | undefined {
  return word !== undefined && !words.includes(word) ? UNKNOWN : undefined
}

const ids = (choices: readonly { readonly id: string }[]): string[] => choices.map(({ id }) => id)
