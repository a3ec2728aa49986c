import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { item } from './items.ts'

/** The bare engine: ready rows, no HTTP, no checking; rows a second. */
export type Bare = (batch: number, count: number) => Promise<number>

/**
 * Which table the ready rows go to. `key`: project, id, body and the key that makes repeats harmless, the least that
 * could hold an answer. `same`: the collector's own table, with its columns and its indexes.
 */
export type Shape = 'key' | 'same'

type Cell = string | number | null

const KEY = ['project text', 'id text', 'body text']
/** As the migrations of the collector leave the table. */
const SAME = [
  'project text not null',
  'id text not null',
  'revision integer not null',
  'survey_id text not null',
  'survey_version integer not null',
  'status text not null',
  'lane integer not null',
  'test integer not null',
  'quarantine text',
  'subject_id text',
  'erased integer not null',
  'occurred_at bigint not null',
  'first_received_at bigint not null',
  'received_at bigint not null',
  'body text not null',
  'order_mark text',
]
const INDEXES = [
  'create index by_arrival on t (received_at)',
  'create index by_subject on t (subject_id) where subject_id is not null',
  'create index by_order on t (order_mark) where order_mark is not null',
]

const columns = (shape: Shape) => (shape === 'key' ? KEY : SAME)

const tables = (shape: Shape) => [
  `create table t (${columns(shape).join(', ')}, primary key (project, id))`,
  ...(shape === 'key' ? [] : INDEXES),
]

const rows = (shape: Shape, count: number): readonly (readonly Cell[])[] =>
  Array.from({ length: count }, item).map((each) => {
    const body = JSON.stringify(each)
    if (shape === 'key') return ['pk', each.id, body]
    const { revision, surveyId, surveyVersion, status, timings } = each
    const at = timings.updatedAt
    return ['pk', each.id, revision, surveyId, surveyVersion, status, 1, 0, null, null, 0, at, at, at, body, '1f3k9z2']
  })

/** `insert or ignore` in transactions of `batch`, write-ahead log, synchronous=FULL. */
export function bareSqlite(path: string, shape: Shape): Bare {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000')
  for (const each of tables(shape)) db.exec(each)
  const marks = columns(shape).map(() => '?')
  const insert = db.prepare(`insert or ignore into t values (${marks.join(', ')})`)
  return async (batch, count) => {
    const all = rows(shape, count)
    const began = performance.now()
    for (let at = 0; at < all.length; at += batch) {
      db.exec('begin')
      for (const row of all.slice(at, at + batch)) insert.run(...row)
      db.exec('commit')
    }
    return count / ((performance.now() - began) / 1000)
  }
}

/** `insert … on conflict do nothing` of `batch` rows in one statement, on 8 connections. */
export function barePostgres(url: string, shape: Shape): Bare {
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  pool.on('error', () => {})
  const ready = pool.query(tables(shape).join('; '))
  const width = columns(shape).length
  return async (batch, count) => {
    await ready
    const all = rows(shape, count)
    const marks = Array.from(
      { length: batch },
      (_, row) => `(${Array.from({ length: width }, (_, i) => `$${row * width + i + 1}`).join(', ')})`,
    )
    const text = `insert into t values ${marks.join(',')} on conflict do nothing`
    let next = 0
    const began = performance.now()
    const worker = async () => {
      while (next < all.length) {
        const part = all.slice(next, next + batch)
        next += batch
        await pool.query({ name: `b${batch}`, text, values: part.flat() })
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    return count / ((performance.now() - began) / 1000)
  }
}
