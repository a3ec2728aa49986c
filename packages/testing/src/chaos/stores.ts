import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Response } from '@frankly/core'
import pg from 'pg'
import type { PostgresServer } from '../postgres.ts'
import { type StoredPass, unitsOfAnswer } from './stored-pass.ts'

/** One stored row, as the verdict needs it. */
export interface StoredRow {
  readonly id: string
  readonly revision: number
  readonly firstReceivedAt: number
  readonly lane: number
}

/** A store for one row of the suite. */
export interface ChaosStore {
  readonly kind: 'sqlite' | 'postgres'
  /** For `--store`. */
  readonly url: string
  readonly dataDir: string
  /** The server behind it, to be killed by the rows that have one of their own. */
  readonly server?: PostgresServer
  /** Every row of the project, read past the collector. The id is read from the body: what the client named it. */
  rows(): Promise<readonly StoredRow[]>
  /** Every response in units of what was said, with the words that are kept beside its highest revision. */
  said(): Promise<readonly StoredPass[]>
  /** Same id and revision with another body, kept beside. */
  conflicts(): Promise<number>
  drop(): Promise<void>
}

const SELECT = 'select id, revision, first_received_at, lane, body from responses where erased = 0'
/** Words of others beside a state, and second bodies of one revision: both are kept. */
const BESIDE = 'select id, body from kept_words union all select id, body from conflicts'

/** A fresh SQLite file. */
export function sqliteStore(): ChaosStore {
  const dataDir = mkdtempSync(join(tmpdir(), 'frankly-chaos-'))
  const file = join(dataDir, 'frankly.sqlite')
  const read = <T>(sql: string): T[] => {
    const db = new DatabaseSync(file, { readOnly: true })
    try {
      return db.prepare(sql).all() as T[]
    } finally {
      db.close()
    }
  }
  return {
    kind: 'sqlite',
    url: `sqlite:${file}`,
    dataDir,
    rows: async () => read<RawRow>(SELECT).map(toRow),
    said: async () => passesOf(read<RawRow>(SELECT), read<Beside>(BESIDE)),
    conflicts: async () => read<{ n: number }>('select count(*) as n from conflicts')[0]?.n ?? 0,
    async drop() {
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A fresh database on a running PostgreSQL. */
export async function postgresStore(server: PostgresServer): Promise<ChaosStore> {
  const url = await server.database()
  const dataDir = mkdtempSync(join(tmpdir(), 'frankly-chaos-'))
  const read = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: url })
    // a server that is killed ends the connection; its query rejects by itself
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<T>(sql)).rows
    } finally {
      await client.end()
    }
  }
  return {
    kind: 'postgres',
    url,
    server,
    dataDir,
    rows: async () => (await read<RawRow & pg.QueryResultRow>(SELECT)).map(toRow),
    said: async () => passesOf(await read<RawRow & pg.QueryResultRow>(SELECT), await read<Beside>(BESIDE)),
    conflicts: async () => Number((await read<{ n: string }>('select count(*) as n from conflicts'))[0]?.n ?? 0),
    async drop() {
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

interface RawRow {
  readonly id: string
  readonly revision: number | string
  readonly first_received_at: number | string
  readonly lane: number | string
  readonly body: string
}

function toRow(raw: RawRow): StoredRow {
  return {
    id: JSON.parse(raw.body).id,
    revision: Number(raw.revision),
    firstReceivedAt: Number(raw.first_received_at),
    lane: Number(raw.lane),
  }
}

interface Beside {
  readonly id: string
  readonly body: string
}

function passesOf(rows: readonly RawRow[], kept: readonly Beside[]): readonly StoredPass[] {
  return rows.map((row) => {
    const response = JSON.parse(row.body) as Response
    const beside = kept
      .filter(({ id }) => id === row.id)
      .map(({ body }) => JSON.parse(body) as Pick<Response, 'answers'>)
    return {
      id: row.id,
      survey: response.surveyId,
      version: response.surveyVersion,
      status: response.status,
      order: response.context.order?.orderId ?? '',
      person: response.subject?.id ?? '',
      continues: response.continues,
      states: [response, ...beside].map(({ answers }) =>
        Object.assign({}, ...Object.entries(answers).map(([id, answer]) => unitsOfAnswer(id, answer))),
      ),
    }
  })
}
