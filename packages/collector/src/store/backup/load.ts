import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import * as z from 'zod'
import { inChain, type Notes } from '../chain/in-chain.ts'
import { eraseIn } from '../erase.ts'
import { createBook, migrateIn } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { giveUpObjects, notHeld, objectsIn } from '../objects.ts'
import { type ErasedId, type Restored, type Restoring, StoreRefusal } from '../ports.ts'
import type { ColumnType, Engine, Insert, Row, Tables } from '../schema.ts'
import { type OwnTable, ownTables } from './own-tables.ts'

/** Rows written at once. */
const PAGE = 500
/** Responses erased at once. */
const ERASED_AT_ONCE = 500

/** How long objects stay that the backup knows nothing of, ms: a newer one may, should this have been the wrong one. */
const OBJECTS_STAY_MS = 7 * 86_400_000

const head = z.object({
  frankly: z.literal('backup'),
  format: z.literal(1),
  at: z.number(),
  migrations: z.array(z.object({ id: z.int(), name: z.string(), applied_at: z.number() })),
})
const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) })
const endLine = z.object({ rows: z.int(), sha256: z.string() })
const rowLine = z.array(z.union([z.string(), z.number(), z.null()]))

/**
 * Makes the store what it was when the backup was made, in one transaction: whatever goes wrong, what was there stays.
 * @throws StoreRefusal when the store is not empty, or the file is no whole backup
 */
export async function load(engine: Engine, restoring: Restoring): Promise<Restored> {
  await createBook(engine)
  return inChain(engine, async (trx, notes) => {
    const { erased: there, objects } = await takeOut(engine, trx, restoring.replace)
    const { rows, at } = await loadLines(engine, trx, restoring)
    await migrateIn(trx, engine, { now: restoring.now })
    const erased = await eraseAgain(engine, trx, notes, restoring, [...there, ...restoring.erased])
    await giveUpObjects(trx, await notHeld(trx, objects), restoring.now + OBJECTS_STAY_MS)
    const about = { backupOf: at, rows, erasedAgain: erased }
    notes.action('', restoring.now, { by: restoring.by, action: 'store.restore', about })
    return { rows, at, erased }
  })
}

/** Takes everything out. Gives the ids of what was erased in it, and the objects that it knew of. */
async function takeOut(engine: Engine, trx: Transaction<Tables>, replace: boolean) {
  await migrateIn(trx, engine, { now: 0 })
  const some = await trx.selectFrom('responses').select('id').limit(1).executeTakeFirst()
  const linked = await trx.selectFrom('chain_links').select('seq').limit(1).executeTakeFirst()
  if ((some || linked) && !replace) {
    const said = 'this store holds answers already: name an empty one with --store or --data'
    throw new StoreRefusal(`${said}, or say --replace to put the backup in its place`)
  }
  const erased = await erasedIn(trx)
  const objects = await objectsIn(trx)
  if (some) await engine.markErased?.(trx)
  for (const { name } of await ownTables()) if (!name.startsWith('frankly_')) await trx.schema.dropTable(name).execute()
  await trx.deleteFrom('frankly_migrations').execute()
  return { erased, objects }
}

/** Every response that a store knows as erased. */
export async function erasedIn(trx: Pick<Transaction<Tables>, 'selectFrom'>): Promise<readonly ErasedId[]> {
  const found = new Map<string, ErasedId>()
  const add = (each: ErasedId) => found.set(`${each.project}\n${each.id}`, each)
  const rows = await trx.selectFrom('responses').select(['project', 'id']).where('erased', '=', 1).execute()
  for (const row of rows) add(row)
  // Tombstones end; the chain remembers.
  const links = await trx
    .selectFrom('chain_links')
    .select(['project', 'body'])
    .where('kind', '=', 'responses')
    .where('body', 'like', '% erased%')
    .execute()
  for (const { project, body } of links)
    for (const line of body.split('\n')) {
      const [id = '', what] = line.split(' ')
      if (what === 'erased') add({ project, id })
    }
  return [...found.values()]
}

async function loadLines(engine: Engine, trx: Transaction<Tables>, { lines, onRows }: Restoring) {
  const sha = createHash('sha256')
  const loader = loaderOn(engine, trx)
  let rows = 0
  let at: number | undefined
  let end: z.infer<typeof endLine> | undefined
  for await (const line of lines) {
    if (end) throw notWhole('goes on after its end')
    const value = parsed(line)
    if (at === undefined) {
      const first = head.safeParse(value)
      if (!first.success) throw notWhole('is no backup of Frankly')
      at = first.data.at
      await begin(engine, trx, first.data.migrations)
      loader.begin(await ownTables(stepsOf(first.data.migrations)))
    } else if (Array.isArray(value)) {
      rows += 1
      await loader.add(rowLine.parse(value))
      if (rows % PAGE === 0) onRows?.(rows)
    } else if (endLine.safeParse(value).success) {
      end = endLine.parse(value)
      await loader.flush()
      if (end.rows !== rows || end.sha256 !== sha.digest('base64url')) throw notWhole('is not as it was written')
      continue
    } else await loader.table(tableLine.parse(value))
    sha.update(line).update('\n')
  }
  if (!end || at === undefined) throw notWhole('ends too early')
  return { rows, at }
}

const notWhole = (what: string): StoreRefusal =>
  new StoreRefusal(`the file ${what}: nothing was changed; take another backup`)

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw notWhole('is not as it was written')
  }
}

const stepsOf = (taken: readonly { readonly id: number }[]) =>
  migrations.filter((step) => taken.some(({ id }) => id === step.id))

/** Makes the tables as they were when the backup was made. */
async function begin(engine: Engine, trx: Transaction<Tables>, taken: readonly Tables['frankly_migrations'][]) {
  const known = new Set(migrations.map(({ id }) => id))
  const newest = Math.max(0, ...taken.map(({ id }) => id))
  if (taken.some(({ id }) => !known.has(id)))
    throw new StoreRefusal(
      `the backup is of migration ${newest}, which this program does not know: use a newer Frankly`,
    )
  await migrateIn(trx, engine, { now: 0, steps: stepsOf(taken) })
  for (const { id, applied_at } of taken)
    await trx.updateTable('frankly_migrations').set({ applied_at }).where('id', '=', id).execute()
}

type Value = string | number | null

/** Writes rows table by table, some at a time. */
function loaderOn(engine: Engine, trx: Transaction<Tables>) {
  let tables: readonly OwnTable[] = []
  let into: { readonly table: OwnTable; readonly names: readonly string[]; readonly insert: Insert } | undefined
  let waiting: Record<string, Value>[] = []
  const flush = async () => {
    const rows = waiting
    waiting = []
    if (!into || rows.length === 0) return
    const { table, insert } = into
    const bytes = table.columns.filter(({ type }) => type === 'blob').map(({ name }) => name)
    if (bytes.length === 0) return void (await engine.insert(trx, insert, rows satisfies readonly Row[]))
    for (const row of rows) {
      const whole = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          bytes.includes(name) && typeof value === 'string' ? Buffer.from(value, 'base64') : value,
        ]),
      )
      await trx
        .insertInto(table.name)
        .values(whole as never)
        .execute()
    }
  }
  return {
    flush,
    begin(known: readonly OwnTable[]) {
      tables = known
    },
    async table({ table: name, columns: names }: z.infer<typeof tableLine>) {
      await flush()
      const table = tables.find((each) => each.name === name)
      const typeOf = (column: string) => table?.columns.find((each) => each.name === column)?.type
      if (!table || names.some((column) => !typeOf(column)))
        throw notWhole(`names a table or column that is none: ${name}`)
      const columns = names.map((column): readonly [string, ColumnType] => [column, typeOf(column) as ColumnType])
      into = { table, names, insert: { table: table.name, columns, otherwise: '' } }
    },
    async add(values: readonly Value[]) {
      if (!into || values.length !== into.names.length) throw notWhole('is not as it was written')
      waiting.push(Object.fromEntries(into.names.map((name, i) => [name, values[i] ?? null])))
      if (waiting.length >= PAGE) await flush()
    },
  }
}

/** Erases what was erased since the backup was made. Returns how many of them it had. */
async function eraseAgain(
  engine: Engine,
  trx: Transaction<Tables>,
  notes: Notes,
  { now, tell }: Restoring,
  erased: readonly ErasedId[],
): Promise<number> {
  let found = 0
  for (const project of new Set(erased.map((each) => each.project))) {
    const ids = [...new Set(erased.filter((each) => each.project === project).map(({ id }) => id))].sort()
    for (let at = 0; at < ids.length; at += ERASED_AT_ONCE) {
      const part = { project, ids: ids.slice(at, at + ERASED_AT_ONCE), at: now }
      const done = await eraseIn(engine, trx, notes, { ...part, tell: (here) => tell(project, here) })
      found += done.responses
    }
  }
  return found
}
