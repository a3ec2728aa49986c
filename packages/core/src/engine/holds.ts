import type { AnswerKind, AnswerOf, AnswerValue } from '../model/answer.ts'
import { isNumber } from '../model/is-number.ts'
import { plainDigits } from '../model/plain-digits.ts'
import type { Condition, ConditionValue, Operand } from '../model/question.ts'
import type { Facts } from './facts.ts'

/** A value to compare; `undefined` when there is none. */
export type Value = ConditionValue | undefined

/**
 * Says whether a condition holds. A missing value makes every comparison false but `ne`, `not_in` and
 * `not_answered`, so that an opposite is always an opposite.
 */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts))
  if ('any' in condition) return condition.any.some((part) => holds(part, facts))
  if ('not' in condition) return !holds(condition.not, facts)
  return compare(read(condition.left, facts), condition.op, condition.right)
}

/** Reads an operand. */
export function read(operand: Operand, facts: Facts): Value {
  if ('variable' in operand) return valueOfVariable(operand.variable, facts)
  if ('context' in operand) {
    let at: unknown = facts.context
    for (const key of operand.context.split('.')) at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined
    return isRecord(at) ? undefined : (at as Value)
  }
  const answer = facts.answers[operand.answer]
  return answer && valueOfAnswer(answer, operand.part)
}

/** The value of an answer for comparing, or of one part of it (a row, a choice, `other`, `category` …). */
export function valueOfAnswer(answer: AnswerValue, part?: string): Value {
  return valueIn(answer.kind, answer, part)
}

function valueIn<Kind extends AnswerKind>(kind: Kind, answer: AnswerOf<Kind>, part: string | undefined): Value {
  return VALUES[kind](answer, part)
}

const graded = ({ value }: AnswerOf<'rating' | 'scale'>): Value => value

const VALUES: { readonly [Kind in AnswerKind]: (answer: AnswerOf<Kind>, part: string | undefined) => Value } = {
  rating: graded,
  scale: graded,
  choice: ({ choices, other }, part) => (part === 'other' ? other : choices),
  text: fieldOf,
  matrix: ({ rows }, part) => (part === undefined ? undefined : rows[part]),
  ranking: ({ order }, part) => (part === undefined ? order : order.indexOf(part) + 1 || undefined),
  split: ({ points }, part) => (part === undefined ? undefined : points[part]),
  contact: ({ channel }) => channel,
  consent: ({ granted }) => granted,
  attachment: ({ files }) => files.length,
  praise: fieldOf,
  complaint: fieldOf,
}

/** A part is a field; without one it is the text. */
function fieldOf(answer: object, part = 'text'): Value {
  const field = (answer as Readonly<Record<string, Value>>)[part]
  return field === '' ? undefined : field
}

/**
 * Calculates one variable from its initial value, rule by rule. A rule whose value is missing or no number
 * is left out. Only variables defined earlier can be read, so a calculation always ends.
 */
export function valueOfVariable(id: string, facts: Facts): number | string | undefined {
  const index = facts.variables.findIndex((variable) => variable.id === id)
  const variable = facts.variables[index]
  if (!variable) return undefined
  const earlier: Facts = { ...facts, variables: facts.variables.slice(0, index) }
  let result = variable.initial
  for (const rule of variable.rules) {
    if (rule.when && !holds(rule.when, earlier)) continue
    const value = isOperand(rule.value) ? read(rule.value, earlier) : rule.value
    result = applied(result, rule.op, value, variable.type)
  }
  return result
}

/** Reads a number, also from words with a decimal comma or digits of another script; `NaN` when it is not a number. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() ? Number(plainDigits(value).replace(',', '.')) : Number.NaN
}

function compare(left: Value, op: string, right: Value): boolean {
  if (op === 'not_answered') return left === undefined
  if (op === 'ne' || op === 'not_in') return !compare(left, op === 'ne' ? 'eq' : 'in', right)
  if (left === undefined) return false
  const list: readonly unknown[] = isList(left) ? left : [left]
  const wanted: readonly unknown[] = isList(right) ? right : [right]
  switch (op) {
    case 'answered':
      return true
    case 'eq':
      return list.length === wanted.length && wanted.every((item) => has(list, item))
    case 'in':
      return list.length > 0 && list.every((item) => has(wanted, item))
    case 'includes':
    case 'includes_all':
      return wanted.every((item) => has(list, item))
    case 'includes_any':
      return wanted.some((item) => has(list, item))
    case 'contains':
      return lower(left).includes(lower(right))
    case 'starts_with':
      return lower(left).startsWith(lower(right))
  }
  const difference = order(left, right)
  if (op === 'lt') return difference < 0
  if (op === 'lte') return difference <= 0
  if (op === 'gt') return difference > 0
  return op === 'gte' && difference >= 0
}

/** Negative, 0 or positive; `NaN`, with which nothing compares, when the two have no order. */
function order(left: Value, right: Value): number {
  const isDay = /^\d{4}-\d\d-\d\d$/
  if (isDay.test(String(left)) && isDay.test(String(right)))
    return String(left) < String(right) ? -1 : +(left !== right)
  return toNumber(left) - toNumber(right)
}

const has = (list: readonly unknown[], wanted: unknown): boolean =>
  list.some((item) => (typeof wanted === 'number' ? toNumber(item) === wanted : String(item) === String(wanted)))
const lower = (value: Value): string => String(value).toLowerCase()
const isList = (value: Value): value is readonly (string | number)[] => Array.isArray(value)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function applied(before: number | string, op: string, value: Value, type: string): number | string {
  if (type === 'text') return op === 'set' && value !== undefined ? String(value) : before
  const by = toNumber(value)
  const from = Number(before)
  const after = op === 'set' ? by : op === 'add' ? from + by : op === 'subtract' ? from - by : from * by
  return isNumber(after) ? after : before
}

const isOperand = (value: unknown): value is Operand => typeof value === 'object' && !Array.isArray(value)
