import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import { StoreInUse } from './ports.ts'
import type { Engine, Insert, Tables } from './schema.ts'
import { createScrubber, type Scrubber } from './scrubber.ts'

/**
 * SQLite through `node:sqlite`: write-ahead log, `synchronous=FULL` (a commit is on the disk), one process.
 * @param path file, or `:memory:` for tests that need no disk
 * @param beside lets another process have the file: SQLite's own locks keep single statements apart. Default `false`
 * @param onError hears of cleaning that failed; it is tried again
 * @throws StoreRefusal when another process has the file
 */
export function openSqlite(
  path: string,
  beside: boolean = false,
  onError: (error: unknown) => void = () => {},
): Engine {
  if (path !== ':memory:') keepPrivate(path)
  const lock = path === ':memory:' || beside ? undefined : holdFile(path)
  const database = new DatabaseSync(path)
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000; pragma foreign_keys = on;' +
      'pragma wal_autocheckpoint = 4000; pragma cache_size = -32000; pragma secure_delete = on;',
  )
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: faceOf(database) }) })
  const scrubber = path === ':memory:' || beside ? undefined : scrubberOn(path, database, db, onError)
  return {
    name: 'sqlite',
    db,
    blob: 'blob',
    rowLocks: false,
    writers: 1,
    chained: true,
    insert: insertOn(database),
    canRetry: hasMovedOn,
    isDataFault,
    ...(scrubber ? { scrub: (needles) => scrubber.ask(needles) } : {}),
    async markErased() {
      database.exec(`pragma user_version = ${beside ? DIRTY_BESIDE : DIRTY}`)
    },
    async close() {
      scrubber?.stopLooking()
      await scrubber?.finish()
      await db.destroy()
      lock?.close()
    },
  }
}

/**
 * Nobody else on this machine may read the answers. SQLite gives its log and index files the mode of the main one; those
 * of an earlier version are set right too. Files that belong to somebody else are left as they are.
 */
function keepPrivate(path: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 })
  for (const file of [path, `${path}.lock`]) closeSync(openSync(file, 'a', 0o600))
  for (const file of ['', '.lock', '-wal', '-shm', '-journal'].map((end) => `${path}${end}`)) {
    try {
      chmodSync(file, 0o600)
    } catch (error) {
      if (!['ENOENT', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
}

/** `user_version` of a file in which nothing erased is left. */
const CLEAN = 1
/** `user_version` of a file that may still hold erased texts. 0: written by an earlier version, or new. */
const DIRTY = 2

/** The same, written by another process than the collector: the collector has to be told. */
const DIRTY_BESIDE = 3
/** How often the collector looks whether another process erased something, ms. */
const LOOK_EVERY = 2000

/** Cleans a file of an earlier version, or of a process that died between erasing and cleaning. */
function scrubberOn(
  path: string,
  database: DatabaseSync,
  db: Kysely<Tables>,
  onError: (error: unknown) => void,
): Scrubber & { stopLooking(): void } {
  const version = () => database.prepare('pragma user_version').get()?.['user_version']
  const scrubber = createScrubber({
    path,
    hold: (work) => db.connection().execute(work),
    noteClean() {
      // What another process erased since the run began is for the next run.
      database.exec('begin immediate')
      if (version() === DIRTY) database.exec(`pragma user_version = ${CLEAN}`)
      database.exec('commit; pragma wal_checkpoint(truncate)')
    },
    onError,
  })
  const isNew = database.prepare('select count(*) as n from sqlite_schema').get()?.['n'] === 0
  if (isNew) database.exec(`pragma user_version = ${CLEAN}`)
  else if (version() !== CLEAN) {
    database.exec(`pragma user_version = ${DIRTY}`)
    void scrubber.ask()
  }
  const look = setInterval(() => {
    if (database.isTransaction || version() !== DIRTY_BESIDE) return
    database.exec(`pragma user_version = ${DIRTY}`)
    void scrubber.ask()
  }, LOOK_EVERY)
  look.unref()
  return { ...scrubber, stopLooking: () => clearInterval(look) }
}

/** The same file for reading beside a running collector: exports, for example. */
export function openSqliteReadOnly(path: string): Engine {
  const database = new DatabaseSync(path, { readOnly: true })
  database.exec('pragma busy_timeout = 5000')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: faceOf(database) }) })
  return {
    name: 'sqlite',
    db,
    blob: 'blob',
    rowLocks: false,
    writers: 1,
    chained: true,
    insert: insertOn(database),
    canRetry: hasMovedOn,
    isDataFault,
    close: () => db.destroy(),
  }
}

/** SQLITE_BUSY_SNAPSHOT: another process wrote between our reading and our writing. */
const hasMovedOn = (error: unknown): boolean => (error as { errcode?: number }).errcode === 517

/** SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH. */
const isDataFault = (error: unknown): boolean => [18, 19, 20].includes((error as { errcode?: number }).errcode! & 0xff)

/**
 * Holds an exclusive lock of the operating system on a side file for the life of the process. It dies with the
 * process, however that ends, so there is no stale lock to clean up.
 */
function holdFile(path: string): DatabaseSync {
  const side = new DatabaseSync(`${path}.lock`)
  try {
    side.exec('pragma busy_timeout = 200; pragma journal_mode = delete; begin exclusive')
    return side
  } catch (error) {
    side.close()
    if (!/locked|busy/i.test(String(error))) throw error
    throw new StoreInUse(
      `another Frankly process is using ${path}: one SQLite file has one collector. Stop the other one, or use PostgreSQL ("store": "postgres://…"), which several collectors can share`,
    )
  }
}

/** Row by row with one statement: binding is most of the work, and a longer statement makes it no less. */
function insertOn(database: DatabaseSync): Engine['insert'] {
  const prepared = new Map<Insert, { readonly names: readonly string[]; readonly statement: StatementSync }>()
  const prepare = ({ table, columns, otherwise }: Insert) => {
    const names = columns.map(([name]) => name)
    const marks = names.map(() => '?').join(', ')
    return { names, statement: database.prepare(`insert into ${table} (${names}) values (${marks}) ${otherwise}`) }
  }
  // `trx` is not needed: this database has one connection.
  return async (_trx, insert, rows) => {
    if (rows.length === 0) return 0
    const known = prepared.get(insert) ?? prepare(insert)
    prepared.set(insert, known)
    const { names, statement } = known
    let written = 0
    for (const row of rows) written += Number(statement.run(...names.map((name) => row[name]!)).changes)
    return written
  }
}

/** How kysely's SQLite dialect sees a database: statements are prepared once and kept. */
function faceOf(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close() {
      kept.clear()
      database.close()
    },
    prepare(sql) {
      const known = kept.get(sql)
      if (known) return known
      const made = sql === 'rollback' ? rollbackOn(database) : statementFace(database.prepare(sql))
      // Statements differ by the number of rows only; far fewer than this are ever in use.
      if (kept.size < 200) kept.set(sql, made)
      return made
    },
  }
}

/** After some errors, a full disk among them, SQLite has rolled back by itself: a second time would hide the first cause. */
function rollbackOn(database: DatabaseSync): SqliteStatement {
  const statement = database.prepare('rollback')
  return {
    ...statementFace(statement),
    run: () => (database.isTransaction ? statement.run() : { changes: 0, lastInsertRowid: 0 }),
  }
}

function statementFace(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  }
}
