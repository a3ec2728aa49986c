import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { migrations } from '../migrations/index.ts'
import { type BackupEnd, StoreRefusal } from '../ports.ts'
import type { Engine, Tables } from '../schema.ts'
import { inSnapshot } from '../snapshot.ts'
import { type OwnTable, ownTables } from './own-tables.ts'

/** Rows fetched at once. */
const PAGE = 500

/** First line of a backup. */
export interface BackupHead {
  readonly frankly: 'backup'
  readonly format: 1
  readonly at: number
  readonly engine: Engine['name']
  readonly migrations: readonly Tables['frankly_migrations'][]
}

/** Before the rows of a table; each row is a line with a list of its values. Bytes are base64. */
export interface BackupTable {
  readonly table: string
  readonly columns: readonly string[]
}

/**
 * Tables that are not copied: what the migrator keeps, which the first line has, and passes, since a session that was signed
 * out must not come back.
 */
export const NOT_COPIED: ReadonlySet<string> = new Set(['frankly_migrations', 'frankly_lock', 'staff_passes'])

/**
 * One state of the whole store as lines, without their ends, while others write on. The same for every engine.
 * @param onRows hears how many rows were written
 * @throws StoreRefusal when the tables are not those of this program
 */
export function dump(
  engine: Engine,
  at: number,
  write: (line: string) => Promise<void> | undefined,
  onRows?: (rows: number) => void,
): Promise<BackupEnd> {
  return inSnapshot(engine, async (trx) => {
    const taken = await trx.selectFrom('frankly_migrations').selectAll().orderBy('id').execute()
    refuseOthers(taken.map(({ id }) => id))
    const sha = createHash('sha256')
    let rows = 0
    const put = (value: object) => {
      const line = JSON.stringify(value)
      sha.update(line).update('\n')
      return write(line)
    }
    const head: BackupHead = { frankly: 'backup', format: 1, at, engine: engine.name, migrations: taken }
    await put(head)
    for (const table of await ownTables()) {
      if (NOT_COPIED.has(table.name)) continue
      const columns = table.columns.map(({ name }) => name)
      await put({ table: table.name, columns } satisfies BackupTable)
      for await (const page of pagesOf(engine, trx, table)) {
        for (const row of page) {
          const waits = put(
            columns.map((column) => (row[column] instanceof Uint8Array ? base64(row[column]) : row[column])),
          )
          if (waits) await waits
        }
        rows += page.length
        onRows?.(rows)
      }
    }
    const end: BackupEnd = { rows, sha256: sha.digest('base64url') }
    await write(JSON.stringify(end))
    return end
  })
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')

function refuseOthers(taken: readonly number[]): void {
  const known = migrations.map(({ id }) => id)
  if (known.every((id) => taken.includes(id)) && taken.length === known.length) return
  const said = `the store is at migration ${Math.max(0, ...taken)}, this program at ${Math.max(...known)}`
  throw new StoreRefusal(`${said}: use the version of Frankly that the collector runs`)
}

type AnyRow = Readonly<Record<string, unknown>>

/** All rows of a table, page by page, read by a cursor: memory holds one page. */
async function* pagesOf(
  engine: Engine,
  trx: Transaction<Tables>,
  { name }: OwnTable,
): AsyncGenerator<readonly AnyRow[]> {
  if (engine.name === 'sqlite') {
    let page: AnyRow[] = []
    for await (const row of trx.selectFrom(name).selectAll().stream()) {
      page.push(row)
      if (page.length < PAGE) continue
      yield page
      page = []
    }
    yield page
    return
  }
  await sql`declare whole cursor for select * from ${sql.table(name)}`.execute(trx)
  for (;;) {
    const { rows } = await sql<AnyRow>`fetch ${sql.lit(PAGE)} from whole`.execute(trx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close whole`.execute(trx)
}
