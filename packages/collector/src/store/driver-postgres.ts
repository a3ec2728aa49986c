import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Engine, Tables } from './schema.ts'

const INT8 = 20
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

/**
 * PostgreSQL ≥ 15 or what speaks like it. Several collectors may share one database.
 * @param url `postgres://user:secret@host:port/database`
 */
export function openPostgres(url: string): Engine {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 10_000,
    // Counts and epoch milliseconds fit a double; the driver would give them as text.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  // A connection that breaks, idle or at work, fails its query and is replaced; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    name: 'postgres',
    db,
    blob: 'bytea',
    rowLocks: true,
    writers: 3,
    canRetry(error) {
      const code = (error as { code?: unknown }).code
      return code === SERIALIZATION_FAILURE || code === DEADLOCK
    },
    // Classes 22 (data exception), 23 (constraint), 54 (limit exceeded).
    isDataFault: (error) => /^(22|23|54)/.test(String((error as { code?: unknown }).code)),
    close: () => db.destroy(),
  }
}
