import { createKeyedJournal } from '../platform/keyed-journal.ts'
import type { Journal } from '../platform/platform.ts'
import { LOCAL_PREFIX } from './local-prefix.ts'

/** `localStorage` belongs to the shop, 5 MB for all: take a tenth at most. */
const MOST = 512 * 1024

/**
 * One `localStorage` key per record, so that tabs cannot overwrite each other's. Weak: Chromium writes it out seconds
 * later, a killed browser loses it. Every call may throw; callers see a rejection.
 * @public
 */
export function createLocalJournal(storage: () => Storage = () => localStorage): Journal {
  const name = (key: string): string => LOCAL_PREFIX + key
  const keys = (): string[] =>
    Object.keys(storage())
      .filter((key) => key.startsWith(LOCAL_PREFIX))
      .map((key) => key.slice(LOCAL_PREFIX.length))
  const text = (key: string): string | null => storage().getItem(name(key))
  return createKeyedJournal('weak', {
    keys,
    get(key) {
      const found = text(key)
      if (found === null) return undefined
      // JSON has no raw line break.
      const cut = found.indexOf('\n')
      return { key, meta: found.slice(0, cut), body: found.slice(cut + 1) }
    },
    put(records) {
      const used = keys().reduce((sum, key) => sum + (text(key)?.length ?? 0), 0)
      const more = records.reduce((sum, { meta, body }) => sum + meta.length + body.length, 0)
      if (used + more > MOST) throw new DOMException('own share of localStorage is used up', 'QuotaExceededError')
      for (const { key, meta, body } of records) storage().setItem(name(key), `${meta}\n${body}`)
    },
    remove: (key) => storage().removeItem(name(key)),
  })
}
