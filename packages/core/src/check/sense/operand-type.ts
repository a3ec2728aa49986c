import { COMPLAINT_CATEGORIES, PRAISE_KINDS, REMEDIES, REPLY_CHANNELS } from '../../model/complaint.ts'
import { isOfKind } from '../../model/is-of-kind.ts'
import type { Operand, Question, QuestionKind, QuestionOf } from '../../model/question.ts'
import { rangeOf } from '../../model/range-of.ts'
import type { Survey } from '../../model/survey.ts'

/** What an operand can be: a type, and its values where they are few. */
export interface OperandType {
  readonly type: 'number' | 'text' | 'word' | 'list' | 'flag' | 'date'
  /** Ids that it can take. */
  readonly words?: readonly string[]
  readonly low?: number
  readonly high?: number
}

/** Why an operand cannot be read. */
export interface Unreadable {
  readonly code: string
  readonly found: string
  readonly wanted: string
}

/** Facts of the context that conditions may read, besides `tags.<name>`. */
export const CONTEXT_TYPES: Readonly<Record<string, OperandType>> = {
  path: { type: 'text' },
  device: { type: 'word', words: ['phone', 'tablet', 'desktop'] },
  utcOffsetMinutes: { type: 'number' },
  'order.orderId': { type: 'text' },
  'order.value': { type: 'number' },
  'order.currency': { type: 'text' },
  'order.coupon': { type: 'text' },
  'order.firstOrder': { type: 'flag' },
  'order.deliveryMethod': { type: 'text' },
}

/** The type of an operand, or why it has none. */
export function operandType(
  operand: Operand,
  survey: Survey,
  questions: ReadonlyMap<string, Question>,
): OperandType | Unreadable {
  if ('context' in operand) {
    const { context } = operand
    if (/^tags\.[A-Za-z0-9][\w-]*$/.test(context)) return { type: 'text' }
    return Object.hasOwn(CONTEXT_TYPES, context)
      ? CONTEXT_TYPES[context]!
      : {
          code: 'unknown-context',
          found: context,
          wanted: `one of ${Object.keys(CONTEXT_TYPES).join(', ')}, tags.<name>`,
        }
  }
  if ('variable' in operand) {
    const found = survey.variables?.find((variable) => variable.id === operand.variable)
    return found
      ? { type: found.type }
      : { code: 'unknown-variable', found: operand.variable, wanted: 'a defined variable' }
  }
  const question = questions.get(operand.answer)
  if (!question) return { code: 'unknown-question', found: operand.answer, wanted: 'the id of a question' }
  const parts = partsOf(question.kind, question)
  const names = Object.keys(parts)
  if (names.length === 0)
    return { code: 'never-answered', found: question.kind, wanted: 'a question that has an answer' }
  const part = operand.part ?? ''
  if (Object.hasOwn(parts, part)) return parts[part]!
  const wanted = names.filter(Boolean).join(', ')
  return { code: 'unknown-part', found: part, wanted: wanted ? `a part: ${wanted}` : 'no part' }
}

/** What can be read of an answer; the empty name is the answer itself. */
type Parts = Readonly<Record<string, OperandType>>

function partsOf<Kind extends QuestionKind>(kind: Kind, question: Question): Parts {
  return isOfKind(question, kind) ? PARTS[kind](question) : {}
}

const TEXT: OperandType = { type: 'text' }
const nothing = (): Parts => ({})

const PARTS: { readonly [Kind in QuestionKind]: (question: QuestionOf<Kind>) => Parts } = {
  rating({ scale, notApplicable }) {
    const [low, high] = rangeOf(scale)
    return { '': { type: 'number', low, high, ...(notApplicable && { words: ['na'] }) } }
  },
  scale: ({ min, max, notApplicable }) => ({
    '': { type: 'number', low: min, high: max, ...(notApplicable && { words: ['na'] }) },
  }),
  choice({ choices, other, none, multiple }) {
    const words = ids(choices)
    if (other) words.push('other')
    if (none) words.push('none')
    const whole: OperandType = { type: multiple ? 'list' : 'word', words }
    return other ? { '': whole, other: TEXT } : { '': whole }
  },
  text: ({ input }) => ({ '': { type: input === 'number' || input === 'date' ? input : 'text' } }),
  matrix({ rows, columns, notApplicable }) {
    const words = ids(columns)
    const isNumeric = words.every((id) => /^\d+$/.test(id))
    const column: OperandType = {
      type: isNumeric ? 'number' : 'word',
      words: notApplicable ? [...words, 'na'] : words,
    }
    return Object.fromEntries(rows.map(({ id }) => [id, column]))
  },
  ranking({ choices }) {
    const place: OperandType = { type: 'number', low: 1, high: choices.length }
    return {
      '': { type: 'list', words: ids(choices) },
      ...Object.fromEntries(choices.map(({ id }) => [id, place])),
    }
  },
  split({ choices, total = 100 }) {
    const points: OperandType = { type: 'number', low: 0, high: total }
    return Object.fromEntries(choices.map(({ id }) => [id, points]))
  },
  contact({ channels = REPLY_CHANNELS }) {
    const channel: OperandType = { type: 'word', words: channels }
    return { '': channel, channel }
  },
  consent: () => ({ '': { type: 'flag' } }),
  attachment: ({ maxFiles = 3 }) => ({ '': { type: 'number', low: 0, high: maxFiles } }),
  statement: nothing,
  praise: ({ kinds = PRAISE_KINDS }) => ({ '': TEXT, text: TEXT, who: TEXT, praise: { type: 'word', words: kinds } }),
  complaint({ of, categories = COMPLAINT_CATEGORIES, remedies = REMEDIES }) {
    if (of !== undefined) return {}
    return {
      '': TEXT,
      text: TEXT,
      category: { type: 'word', words: categories },
      remedy: { type: 'word', words: remedies },
    }
  },
  review_link: nothing,
  reward: nothing,
}

const ids = (choices: readonly { readonly id: string }[]): string[] => choices.map(({ id }) => id)
