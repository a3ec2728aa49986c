import type { Journal, JournalRecord } from '../platform/platform.ts'
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
  const allKeys = (): string[] =>
    Object.keys(storage())
      .filter((key) => key.startsWith(LOCAL_PREFIX))
      .map((key) => key.slice(LOCAL_PREFIX.length))
  const within = ({ after, before }: { after: string; before: string }): string[] =>
    allKeys()
      .filter((key) => key > after && key < before)
      .sort()
  const put = (records: readonly JournalRecord[]): void => {
    const used = allKeys().reduce((sum, key) => sum + (storage().getItem(name(key))?.length ?? 0), 0)
    const more = records.reduce((sum, { meta, body }) => sum + meta.length + body.length, 0)
    if (used + more > MOST) throw new DOMException('own share of localStorage is used up', 'QuotaExceededError')
    // JSON has no raw line break.
    for (const { key, meta, body } of records) storage().setItem(name(key), `${meta}\n${body}`)
  }

  return {
    durability: 'weak',
    async put(records) {
      put(records)
      return 'weak'
    },
    async swap({ put: added, remove = [], only }) {
      if (only && !only.allow(within(only.span))) return undefined
      // Put first: where there is no room for it, what it replaces stays.
      put(added)
      for (const key of remove) if (!added.some((record) => record.key === key)) storage().removeItem(name(key))
      return 'weak'
    },
    page: async (span, limit) =>
      within(span)
        .slice(0, limit)
        .map((key) => {
          const text = storage().getItem(name(key)) ?? ''
          const cut = text.indexOf('\n')
          return { key, meta: text.slice(0, cut), body: text.slice(cut + 1) }
        }),
    keys: async (span, limit) => within(span).slice(0, limit),
    async change(changes) {
      for (const { key, to } of changes) {
        if (storage().getItem(name(key)) === null) continue
        if (to) put([to])
        if (to?.key !== key) storage().removeItem(name(key))
      }
    },
    async clear(span, instead = []) {
      for (const key of within(span)) storage().removeItem(name(key))
      put(instead)
    },
    close() {},
  }
}
