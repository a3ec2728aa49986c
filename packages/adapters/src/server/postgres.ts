import type { SendOutcome } from '@frankly/core'
import { hostsOf, need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type KeptAdapter, within } from '../shared/kept-connection.ts'
import { delivered, rejected, retry } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec, responseIdsOf } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Anything that runs a query as a pool of `pg` does. @public */
export interface PostgresPool {
  /** Resolves when the statement has run. */
  query(text: string, values?: unknown[]): Promise<unknown>
}

/** Options of {@link createPostgresAdapter}; give `connectionString` or `pool`. @public */
export interface PostgresAdapterOptions extends PipeOptions {
  /** `postgres://user:password@host/database`: needs the package `pg` 8.16 or newer. */
  readonly connectionString?: string
  /** The shop's own pool; it is not closed with the adapter. */
  readonly pool?: PostgresPool
  /** Table, with its schema where wanted. Default `frankly_deliveries`. */
  readonly table?: string
  /** Make the table when it is missing? Default `true`; else make it by {@link postgresTable}. */
  readonly create?: boolean
}

/**
 * The table as SQL, for PostgreSQL 9.5 and newer.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function postgresTable(table = 'frankly_deliveries'): string {
  return `create table if not exists ${quotedName(table)} (
  id text primary key,
  type text not null,
  project text not null,
  occurred_at timestamptz not null,
  response_id text,
  payload jsonb not null,
  received_at timestamptz not null default now()
)`
}

/**
 * Writes a row for each delivery. The id is the primary key and a repeat does nothing (`on conflict do nothing`), so nothing
 * is stored twice. An erasure deletes the rows of its responses and is kept as a row itself, in one statement. Refusals of the
 * SQLSTATE classes 0A, 22, 23, 28, 3D, 3F, 42, 44 and 54 are final (code `pg_<state>`), all other trouble is a retry.
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createPostgresAdapter(options: PostgresAdapterOptions): KeptAdapter {
  return defineServerAdapter('postgres', () => {
    const { connectionString, pool: given, timeoutMs = 15_000, table = 'frankly_deliveries' } = options
    need(given || connectionString, 'connectionString', '(nothing)', 'an address of PostgreSQL, or a `pool`')
    const target = quotedName(table)
    const create = (options.create ?? true) ? postgresTable(table) : undefined
    let own: OwnPool | undefined

    const openOwn = async (): Promise<OwnPool> => {
      const library = await import('pg')
      own ??= openPool(library, connectionString!, timeoutMs)
      return own
    }
    const run = async (pool: PostgresPool, values: unknown[]): Promise<void> => {
      const insert = insertInto(target, values.length > 6)
      try {
        await pool.query(insert, values)
      } catch (cause) {
        if (!create || (cause as { code?: unknown }).code !== UNDEFINED_TABLE) throw cause
        // `if not exists` looks before it makes: of two first deliveries at once, one finds the other's table half made.
        await pool.query(create).catch((trouble: { code?: unknown }) => {
          if (!MADE_MEANWHILE.has(String(trouble?.code))) throw trouble
        })
        await pool.query(insert, values)
      }
    }
    return {
      hosts: hostsOf(connectionString),
      ...pipeSpec(options),
      send: async (delivery, signal) => {
        const erased = delivery.type === 'subject.erased'
        const ids = responseIdsOf(delivery)
        const values = [
          delivery.id,
          delivery.type,
          delivery.project,
          new Date(delivery.occurredAt).toISOString(),
          erased ? null : (ids[0] ?? null),
          toJson(wireBody(delivery)),
          ...(erased ? [ids] : []),
        ]
        try {
          // Loading the library happens once, and is not on the clock.
          const pool = given ?? (await openOwn())
          await within(timeoutMs, signal, run(pool, values))
          return delivered()
        } catch (cause) {
          return errorOutcome(cause)
        }
      },
      close: async () => {
        const pool = own
        own = undefined
        await pool?.end()
      },
    }
  })
}

type OwnPool = PostgresPool & { end(): Promise<void> }

function openPool({ default: pg }: typeof import('pg'), connectionString: string, timeoutMs: number): OwnPool {
  const limits = { connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs }
  const pool = new pg.Pool({ connectionString, max: 4, ...limits })
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => {})
  return pool
}

/** Made only when it is missing: `create … if not exists` wants the right to create even where it is there. */
const UNDEFINED_TABLE = '42P01'

/** Unique violation in the catalogue, duplicate table, duplicate object. */
const MADE_MEANWHILE: ReadonlySet<string> = new Set(['23505', '42P07', '42710'])

function insertInto(target: string, erasing: boolean): string {
  const gone = `with gone as (delete from ${target} where response_id = any($7::text[]))\n`
  return `${erasing ? gone : ''}insert into ${target} (id, type, project, occurred_at, response_id, payload)
values ($1, $2, $3, $4, $5, $6::jsonb) on conflict (id) do nothing`
}

/** The server's own word has a SQLSTATE of five signs; system errors (`ECONNRESET`) are longer. */
function errorOutcome(cause: unknown): SendOutcome {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown }
  const final = typeof code === 'string' && /^(?:0A|22|23|28|3D|3F|42|44|54)[\dA-Z]{3}$/.test(code)
  return final ? rejected(`pg_${code}`, String(message).slice(0, 300)) : retry(cause)
}

function quotedName(table: string): string {
  need(/^(?:[a-z_]\w{0,62}\.)?[a-z_]\w{0,62}$/i.test(table), 'table', table, 'a name, or schema.name, without quotes')
  return table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')
}
