import {
  checkResponse,
  type Problem,
  type RecordedFact,
  type Response,
  type ResponseMode,
  recordedContext,
} from '@frankly/core'
import { isPlain } from './is-plain.ts'
import { leftOut } from './left-out.ts'
import type { Limits } from './limits.ts'
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
 * Checks one item of an envelope: depth, shape, size.
 * @param record - what the project records of the occasion beyond the narrow default; the rest is left out here too, since
 * not every client is ours
 */
export function checkItem(item: unknown, limits: Limits, record?: readonly RecordedFact[]): CheckedItem {
  const recorded = (response: Response, sent?: unknown): CheckedItem => {
    const stored = { ...response, context: recordedContext(response.context, record) }
    const whole = sized(stored, limits)
    // Of a plain item only the context can have become less.
    const less =
      sent === undefined ? leftOut({ context: response.context }, { context: stored.context }) : leftOut(sent, stored)
    const left = PUBLIC_MODES.includes(response.mode) ? less : [...less, 'mode']
    return 'problem' in whole || left.length === 0 ? whole : { ...whole, leftOut: left }
  }
  if (limits.depth >= PLAIN_DEPTH && isPlain(item)) return recorded(item)
  if (deeperThan(item, limits.depth)) return { problem: problem('too_deep', `more than ${limits.depth} levels`) }
  // Objects cannot hold it as a field: it would be lost on the way.
  const lost = pathOfProto(item, '')
  if (lost !== undefined) {
    const issues = [{ path: lost, found: '__proto__', wanted: 'another name' }]
    return { problem: problem('item_invalid', `${lost}: wanted another name`, { issues }) }
  }
  const checked = checkResponse(item)
  if (!checked.ok) {
    const issues = checked.issues.slice(0, 20).map(({ path, found, wanted, hint }) => ({
      path,
      found,
      wanted,
      ...(hint ? { hint } : {}),
    }))
    const first = issues[0]
    return { problem: problem('item_invalid', first && `${first.path || 'item'}: wanted ${first.wanted}`, { issues }) }
  }
  if (checked.response.revision > MOST || checked.response.surveyVersion > MOST) {
    return { problem: problem('item_invalid', `revision and surveyVersion: wanted at most ${MOST}`) }
  }
  return recorded(checked.response, item)
}

/** Levels of a plain item: the item, context, order, items, one item. */
const PLAIN_DEPTH = 5
/** What an integer column of any engine holds. */
const MOST = 2_000_000_000

/** Ways that a browser may name. The others are set by the shop's own people, who do not come by the public endpoint. */
const PUBLIC_MODES: readonly ResponseMode[] = ['web', 'link', 'qr', 'kiosk']

function sized(sent: Response, limits: Limits): CheckedItem {
  const response: Response = PUBLIC_MODES.includes(sent.mode) ? sent : { ...sent, mode: 'web' }
  const body = JSON.stringify(response)
  // No text has more than three bytes for each of its units: most items need no counting.
  const bytes = body.length * 3 > limits.itemBytes ? Buffer.byteLength(body) : body.length
  if (bytes > limits.itemBytes) {
    return { problem: problem('item_too_large', `${bytes} bytes; at most ${limits.itemBytes} are taken`) }
  }
  return { response, body }
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

/** Where a field is called `__proto__`, if anywhere. */
function pathOfProto(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key
    const found = key === '__proto__' ? at : pathOfProto(inner, at)
    if (found !== undefined) return found
  }
  return undefined
}
