import { isNumber } from '../model/is-number.ts'
import type { ResponseContext } from '../model/response.ts'
import { type Cleaner, cleanWhole, fields, valuesByKey, word } from './clean.ts'
import { orderCleaner } from './clean-order.ts'

/** A context with nothing but what is allowed, and the names of what was left out. @public */
export interface CleanContext {
  /** What was kept. */
  readonly context: ResponseContext
  /** Paths of what was dropped, for example `order.email`: to be named in a dev warning, never with the value. */
  readonly dropped: readonly string[]
}

/**
 * Keeps the allow-listed facts of a context, in their types and limits, and names the rest. Never refuses:
 * a slip in the context must not cost an answer. A path loses its query and fragment.
 * @public
 */
export function cleanContext(value: unknown): CleanContext {
  const { kept, dropped } = cleanWhole(fields(CONTEXT), value ?? {}, '')
  return { context: (kept ?? {}) as ResponseContext, dropped: kept ? dropped : ['context'] }
}

const CONTEXT: Record<keyof ResponseContext, Cleaner> = {
  path: (value, path, dropped) =>
    typeof value === 'string' ? (word(1000)(value.replace(/[?#].*$/s, ''), path, dropped) ?? '') : undefined,
  order: orderCleaner,
  device: (value) => (value === 'phone' || value === 'tablet' || value === 'desktop' ? value : undefined),
  utcOffsetMinutes: (value) => (isNumber(value) && value % 1 === 0 && Math.abs(value) <= 1080 ? value + 0 : undefined),
  tags: valuesByKey((value, path, dropped) => (value === '' ? '' : word(64)(value, path, dropped)), 20),
}
