import type { EpochMs } from '@frankly/core'
import { sql } from 'kysely'
import { accountsOn } from './accounts.ts'
import { anonymousOn } from './anonymous.ts'
import { attachmentsOn } from './attachments.ts'
import { dump } from './backup/dump.ts'
import { erasedIn, load } from './backup/load.ts'
import { auditOn } from './chain/audit.ts'
import { verifyChain } from './chain/verify.ts'
import { deadLettersOn } from './dead-letters.ts'
import { openPostgres } from './driver-postgres.ts'
import { openSqlite, openSqliteReadOnly } from './driver-sqlite.ts'
import { migrate, pendingSteps, refuseUnmigrated } from './migrate.ts'
import { createDeleter } from './objects.ts'
import { outboxOn } from './outbox.ts'
import { passesOn } from './passes.ts'
import { personsOn } from './persons.ts'
import { type Bucket, type Restored, type Restoring, type Store, StoreRefusal } from './ports.ts'
import { keepBeside, putItems } from './put.ts'
import { quotaMarks } from './quota-marks.ts'
import { numbersOn } from './read-numbers.ts'
import { responsesOn } from './read-responses.ts'
import { retentionOn } from './retention.ts'
import type { Engine } from './schema.ts'
import { spoolKeysOn } from './spool-keys.ts'
import { surveysOn } from './surveys.ts'
import { troubleOf } from './trouble.ts'
import { writes } from './writes.ts'

/** How to open a store. */
export interface OpenStore {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly url: string
  readonly now: EpochMs
  /** Opens for reading only, beside a running collector; no migration. Default `false`. */
  readonly readOnly?: boolean
  /** Opens for a small change beside a running collector: no lock on an SQLite file, no migration. Default `false`. */
  readonly beside?: boolean
  /** Whether the chain is written. Default `true`; `false` is for measuring what it costs. */
  readonly chain?: boolean
  /** Where photos lie. Absent: in the store itself. */
  readonly bucket?: Bucket | undefined
  /** Hears of work in the background that failed and is tried again. */
  onError?(error: unknown): void
}

/**
 * Opens a store and brings its tables up to date.
 * @throws StoreRefusal when it cannot be used as things are
 */
export async function openStore(options: OpenStore): Promise<Store> {
  const engine = await opened(options)
  try {
    if (!options.readOnly && !options.beside) {
      await refuseLooseCommits(engine)
      await migrate(engine, options.now)
    } else {
      await refuseUnmigrated(engine)
    }
    return storeOn(options.chain === false ? { ...engine, chained: false } : engine, options)
  } catch (error) {
    await engine.close().catch(() => {})
    throw refusalOf(error)
  }
}

/** An engine that cannot be used is no fault of the program: no stack, and what to do. */
function refusalOf(error: unknown): unknown {
  const trouble = error instanceof StoreRefusal ? undefined : troubleOf(error)
  return trouble ? new StoreRefusal(`the store cannot be used: ${trouble.message}`, { cause: error }) : error
}

/** Brings the tables up to date and closes. Returns the names of the steps taken. */
export async function migrateStore(options: OpenStore): Promise<readonly string[]> {
  const engine = await opened(options)
  try {
    return await migrate(engine, options.now)
  } catch (error) {
    throw refusalOf(error)
  } finally {
    await engine.close()
  }
}

/**
 * Makes a store what a backup says, whichever engine that came from, and closes it. All or nothing.
 * @throws StoreRefusal when the store is not empty, or the file is no whole backup
 */
export async function restoreStore(options: OpenStore, restoring: Restoring): Promise<Restored> {
  const engine = await opened(options)
  try {
    return await load(engine, restoring)
  } catch (error) {
    throw refusalOf(error)
  } finally {
    await engine.close()
  }
}

async function opened(options: OpenStore): Promise<Engine> {
  try {
    return await engineOf(options)
  } catch (error) {
    throw refusalOf(error)
  }
}

function engineOf({ url, readOnly, beside, onError }: OpenStore): Engine | Promise<Engine> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  const path = url.replace(/^sqlite:(\/\/)?/, '')
  return readOnly ? openSqliteReadOnly(path) : openSqlite(path, beside, onError)
}

/** A 2xx means "on the disk": a server that commits to memory would make it a lie. */
async function refuseLooseCommits(engine: Engine): Promise<void> {
  if (engine.name !== 'postgres') return
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(engine.db)
  if (rows[0]?.synchronous_commit === 'off') {
    throw new StoreRefusal(
      'PostgreSQL runs with synchronous_commit=off, so an answer could be lost after we said it is stored: set it to on for this database',
    )
  }
}

function storeOn(engine: Engine, { bucket, readOnly, beside, now, onError = () => {} }: OpenStore): Store {
  const deleter = bucket && !readOnly ? createDeleter(engine, bucket, onError) : undefined
  // What the last process left.
  if (!beside) void deleter?.deleteDue(now)
  return {
    engine: engine.name,
    writers: engine.writers,
    isDataFault: (error) => engine.isDataFault(error),
    put: (items) => putItems(engine, items),
    keepBeside: (items) => keepBeside(engine, items),
    ...responsesOn(engine),
    ...numbersOn(engine),
    ...writes(engine, deleter),
    ...deadLettersOn(engine),
    ...attachmentsOn(engine, bucket, onError),
    ...quotaMarks(engine),
    ...personsOn(engine),
    ...anonymousOn(engine),
    ...retentionOn(engine, deleter),
    outbox: outboxOn(engine),
    passes: passesOn(engine),
    accounts: accountsOn(engine),
    audit: auditOn(engine),
    dump: (at, write, onRows) => dump(engine, at, write, onRows),
    erasedIds: () => erasedIn(engine.db),
    verify: (ask) => verifyChain(engine, ask),
    spoolKeys: spoolKeysOn(engine),
    surveys: surveysOn(engine),
    async ping() {
      await sql`select 1`.execute(engine.db)
    },
    pending: () => pendingSteps(engine),
    async time() {
      if (engine.name === 'sqlite') return Date.now()
      const { rows } = await sql<{ at: string }>`select extract(epoch from clock_timestamp()) * 1000 as at`.execute(
        engine.db,
      )
      return Math.round(Number(rows[0]!.at))
    },
    async close() {
      await deleter?.stop()
      await engine.close()
    },
  }
}
