import type { OrderContext, OrderItem, ResponseContext } from './response.ts'

/** A context with nothing but what is allowed, and the names of what was left out. @public */
export interface CleanContext {
  readonly context: ResponseContext
  /** Paths of what was dropped, for example `order.email`: to be named in a dev warning, never with the value. */
  readonly dropped: readonly string[]
}

type Cleaner = (value: unknown, path: string, dropped: string[]) => unknown

/**
 * Keeps the allow-listed facts of an occasion, in their types and limits, and names the rest. Never refuses:
 * a slip in the context must not cost an answer. A path loses its query and fragment.
 * @public
 */
export function cleanContext(value: unknown): CleanContext {
  const dropped: string[] = []
  const context = (fields(CONTEXT)(value ?? {}, '', dropped) ?? {}) as ResponseContext
  return { context, dropped }
}

const string =
  (longest: number): Cleaner =>
  (value) =>
    typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined
const number: Cleaner = (value) => (Number.isFinite(value) ? value : undefined)
const flag: Cleaner = (value) => (typeof value === 'boolean' ? value : undefined)

const ITEM: Record<keyof OrderItem, Cleaner> = {
  id: string(200),
  name: string(400),
  price: number,
  quantity: number,
  category: string(200),
}

const ORDER: Record<keyof OrderContext, Cleaner> = {
  orderId: (value) => (typeof value === 'number' ? String(value) : string(200)(value, '', [])),
  value: number,
  currency: (value) => (typeof value === 'string' && /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : undefined),
  items: (value, path, dropped) => {
    if (!Array.isArray(value)) return undefined
    const items = value.slice(0, 200).map((item, i) => needing('name', fields(ITEM))(item, `${path}[${i}]`, dropped))
    return items.filter((item) => item !== undefined)
  },
  coupon: string(200),
  firstOrder: flag,
  deliveryMethod: string(200),
  signature: string(200),
}

const CONTEXT: Record<keyof ResponseContext, Cleaner> = {
  path: (value) => (typeof value === 'string' ? value.replace(/[?#].*$/s, '').slice(0, 1000) : undefined),
  order: (value, path, dropped) => needing('orderId', fields(ORDER))(value, path, dropped),
  device: (value) => (value === 'phone' || value === 'tablet' || value === 'desktop' ? value : undefined),
  utcOffsetMinutes: (value) => (Number.isInteger(value) && Math.abs(value as number) <= 1080 ? value : undefined),
  tags: (value, path, dropped) => {
    if (!isRecord(value)) return undefined
    const tags: [string, string][] = []
    for (const [key, tag] of Object.entries(value)) {
      if (/^[A-Za-z0-9][\w-]{0,63}$/.test(key) && typeof tag === 'string' && tags.length < 20)
        tags.push([key, tag.slice(0, 64)])
      else dropped.push(`${path}.${key}`)
    }
    return Object.fromEntries(tags)
  },
}

function fields(allowed: Readonly<Record<string, Cleaner>>): Cleaner {
  return (value, path, dropped) => {
    if (!isRecord(value)) return undefined
    const kept: Record<string, unknown> = {}
    for (const [key, raw] of Object.entries(value)) {
      if (raw === undefined) continue
      const at = path ? `${path}.${key}` : key
      const clean = Object.hasOwn(allowed, key) ? allowed[key]!(raw, at, dropped) : undefined
      if (clean === undefined) dropped.push(at)
      else kept[key] = clean
    }
    return kept
  }
}

/** An order without its number, or a line without its name, says nothing. */
function needing(key: string, clean: Cleaner): Cleaner {
  return (value, path, dropped) => {
    const kept = clean(value, path, dropped)
    return isRecord(kept) && kept[key] !== undefined ? kept : undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
