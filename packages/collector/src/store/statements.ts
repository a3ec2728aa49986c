import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import { IMPRESSION_COUNTS } from './ports.ts'
import type { ColumnType, Engine, Insert, Tables } from './schema.ts'

const RESPONSE = {
  project: 'text',
  id: 'text',
  revision: 'integer',
  writer: 'text',
  survey_id: 'text',
  survey_version: 'integer',
  status: 'text',
  lane: 'integer',
  complaint: 'integer',
  test: 'integer',
  quarantine: 'text',
  subject_id: 'text',
  order_mark: 'text',
  order_proof: 'text',
  subject_proof: 'text',
  erased: 'integer',
  kept: 'integer',
  occurred_at: 'bigint',
  first_received_at: 'bigint',
  received_at: 'bigint',
  body: 'json',
  salt: 'text',
} as const

/** A newer revision replaces an older one whole; of the first one only the time of arrival stays. */
const replace = (columns: readonly string[]): string => {
  const kept = ['project', 'id', 'erased', 'first_received_at']
  const set = columns.filter((name) => !kept.includes(name)).map((name) => `${name} = excluded.${name}`)
  return `on conflict (project, id) do update set ${set.join(', ')} where responses.revision < excluded.revision`
}

/** Replaces what the same writer wrote. Whatever asks for more (words of others, a completed response) is left for a look. */
export const RESPONSES: Insert = insert(
  'responses',
  RESPONSE,
  (columns) =>
    `${replace(columns)} and responses.writer = excluded.writer and responses.kept = 0 and (responses.status <> 'completed' or excluded.status = 'completed')`,
)

/** The same once the words of others have been kept. */
export const RESPONSES_SEEN: Insert = insert('responses', RESPONSE, replace)

/** Words of others. */
export const KEPT_WORDS: Insert = insert(
  'kept_words',
  {
    project: 'text',
    id: 'text',
    hash: 'text',
    revision: 'integer',
    writer: 'text',
    received_at: 'bigint',
    body: 'json',
  },
  () => 'on conflict (project, id, hash) do nothing',
)

/** Which response a receipt is for. */
export const RECEIPTS: Insert = insert(
  'receipts',
  { code: 'text', project: 'text', response_id: 'text' },
  () => 'on conflict (code, project, response_id) do nothing',
)

/** Deliveries to be made. */
export const OUTBOX: Insert = insert(
  'outbox',
  {
    project: 'text',
    id: 'text',
    destination: 'text',
    lane: 'integer',
    state: 'text',
    attempts: 'integer',
    next_at: 'bigint',
    created_at: 'bigint',
    detail: 'text',
    body: 'json',
  },
  () => 'on conflict (project, id, destination) do nothing',
)

/** What counts for a quota. */
export const QUOTA_MARKS: Insert = insert(
  'quota_marks',
  { project: 'text', survey_id: 'text', quota: 'text', response_id: 'text' },
  () => 'on conflict (project, survey_id, quota, response_id) do nothing',
)

/** Links of the chain. */
export const CHAIN_LINKS: Insert = insert(
  'chain_links',
  {
    project: 'text',
    strand: 'integer',
    seq: 'bigint',
    at: 'bigint',
    kind: 'text',
    prev: 'text',
    hash: 'text',
    body: 'text',
  },
  () => 'on conflict (project, strand, seq) do nothing',
)

/** Moves the end of a strand on, if it is still where it was seen. */
export const CHAIN_HEADS: Insert = insert(
  'chain_heads',
  { project: 'text', strand: 'integer', seq: 'bigint', hash: 'text', from_seq: 'bigint' },
  () =>
    'on conflict (project, strand) do update set seq = excluded.seq, hash = excluded.hash, from_seq = excluded.from_seq where chain_heads.seq = excluded.from_seq',
)

/** Second bodies. */
export const CONFLICTS: Insert = insert(
  'conflicts',
  { project: 'text', id: 'text', revision: 'integer', hash: 'text', received_at: 'bigint', body: 'json' },
  () => 'on conflict (project, id, revision, hash) do nothing',
)

/** Published versions: a number is given once. */
export const SURVEY_VERSIONS: Insert = insert(
  'survey_versions',
  {
    project: 'text',
    survey_id: 'text',
    version: 'integer',
    origin: 'text',
    published_at: 'bigint',
    body: 'json',
  },
  () => 'on conflict (project, survey_id, version) do nothing',
)

/** Counts of a day grow. A batch names each day's row once: PostgreSQL changes no row twice in one statement. */
export const IMPRESSIONS: Insert = insert(
  'impressions',
  {
    project: 'text',
    survey_id: 'text',
    survey_version: 'integer',
    mode: 'text',
    day: 'text',
    locale: 'text',
    showings: 'bigint',
    seen: 'bigint',
    started: 'bigint',
    dismissed: 'bigint',
    suppressed: 'bigint',
  },
  () =>
    `on conflict (project, survey_id, survey_version, mode, day, locale) do update set ${IMPRESSION_COUNTS.map(
      (name) => `${name} = impressions.${name} + excluded.${name}`,
    ).join(', ')}`,
)

function insert<T extends keyof Tables>(
  table: T,
  types: { readonly [C in keyof Tables[T] & string]: ColumnType },
  otherwise: (columns: readonly string[]) => string,
): Insert {
  const columns = Object.entries<ColumnType>(types)
  return { table, columns, otherwise: otherwise(columns.map(([name]) => name)) }
}

/** What `readRows` reads. */
export interface KnownRow {
  readonly id: string
  readonly revision: number
  readonly writer: string
  readonly status: string
  readonly lane: number
  readonly complaint: number
  readonly kept: number
  readonly received_at: number
  readonly body: string
  readonly erased: number
}

/** Ids of one query. Few sizes, so that few statements are compiled and prepared. */
const SIZES = [128, 16, 1] as const
const compiled = new WeakMap<Engine, Map<number, string>>()

/**
 * The rows that are there. Takes no locks: the write checks the revision again, and locks rows in one order only,
 * so that two collectors with overlapping batches never wait for each other in a circle.
 */
export async function readRows(
  engine: Engine,
  trx: Transaction<Tables>,
  project: string,
  ids: readonly string[],
): Promise<readonly KnownRow[]> {
  const bySize = compiled.get(engine) ?? new Map<number, string>()
  compiled.set(engine, bySize)
  const rows: KnownRow[] = []
  for (const part of inSizes(ids)) {
    const sql = bySize.get(part.length) ?? knownQuery(engine.db, part).sql
    bySize.set(part.length, sql)
    const result = await trx.executeQuery(CompiledQuery.raw(sql, [project, ...part]))
    rows.push(...(result.rows as KnownRow[]))
  }
  return rows
}

function knownQuery(db: Kysely<Tables>, ids: readonly string[]): CompiledQuery {
  return db
    .selectFrom('responses')
    .select(['id', 'revision', 'writer', 'status', 'lane', 'complaint', 'kept', 'received_at', 'body', 'erased'])
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
