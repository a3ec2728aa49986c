import { CompiledQuery, type Insertable, type Kysely, type Transaction } from 'kysely'
import type { Engine, Tables } from './schema.ts'

/** Rows of one statement. Few sizes, so that few statements are compiled and prepared. */
const SIZES = [128, 16, 1] as const

/** What `known` reads. */
export interface KnownRow {
  readonly id: string
  readonly revision: number
  readonly body: string
  readonly erased: number
  readonly first_received_at: number
}

/** The statements of the write path, compiled by kysely once for each size: compiling them each time costs more than running them. */
export interface Statements {
  known(trx: Transaction<Tables>, project: string, ids: readonly string[]): Promise<readonly KnownRow[]>
  /** Returns how many rows were written; fewer than given when a newer one was there. */
  upsertResponses(trx: Transaction<Tables>, rows: readonly Insertable<Tables['responses']>[]): Promise<number>
  insertReceipts(trx: Transaction<Tables>, rows: readonly Insertable<Tables['receipts']>[]): Promise<number>
  insertOutbox(trx: Transaction<Tables>, rows: readonly Insertable<Tables['outbox']>[]): Promise<number>
  insertConflicts(trx: Transaction<Tables>, rows: readonly Insertable<Tables['conflicts']>[]): Promise<number>
}

const made = new WeakMap<Engine, Statements>()

/** The statements for an engine, compiled at first use. */
export function statements(engine: Engine): Statements {
  const known = made.get(engine)
  if (known) return known
  const fresh = compileFor(engine)
  made.set(engine, fresh)
  return fresh
}

function compileFor(engine: Engine): Statements {
  const { db } = engine
  const insert = <T extends keyof Tables>(finish: (rows: readonly Row[]) => CompiledQuery) => {
    const bySize = new Map<number, { readonly sql: string; readonly columns: readonly string[] }>()
    return async (trx: Transaction<Tables>, rows: readonly Insertable<Tables[T]>[]): Promise<number> => {
      let written = 0
      for (const part of inSizes(rows as readonly Row[])) {
        const columns = Object.keys(part[0]!)
        const compiled = bySize.get(part.length) ?? { sql: finish(part).sql, columns }
        bySize.set(part.length, compiled)
        const parameters = part.flatMap((row) => compiled.columns.map((column) => row[column]))
        const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(compiled.sql, parameters))
        written += Number(numAffectedRows ?? 0)
      }
      return written
    }
  }
  return {
    known: knownIn(engine),
    upsertResponses: insert<'responses'>((rows) =>
      db
        .insertInto('responses')
        .values(rows as unknown as Insertable<Tables['responses']>[])
        .onConflict((c) =>
          c
            .columns(['project', 'id'])
            .doUpdateSet((e) => ({
              revision: e.ref('excluded.revision'),
              survey_id: e.ref('excluded.survey_id'),
              survey_version: e.ref('excluded.survey_version'),
              status: e.ref('excluded.status'),
              lane: e.ref('excluded.lane'),
              test: e.ref('excluded.test'),
              quarantine: e.ref('excluded.quarantine'),
              subject_id: e.ref('excluded.subject_id'),
              order_mark: e.ref('excluded.order_mark'),
              occurred_at: e.ref('excluded.occurred_at'),
              received_at: e.ref('excluded.received_at'),
              body: e.ref('excluded.body'),
            }))
            .whereRef('responses.revision', '<', 'excluded.revision'),
        )
        .compile(),
    ),
    insertReceipts: insert<'receipts'>((rows) =>
      db
        .insertInto('receipts')
        .values(rows as unknown as Insertable<Tables['receipts']>[])
        .onConflict((c) => c.columns(['code', 'project', 'response_id']).doNothing())
        .compile(),
    ),
    insertOutbox: insert<'outbox'>((rows) =>
      db
        .insertInto('outbox')
        .values(rows as unknown as Insertable<Tables['outbox']>[])
        .onConflict((c) => c.columns(['project', 'id', 'destination']).doNothing())
        .compile(),
    ),
    insertConflicts: insert<'conflicts'>((rows) =>
      db
        .insertInto('conflicts')
        .values(rows as unknown as Insertable<Tables['conflicts']>[])
        .onConflict((c) => c.columns(['project', 'id', 'revision', 'hash']).doNothing())
        .compile(),
    ),
  }
}

type Row = Readonly<Record<string, unknown>>

function knownIn(engine: Engine): Statements['known'] {
  const bySize = new Map<number, string>()
  return async (trx, project, ids) => {
    const rows: KnownRow[] = []
    for (const part of inSizes(ids)) {
      const sql = bySize.get(part.length) ?? knownQuery(engine.db, part).sql
      bySize.set(part.length, sql)
      const result = await trx.executeQuery(CompiledQuery.raw(sql, [project, ...part]))
      rows.push(...(result.rows as KnownRow[]))
    }
    return rows
  }
}

/**
 * Takes no locks: the write below checks the revision again, and locks rows in one order only, so that two
 * collectors with overlapping batches never wait for each other in a circle.
 */
function knownQuery(db: Kysely<Tables>, ids: readonly string[]): CompiledQuery {
  return db
    .selectFrom('responses')
    .select(['id', 'revision', 'body', 'erased', 'first_received_at'])
    .where('project', '=', '')
    .where('id', 'in', [...ids])
    .compile()
}

function* inSizes<T>(rows: readonly T[]): Generator<readonly T[]> {
  let at = 0
  for (const size of SIZES) {
    while (rows.length - at >= size) {
      yield rows.slice(at, at + size)
      at += size
    }
  }
}
