import type { Survey } from '@frankly/core'

/** One place at which two definitions differ. */
export interface Difference {
  /** By ids, not by numbers: `pages.one.questions.rate.text.en`. */
  readonly path: string
  /** Absent: it is not in the earlier one. */
  readonly before?: string
  /** Absent: it is not in the later one. */
  readonly after?: string
}

/** Where two definitions differ; the order of keys does not matter, nor do their numbers. Empty: they say the same. */
export function differences(before: Survey, after: Survey): readonly Difference[] {
  const [old, now] = [placesOf(before), placesOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)]
    if (was === is) return []
    return [{ path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]
  })
}

/** Differences as lines for a person, at most so many. */
export function differenceLines(found: readonly Difference[], limit: number = 40): readonly string[] {
  const lines = found.slice(0, limit).map(({ path, before, after }) => {
    if (before === undefined) return `+ ${path}: ${after}`
    return after === undefined ? `- ${path}: ${before}` : `~ ${path}: ${before} → ${after}`
  })
  return found.length > limit ? [...lines, `… and ${found.length - limit} more`] : lines
}

/** Every value by its path. */
function placesOf({ version: _, ...survey }: Survey): ReadonlyMap<string, string> {
  const places = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) {
      places.set(path, JSON.stringify(value))
      return
    }
    const entries = entriesOf(value)
    // What has ids is compared by them; that they stand in another order is a difference of its own.
    const named = Array.isArray(value) && entries.every(([name], i) => name !== String(i))
    if (named || entries.length === 0) places.set(path, Array.isArray(value) ? `[${keysOf(entries)}]` : '{}')
    for (const [name, inner] of entries) walk(inner, path === '' ? name : `${path}.${name}`)
  }
  walk(survey, '')
  return places
}

const keysOf = (entries: readonly (readonly [string, unknown])[]): string => entries.map(([name]) => name).join(', ')

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return Object.entries(value).filter(([, inner]) => inner !== undefined)
  const ids = value.map((entry: unknown) => (entry as { id?: unknown } | null)?.id)
  const isNamed = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length
  return value.map((entry: unknown, i) => [isNamed ? String(ids[i]) : String(i), entry] as const)
}
