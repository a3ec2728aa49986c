import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** Columns and their values, as SQL over `n`, which both engines read. Two projects, three surveys, the usual share of bad news. */
const COLUMNS = {
  project: `case when n % 10 = 0 then 'pk_small' else 'pk_demo' end`,
  id: `'01930000-0000-7000-8000-' || substr('000000000000' || n, -12)`,
  revision: '1',
  writer: `'w'`,
  survey_id: `case when n % 5000 = 0 then 'rare' when n % 3 = 0 then 'delivery' else 'purchase' end`,
  survey_version: '1',
  status: `'completed'`,
  lane: 'case when n % 33 = 0 then 0 else 1 end',
  complaint: 'case when n % 66 = 0 then 1 else 0 end',
  test: '0',
  quarantine: `case when n % 211 = 0 then 'too_fast' else null end`,
  subject_id: `case when n % 4 = 0 then 'customer-' || (n % 90000) else null end`,
  subject_proof: `case when n % 4 = 0 then 'verified' else null end`,
  erased: '0',
  kept: '0',
  occurred_at: '1700000000000 + n * 1000',
  first_received_at: '1700000000000 + n * 1000',
  received_at: '1700000000000 + n * 1000',
}

const BODY = JSON.stringify({
  status: 'completed',
  answers: {
    ordering: { kind: 'rating', value: 4 },
    best: { kind: 'text', text: 'They found my size in a minute. '.repeat(12) },
  },
  context: { path: '/thanks', order: { orderId: 'A-1', value: 1990, currency: 'EUR' } },
})

const insertText = (series: string, columns: Readonly<Record<string, string>>): string =>
  `insert into responses (${Object.keys(columns).join(', ')}, body) select ${Object.values(columns).join(', ')}, '${BODY}' from ${series}`

/** Puts so many rows into an empty SQLite store. */
export function fillSqlite(path: string, rows: number): void {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -200000')
  const series = `(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${rows}) select n from s)`
  database.exec(insertText(series, COLUMNS))
  database.exec('pragma wal_checkpoint(truncate)')
  database.close()
}

/** The same into PostgreSQL. */
export async function fillPostgres(url: string, rows: number): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  const columns = { ...COLUMNS, id: `'01930000-0000-7000-8000-' || lpad(n::text, 12, '0')` }
  await client.query(insertText(`generate_series(1::bigint, ${rows}) as s(n)`, columns))
  await client.query('analyze responses')
  await client.end()
}
