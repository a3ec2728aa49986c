import type { DatabaseSync } from 'node:sqlite'
import type { Journal, JournalRecord, KeySpan } from '../platform/platform.ts'
import type { SharedFile } from './shared-file.ts'

/** The table of the records. Keys are UTF-16 big-endian, whose order of bytes is the order that a journal promises. */
export const RECORDS = 'create table if not exists parcels (key blob primary key, body text, meta text) without rowid;'

/** A journal on disk that several processes of one machine may share. */
export function createNodeJournal(file: SharedFile): Journal {
  const put = (database: DatabaseSync, records: readonly JournalRecord[]): void => {
    const insert = database.prepare('insert or replace into parcels (key, body, meta) values (?, ?, ?)')
    for (const { key, body, meta } of records) insert.run(bytesOf(key), body, meta)
  }
  const spanOf = ({ after, before }: KeySpan): [Buffer, Buffer] => [bytesOf(after), bytesOf(before)]
  const keysOf = (database: DatabaseSync, span: KeySpan, limit = -1): string[] =>
    database
      .prepare('select key from parcels where key > ? and key < ? order by key limit ?')
      .all(...spanOf(span), limit)
      .map(({ key }) => keyOf(key))
  const page = (database: DatabaseSync, span: KeySpan, limit = -1): JournalRecord[] =>
    database
      .prepare('select key, body, meta from parcels where key > ? and key < ? order by key limit ?')
      .all(...spanOf(span), limit)
      .map(({ key, body, meta }) => ({ key: keyOf(key), body: String(body), meta: String(meta) }))
  return {
    durability: 'disk',
    async put(records) {
      file.run((database) => put(database, records))
      return 'disk'
    },
    async swap({ look = [], make }) {
      return file.run((database) => {
        const made = make(look.flatMap((span) => page(database, span)))
        if (!made) return undefined
        for (const key of made.remove ?? []) database.prepare('delete from parcels where key = ?').run(bytesOf(key))
        put(database, made.put)
        return 'disk'
      })
    },
    page: async (span, limit) => file.run((database) => page(database, span, limit)),
    keys: async (span, limit) => file.run((database) => keysOf(database, span, limit)),
    async change(changes) {
      file.run((database) => {
        const remove = database.prepare('delete from parcels where key = ?')
        for (const { key, to } of changes) if (remove.run(bytesOf(key)).changes && to) put(database, [to])
      })
    },
    async clear(span, instead = []) {
      file.run((database) => {
        database.prepare('delete from parcels where key > ? and key < ?').run(...spanOf(span))
        put(database, instead)
      })
    },
    close: () => file.close(),
  }
}

function bytesOf(key: string): Buffer {
  return Buffer.from(key, 'utf16le').swap16()
}

function keyOf(bytes: unknown): string {
  return Buffer.from(bytes as Uint8Array)
    .swap16()
    .toString('utf16le')
}
