import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { StoreRefusal } from './ports.ts'
import type { ColumnType, Engine, Insert, Row, Tables } from './schema.ts'

const INT8 = 20
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

/**
 * PostgreSQL ≥ 15 or what speaks like it. Several collectors may share one database.
 * @param url `postgres://user:secret@host:port/database`
 * @throws StoreRefusal when its driver is not installed
 */
export async function openPostgres(url: string): Promise<Engine> {
  const pg = await driver()
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
    chained: true,
    async insert(trx, insert, rows) {
      if (rows.length === 0) return 0
      const arrays = insert.columns.map(([name, type]) =>
        type === 'json' ? joined(rows, name) : arrayText(rows, name),
      )
      const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(insertText(insert), arrays))
      return Number(numAffectedRows)
    },
    canRetry(error) {
      const code = (error as { code?: unknown }).code
      return code === SERIALIZATION_FAILURE || code === DEADLOCK
    },
    // Classes 22 (data exception), 23 (constraint), 54 (limit exceeded).
    isDataFault: (error) => /^(22|23|54)/.test(String((error as { code?: unknown }).code)),
    close: () => db.destroy(),
  }
}

/** Installed by those who use it: most shops keep their answers in a file. */
async function driver() {
  try {
    return (await import('pg')).default
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw cause
    throw new StoreRefusal('the store is PostgreSQL, and its driver is not installed: npm install pg', { cause })
  }
}

const texts = new WeakMap<Insert, string>()

/** One array for each column: the statement is the same for any number of rows, and is parsed and planned in no time. */
function insertText(insert: Insert): string {
  const known = texts.get(insert)
  if (known) return known
  const names = insert.columns.map(([name]) => name).join(', ')
  const arrays = insert.columns.map(([, type], i) => arrayOf(type, `$${i + 1}`)).join(', ')
  const made = `insert into ${insert.table} (${names}) select * from unnest(${arrays}) ${insert.otherwise}`
  texts.set(insert, made)
  return made
}

const arrayOf = (type: ColumnType, parameter: string): string =>
  type === 'json' ? `string_to_array(${parameter}, chr(${SEPARATOR}))` : `${parameter}::${type}[]`

/** What no JSON text holds: bodies are long and full of quotes, and escaping them would cost more than writing them. */
const SEPARATOR = 30

const joined = (rows: readonly Row[], column: string): string =>
  rows.map((row) => row[column]).join(String.fromCharCode(SEPARATOR))

/** A column of the rows as PostgreSQL writes arrays. */
function arrayText(rows: readonly Row[], column: string): string {
  let text = '{'
  for (const row of rows) {
    const value = row[column]
    if (text.length > 1) text += ','
    text += typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : (value ?? 'null')
  }
  return `${text}}`
}
