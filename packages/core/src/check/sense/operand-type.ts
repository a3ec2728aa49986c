import { COMPLAINT_CATEGORIES, PRAISE_KINDS, REMEDIES, REPLY_CHANNELS } from '../../model/complaint.ts'
import type { Operand, Question } from '../../model/question.ts'
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
  const parts = partsOf(question)
  const names = Object.keys(parts)
  if (names.length === 0)
    return { code: 'never-answered', found: question.kind, wanted: 'a question that has an answer' }
  const part = operand.part ?? ''
  if (Object.hasOwn(parts, part)) return parts[part]!
  const wanted = names.filter(Boolean).join(', ')
  return { code: 'unknown-part', found: part, wanted: wanted ? `a part: ${wanted}` : 'no part' }
}

/** What can be read of an answer; the empty name is the answer itself. */
function partsOf(question: Question): Readonly<Record<string, OperandType>> {
  switch (question.kind) {
    case 'rating': {
      const [low, high] = rangeOf(question.scale)
      return { '': { type: 'number', low, high, ...(question.notApplicable && { words: ['na'] }) } }
    }
    case 'scale':
      return {
        '': { type: 'number', low: question.min, high: question.max, ...(question.notApplicable && { words: ['na'] }) },
      }
    case 'choice': {
      const words = ids(question.choices)
      if (question.other) words.push('other')
      if (question.none) words.push('none')
      const whole: OperandType = { type: question.multiple ? 'list' : 'word', words }
      return question.other ? { '': whole, other: { type: 'text' } } : { '': whole }
    }
    case 'text':
      return {
        '': { type: question.input === 'number' ? 'number' : question.input === 'date' ? 'date' : 'text' },
      }
    case 'matrix': {
      const words = ids(question.columns)
      const isNumeric = words.every((id) => /^\d+$/.test(id))
      const column: OperandType = {
        type: isNumeric ? 'number' : 'word',
        words: question.notApplicable ? [...words, 'na'] : words,
      }
      return Object.fromEntries(question.rows.map(({ id }) => [id, column]))
    }
    case 'ranking': {
      const place: OperandType = { type: 'number', low: 1, high: question.choices.length }
      return {
        '': { type: 'list', words: ids(question.choices) },
        ...Object.fromEntries(question.choices.map(({ id }) => [id, place])),
      }
    }
    case 'split': {
      const points: OperandType = { type: 'number', low: 0, high: question.total ?? 100 }
      return Object.fromEntries(question.choices.map(({ id }) => [id, points]))
    }
    case 'contact': {
      const channel: OperandType = { type: 'word', words: question.channels ?? REPLY_CHANNELS }
      return { '': channel, channel }
    }
    case 'consent':
      return { '': { type: 'flag' } }
    case 'attachment':
      return { '': { type: 'number', low: 0, high: question.maxFiles ?? 3 } }
    case 'praise':
      return {
        '': { type: 'text' },
        text: { type: 'text' },
        who: { type: 'text' },
        praise: { type: 'word', words: question.kinds ?? PRAISE_KINDS },
      }
    case 'complaint':
      if (question.of !== undefined) return {}
      return {
        '': { type: 'text' },
        text: { type: 'text' },
        category: { type: 'word', words: question.categories ?? COMPLAINT_CATEGORIES },
        remedy: { type: 'word', words: question.remedies ?? REMEDIES },
      }
    default:
      return {}
  }
}

const ids = (choices: readonly { readonly id: string }[]): string[] => choices.map(({ id }) => id)
