import type { Response } from './response.ts'

/**
 * Most that a response may weigh when it leaves, UTF-8 bytes of its JSON. A record and the collector's item may have
 * 128 KiB; 4 KiB of it are for what stands around the response. The longest text of any script fits: 20,000 characters
 * of up to 6 bytes (control signs, as JSON writes them).
 * @public
 */
export const RESPONSE_BYTES: number = 124 * 1024

/** UTF-8 bytes of a value as JSON. @public */
export function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}

type Trim = (response: Response, excess: number) => Response

/**
 * Makes a response light enough to be taken, at the cost of facts that the customer did not say: lines of the order
 * first, the last ones before the first, then tags, traits, and texts that were calculated. Words of the customer stay
 * whole: what is still too heavy afterwards comes back too heavy.
 * @param limit - UTF-8 bytes of the response as JSON
 * @public
 */
export function fitRecord(response: Response, limit: number = RESPONSE_BYTES): Response {
  // a unit has at most 3 bytes; JSON writes half a pair in 6, as 6 units
  if (JSON.stringify(response).length * 3 <= limit) return response
  return TRIMS.reduce((trimmed, trim) => {
    const excess = bytesOf(trimmed) - limit
    return excess > 0 ? trim(trimmed, excess) : trimmed
  }, response)
}

const TRIMS: readonly Trim[] = [
  (response, excess) => {
    const { order } = response.context
    if (!order?.items) return response
    const { items, ...rest } = order
    const kept = lighter(items, excess)
    return { ...response, context: { ...response.context, order: kept.length ? { ...rest, items: kept } : rest } }
  },
  (response, excess) => {
    const { tags, ...context } = response.context
    return tags ? { ...response, context: { ...context, ...someOf('tags', tags, excess) } } : response
  },
  (response, excess) => {
    if (!response.subject?.traits) return response
    const { traits, ...subject } = response.subject
    return { ...response, subject: { ...subject, ...someOf('traits', traits, excess) } }
  },
  (response) => {
    const { variables, ...rest } = response
    if (!variables) return response
    const numbers = Object.entries(variables).filter(([, value]) => typeof value === 'number')
    return { ...rest, variables: Object.fromEntries(numbers) }
  },
]

/** The list without as many of its last ones as weigh the excess. */
function lighter<Item>(
  items: readonly Item[],
  excess: number,
  weigh: (item: Item) => number = bytesOf,
): readonly Item[] {
  let end = items.length
  // a comma goes with each
  for (let gone = 0; end > 0 && gone < excess; end--) gone += weigh(items[end - 1]!) + 1
  return items.slice(0, end)
}

/** A record of facts, lighter, under its name; nothing when none is left. */
function someOf<Name extends string, Values extends Readonly<Record<string, unknown>>>(
  name: Name,
  values: Values,
  excess: number,
): { readonly [Key in Name]?: Values } {
  // as a member of an object, without its braces
  const kept = lighter(Object.entries(values), excess, ([key, value]) => bytesOf({ [key]: value }) - 2)
  return (kept.length ? { [name]: Object.fromEntries(kept) } : {}) as { readonly [Key in Name]?: Values }
}
