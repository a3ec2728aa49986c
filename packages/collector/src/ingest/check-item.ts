import type { EpochMs, Response } from '@frankly/core'
import { checkResponse } from '@frankly/core/check'
import { fitRecord, type RecordedFact, recordedContext } from '@frankly/core/model'
import type { Problem } from '@frankly/core/wire'
import type { Limits } from '../options/limits.ts'
import { isPlain } from './is-plain.ts'
import { leftOut } from './left-out.ts'
import { type Modes, PUBLIC_MODES } from './modes.ts'
import { problem } from './problems.ts'

/** An item that may be stored, or why not. */
export type CheckedItem =
  | {
      readonly response: Response
      /** What is stored: known fields only. */
      readonly body: string
      /** Paths of what was sent and is not in it. */
      readonly leftOut?: readonly string[]
    }
  | { readonly problem: Problem }

/**
 * Reads one item of an envelope. Refused: what is not a response, and answers that are too long even without the context.
 * Anything else that cannot be stored as it came is cleaned or left out, and listed.
 * @param record - what the project records of the context beyond the narrow default; the rest is left out here too, since
 * not every client is ours
 */
export function checkItem(
  item: unknown,
  limits: Limits,
  record?: readonly RecordedFact[],
  now: EpochMs = 0,
  modes: Modes = PUBLIC_MODES,
): CheckedItem {
  const recorded = (response: Response, sent?: unknown): CheckedItem => {
    const whole = sized({ ...response, context: recordedContext(response.context, record) }, limits, modes)
    if ('problem' in whole) return whole
    // In a plain item only the context, and lone surrogates, can have changed.
    const left = leftOut(sent ?? response, whole.response)
    return left.length === 0 ? whole : { ...whole, leftOut: left }
  }
  if (limits.depth >= PLAIN_DEPTH && isPlain(item)) return recorded(item)
  const checked = checkResponse(item, now)
  if (checked.ok) return recorded(checked.response, item)
  if (deeperThan(item, limits.depth)) return { problem: problem('too_deep', `more than ${limits.depth} levels`) }
  const issues = checked.issues.map(({ path, found, wanted }) => ({ path, found, wanted }))
  const first = issues[0]
  return { problem: problem('item_invalid', first && `${first.path || 'item'}: wanted ${first.wanted}`, { issues }) }
}

/** Levels of a plain item: the item, context, order, items, one item. */
const PLAIN_DEPTH = 5

function sized(sent: Response, limits: Limits, modes: Modes): CheckedItem {
  const mode = modes.set ?? (modes.taken.includes(sent.mode) ? sent.mode : 'web')
  const whole = wellFormedItem(mode === sent.mode ? sent : { ...sent, mode })
  // UTF-8 needs at most three bytes for each UTF-16 unit: most items need no exact count.
  if (whole.body.length * 3 <= limits.itemBytes || Buffer.byteLength(whole.body) <= limits.itemBytes) return whole
  // The context is dropped before any answer is refused.
  const response = fitRecord(whole.response, limits.itemBytes)
  const body = JSON.stringify(response)
  const bytes = Buffer.byteLength(body)
  if (bytes > limits.itemBytes)
    return { problem: problem('item_too_large', `${bytes} bytes; at most ${limits.itemBytes} are taken`) }
  return { response, body }
}

/** A lone surrogate becomes U+FFFD, since stores refuse it. */
function wellFormedItem(response: Response): { readonly response: Response; readonly body: string } {
  const body = JSON.stringify(response)
  if (!body.includes('\\ud')) return { response, body }
  const whole = body.replace(/(\\\\)|\\ud[89a-f]../g, (_, backslash?: string) => backslash ?? '\ufffd')
  return whole === body ? { response, body } : { response: JSON.parse(whole) as Response, body: whole }
}

/** Whether it is a UUID in lower case, as the client makes them. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}

/** Whether it is a revision: 1, 2, 3 … */
export function isRevision(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1
}

/** Whether objects and arrays are nested deeper than `limit`. */
export function deeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit === 0) return true
  for (const key in value) if (deeperThan((value as Record<string, unknown>)[key], limit - 1)) return true
  return false
}
