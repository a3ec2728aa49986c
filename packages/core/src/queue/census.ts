import type { PageRecords } from './page-records.ts'
import { readJson } from './record.ts'
import { PARKED, readKey } from './record-key.ts'
import type { RecordStore } from './record-store.ts'
import type { QueueStatus } from './types.ts'

/** Parked records read at once. */
const PIECE = 64

/** Counts what is kept: by the keys, and the parked by their codes. */
export async function takeCensus(
  scope: string,
  store: RecordStore,
  page: PageRecords,
): Promise<Pick<QueueStatus, 'waiting' | 'urgent' | 'parked' | 'parkedBy' | 'bytes'>> {
  const keys = new Set([...(await store.keys()), ...page.all().map(({ record }) => record.key)])
  const sections = [...keys].flatMap((key) => (page.isDone(key) ? [] : readKey(scope, key).section))
  const count = (fits: (section: string) => boolean): number => sections.filter(fits).length
  const parked = count((section) => section === PARKED)
  return {
    waiting: count((section) => section >= '0' && section < PARKED),
    urgent: count((section) => section === '0'),
    parked,
    parkedBy: parked ? await countCodes(scope, store) : {},
    bytes: store.room.stored?.bytes ?? 0,
  }
}

async function countCodes(scope: string, store: RecordStore): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for await (const rows of store.pages(`${scope}${PARKED}:`, PIECE, true))
    for (const { key, meta } of rows) {
      if (readKey(scope, key).section !== PARKED) return counts
      const code: unknown = readJson<{ code?: unknown }>(meta)?.code
      const name = typeof code === 'string' ? code : 'unreadable'
      counts[name] = (counts[name] ?? 0) + 1
    }
  return counts
}
