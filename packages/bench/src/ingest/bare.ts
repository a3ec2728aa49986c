import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { item } from './items.ts'

/** The bare engine: ready rows, no HTTP, no checking; rows a second. */
export type Bare = (batch: number, count: number) => Promise<number>

const rows = (count: number) =>
  Array.from({ length: count }, item).map((each) => [each.id, JSON.stringify(each)] as const)

/** `insert or ignore` in transactions of `batch`, write-ahead log, synchronous=FULL. */
export function bareSqlite(path: string): Bare {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000')
  db.exec('create table t (project text, id text, body text, primary key (project, id))')
  const insert = db.prepare('insert or ignore into t values (?, ?, ?)')
  return async (batch, count) => {
    const all = rows(count)
    const began = performance.now()
    for (let at = 0; at < all.length; at += batch) {
      db.exec('begin')
      for (const [id, body] of all.slice(at, at + batch)) insert.run('pk', id, body)
      db.exec('commit')
    }
    return count / ((performance.now() - began) / 1000)
  }
}

/** `insert … on conflict do nothing` of `batch` rows in one statement, on 8 connections. */
export function barePostgres(url: string): Bare {
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  pool.on('error', () => {})
  const ready = pool.query('create table t (project text, id text, body text, primary key (project, id))')
  return async (batch, count) => {
    await ready
    const all = rows(count)
    const marks = Array.from({ length: batch }, (_, i) => `($${i * 3 + 1}, $${i * 3 + 2}, $${i * 3 + 3})`)
    const text = `insert into t values ${marks.join(',')} on conflict do nothing`
    let next = 0
    const began = performance.now()
    const worker = async () => {
      while (next < all.length) {
        const part = all.slice(next, next + batch)
        next += batch
        await pool.query({ name: `b${batch}`, text, values: part.flatMap(([id, body]) => ['pk', id, body]) })
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    return count / ((performance.now() - began) / 1000)
  }
}
