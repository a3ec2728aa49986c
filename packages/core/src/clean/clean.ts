import { firstCharacters, wellFormed } from '../model/characters.ts'
import { isNumber } from '../model/is-number.ts'

/**
 * Cleaning of facts that a page or a client gives of the context. It never throws and never refuses: what is not the
 * customer's own word must not cost an answer. What comes out can be written as JSON and is within the limits of the
 * schema.
 */

/** Takes one value; `undefined`: it is left out. Names what it left out inside. May throw: the field is left out then. */
export type Cleaner = (value: unknown, path: string, dropped: string[]) => unknown

/** So many fields of an object are looked at. */
const MOST_FIELDS = 1000

const ID = /^[A-Za-z0-9][\w-]{0,63}$/

/** A key that stores and reports can use: an id, and no name that every object has. */
export const isKey = (key: string): boolean => ID.test(key) && !(key in {})

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Words of at most so many characters. A number counts as its digits: many shops count their orders and customers. */
export function word(longest: number): Cleaner {
  return (value) => {
    const text = typeof value === 'bigint' || isNumber(value) ? `${value}` : value
    return typeof text === 'string' && text !== '' ? wellFormed(firstCharacters(text, longest)) : undefined
  }
}

/** Words that are not only spaces. */
export function name(longest: number): Cleaner {
  return (value, path, dropped) => {
    const text = word(longest)(value, path, dropped)
    return /\S/.test(`${text ?? ''}`) ? text : undefined
  }
}

/** JSON has no -0. */
export const number: Cleaner = (value) => (isNumber(value) ? value + 0 : undefined)
export const flag: Cleaner = (value) => (typeof value === 'boolean' ? value : undefined)

/** An object with these fields and no other. A field that cannot be read (a getter that throws) is left out. */
export function fields(allowed: Readonly<Record<string, Cleaner>>): Cleaner {
  return (value, path, dropped) =>
    cleaned(value, path, dropped, (key) => (Object.hasOwn(allowed, key) ? allowed[key] : undefined))
}

/** An object of values by keys of the shop's own, at most so many. */
export function valuesByKey(clean: Cleaner, most: number): Cleaner {
  return (value, path, dropped) => {
    let count = 0
    return cleaned(value, path, dropped, (key) =>
      isKey(key) && count < most
        ? (...given) => {
            const kept = clean(...given)
            if (kept !== undefined) count++
            return kept
          }
        : undefined,
    )
  }
}

/** An object without this field says nothing. */
export function needing(key: string, clean: Cleaner): Cleaner {
  return (value, path, dropped) => {
    const kept = clean(value, path, dropped)
    return isRecord(kept) && kept[key] !== undefined ? kept : undefined
  }
}

function cleaned(
  value: unknown,
  path: string,
  dropped: string[],
  cleanerOf: (key: string) => Cleaner | undefined,
): Record<string, unknown> | undefined {
  if (!isRecord(value)) return undefined
  const kept: Record<string, unknown> = {}
  for (const key of Object.keys(value).slice(0, MOST_FIELDS)) {
    const at = path ? `${path}.${key}` : key
    let clean: unknown
    try {
      const raw = value[key]
      if (raw === undefined) continue
      clean = cleanerOf(key)?.(raw, at, dropped)
    } catch {
      // a getter of the page threw, or a value that cannot be made text
    }
    if (clean === undefined) dropped.push(at)
    else kept[key] = clean
  }
  return kept
}

/** Runs a cleaner over a whole fact. A value that cannot be looked at (a revoked proxy) is left out. */
export function cleanWhole(clean: Cleaner, value: unknown, path: string): { kept: unknown; dropped: string[] } {
  const dropped: string[] = []
  try {
    return { kept: clean(value, path, dropped), dropped }
  } catch {
    return { kept: undefined, dropped: [path] }
  }
}
