import type { AnswerValue } from '../model/answer.ts'

/** Required field of each kind and the type of what it holds: plain values, lists or records of them. */
const fields: Record<AnswerValue['kind'], readonly [field: string, type: string]> = {
  rating: ['value', 'number'],
  scale: ['value', 'number'],
  choice: ['choices', 'string[]'],
  text: ['text', 'string'],
  matrix: ['rows', 'string{}'],
  ranking: ['order', 'string[]'],
  split: ['points', 'number{}'],
  contact: ['channel', 'string'],
  consent: ['granted', 'boolean'],
  attachment: ['files', 'object[]'],
  praise: ['text', 'string'],
  complaint: ['text', 'string'],
}

/** Hand guard for an answer from outside TypeScript (a saved draft, plain JavaScript). */
export function isShaped(value: AnswerValue): boolean {
  const [field, type] = fields[value.kind]
  const held = (value as unknown as Record<string, unknown>)[field]
  const item = type.slice(0, -2)
  if (type.endsWith('[]')) return Array.isArray(held) && held.every((part) => typeof part === item)
  if (type.endsWith('{}')) return isObject(held) && Object.values(held).every((part) => typeof part === item)
  return typeof held === type || (field === 'value' && held === 'na')
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
