import { hash } from 'node:crypto'
import type { Problem, Response } from '@frankly/core'
import type { Limits } from './limits.ts'
import { problem } from './problems.ts'

/** An item that may be stored, or why not. */
export type CheckedItem =
  | { readonly response: Response; readonly body: string; readonly hash: string }
  | { readonly problem: Problem }

/** Checks one item of an envelope: size, depth, shape. */
export function checkItem(item: unknown, limits: Limits): CheckedItem {
  const text = JSON.stringify(item) ?? 'null'
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.itemBytes) {
    return { problem: problem('item_too_large', `${bytes} bytes; at most ${limits.itemBytes} are taken`) }
  }
  if (deeperThan(item, limits.depth)) {
    return { problem: problem('too_deep', `more than ${limits.depth} levels`) }
  }
  const wrong = faultsOf(item)
  if (wrong.length > 0) return { problem: problem('item_invalid', wrong[0]!.wanted, { issues: wrong }) }
  return { response: item as Response, body: text, hash: hash('sha256', text) }
}

type Faults = NonNullable<Problem['issues']>

function faultsOf(item: unknown): Faults {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return [{ path: '', found: item, wanted: 'an object' }]
  }
  const it = item as Record<string, unknown>
  const faults: { path: string; found: unknown; wanted: string }[] = []
  if (!isId(it['id'])) faults.push({ path: 'id', found: it['id'], wanted: 'a UUID' })
  if (!isRevision(it['revision'])) {
    faults.push({ path: 'revision', found: it['revision'], wanted: 'a whole number from 1' })
  }
  if (typeof it['surveyId'] !== 'string')
    faults.push({ path: 'surveyId', found: it['surveyId'], wanted: 'a survey id' })
  return faults
}

/** Whether it is a UUID in lower case, as the client makes them. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}

/** Whether it is a revision: 1, 2, 3 … */
export function isRevision(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) < 2_000_000_000
}

/** Whether objects and arrays are nested deeper than `limit`. */
export function deeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit === 0) return true
  for (const inner of Object.values(value)) if (deeperThan(inner, limit - 1)) return true
  return false
}
