import * as z from 'zod/mini'
import type { Condition, ConditionValue, Operand, Operator } from '../model/question.ts'
import { id, list, text } from './basics.ts'
import { maybe, objectOf, wordOf } from './object-of.ts'

/** Where a compared value comes from. */
export const operandSchema: z.ZodMiniType<Operand> = z.union([
  objectOf<Extract<Operand, { answer: string }>>({ answer: id, part: maybe(id) }),
  objectOf<Extract<Operand, { context: string }>>({ context: text(100) }),
  objectOf<Extract<Operand, { variable: string }>>({ variable: id }),
])

/** A constant to compare with. */
export const conditionValue: z.ZodMiniType<ConditionValue> = z.union(
  [text(400), z.number(), z.boolean(), list(z.union([text(400), z.number()]), 100)],
  { error: 'a text, a number, true or false, or a list of texts and numbers' },
)

const operator = wordOf<Operator>({
  eq: true,
  ne: true,
  lt: true,
  lte: true,
  gt: true,
  gte: true,
  in: true,
  not_in: true,
  includes: true,
  includes_any: true,
  includes_all: true,
  contains: true,
  starts_with: true,
  answered: true,
  not_answered: true,
})

const inner: z.ZodMiniType<Condition> = z.lazy(() => conditionSchema)

/** A condition over answers, context and variables. @public */
export const conditionSchema: z.ZodMiniType<Condition> = z.union([
  // the most frequent first: the others are not tried then
  objectOf<Extract<Condition, { left: unknown }>>({ left: operandSchema, op: operator, right: maybe(conditionValue) }),
  objectOf<Extract<Condition, { all: unknown }>>({ all: list(inner, 50) }),
  objectOf<Extract<Condition, { any: unknown }>>({ any: list(inner, 50) }),
  objectOf<Extract<Condition, { not: unknown }>>({ not: inner }),
])
