import type { Kysely, Transaction } from 'kysely'

/** Tables as kysely sees them. Portable: text and numbers only, keys made by clients, no sequences. */
export interface Tables {
  responses: {
    project: string
    id: string
    revision: number
    /** Who wrote the revision: a mark of a page; '' when it named none. */
    writer: string
    survey_id: string
    survey_version: number
    status: string
    lane: number
    /** 1: somebody complains. */
    complaint: number
    test: number
    quarantine: string | null
    subject_id: string | null
    /** `orderMark` of the order's id: finds rows, and is compared with the body since it may be shared. Null before migration 3. */
    order_mark: string | null
    /** `verified`, `unverified` or `bad`: the signature over the order. Null: no order, or before migration 7. */
    order_proof: string | null
    /** The same over the subject. */
    subject_proof: string | null
    erased: number
    /** Words of other writers beside it: 0 none, 1 some, 2 bad news among them, 3 a complaint. */
    kept: number
    occurred_at: number
    first_received_at: number
    received_at: number
    body: string
    /** Of its digest in the chain; dies with an erasure. Null: a tombstone. */
    salt: string | null
  }
  receipts: { code: string; project: string; response_id: string }
  conflicts: { project: string; id: string; revision: number; hash: string; received_at: number; body: string }
  /** What was said by another writer than the present revision's, as {@link Words}. `hash`: of the body. */
  kept_words: {
    project: string
    id: string
    hash: string
    revision: number
    writer: string
    received_at: number
    body: string
  }
  dead_letters: {
    project: string
    hash: string
    reason: string
    received_at: number
    body: string
    /** `item`, `post` or `request`: each has a quota of its own. */
    class: string
    /** How often the same came. */
    count: number
  }
  /** Ids of responses that stand in a dead letter. */
  dead_letter_ids: { response_id: string; project: string; hash: string }
  attachments: {
    project: string
    id: string
    response_id: string
    name: string
    type: string
    hash: string
    received_at: number
    /** Empty where the photo lies in the bucket. */
    bytes: Uint8Array
    /** Name of the object in the bucket. Null: the photo lies here. */
    object: string | null
    /** Size of the object; 0: the photo lies here. */
    object_bytes: number
    /** 1: its response was not here when it came. */
    waiting: number
  }
  /** Objects in the bucket that no row holds. Those not due yet may still be on their way into a row. */
  objects_to_delete: { object: string; project: string; due_at: number }
  outbox: {
    project: string
    id: string
    destination: string
    lane: number
    state: string
    attempts: number
    next_at: number
    created_at: number
    detail: string | null
    body: string
  }
  /** `account`: '' for sessions of the configuration's token. */
  staff_passes: { hash: string; kind: string; mark: string; account: string; expires_at: number }
  staff_accounts: {
    id: string
    email: string
    name: string
    password: string | null
    /** List of project, role and team as JSON. */
    roles: string
    disabled: number
    /** Wrong passwords since the last right one. */
    wrong: number
    locked_until: number
    created_at: number
  }
  staff_tokens: {
    id: string
    hash: string
    name: string
    roles: string
    /** Permissions as JSON. */
    scopes: string | null
    made_by: string
    created_at: number
    expires_at: number | null
    used_at: number | null
  }
  /** Values made once, such as the key that signs cookies. */
  staff_settings: { name: string; value: string }
  /** Responses that count for a quota. */
  quota_marks: { project: string; survey_id: string; quota: string; response_id: string }
  /** One link for what a transaction did in a project. `hash`: over the rest and `prev`, the hash of the link before. */
  chain_links: {
    project: string
    strand: number
    seq: number
    at: number
    kind: string
    prev: string
    hash: string
    body: string
  }
  /** The last link of each strand. `from_seq`: the one before those of its transaction. */
  chain_heads: { project: string; strand: number; seq: number; hash: string; from_seq: number }
  /** Keys that open what lies in the spool. */
  spool_keys: { id: string; key: string; until_at: number }
  /** Published versions: inserted once, never changed. `origin`: `configuration` or `hand`. */
  survey_versions: {
    project: string
    survey_id: string
    version: number
    origin: string
    published_at: number
    body: string
  }
  /** Whether a survey is asked, whatever its version. Null: no bound. */
  survey_states: {
    project: string
    survey_id: string
    paused: number
    open_from: number | null
    open_until: number | null
    changed_at: number
  }
  /** Links that open one survey for whoever has them. `hash`: of the token. `draft`: a definition to look at; null: as published. */
  survey_links: { hash: string; project: string; survey_id: string; expires_at: number; draft: string | null }
  /** Counts of one day. `showings`: one call for each; the others came with answers. */
  impressions: {
    project: string
    survey_id: string
    survey_version: number
    mode: string
    day: string
    locale: string
    showings: number
    seen: number
    started: number
    dismissed: number
    suppressed: number
  }
  /** Answers of anonymous surveys, each by itself. `question`: '' for the person. */
  anonymous_answers: {
    project: string
    key: string
    survey_id: string
    survey_version: number
    question: string
    day: number
    revision: number
    test: number
    body: string
  }
  /** How far a rule of retention has come, in the order of arrival. */
  retention_marks: { project: string; kind: string; received_at: number; id: string }
  /** Receipts of what was erased for a person. `counts` and `told`: JSON. */
  erasures: { id: string; project: string; at: number; by_what: string; counts: string; told: string }
  frankly_migrations: { id: number; name: string; applied_at: number }
  frankly_lock: { id: number; touched_at: number }
}

/** A row by its columns. */
export type Row = Readonly<Record<string, string | number | null>>

/** `json`: a text column with JSON as `JSON.stringify` writes it, so without control characters. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'json'

/** One insert of the write path. Written by hand: compiling it for each batch costs more than running it. */
export interface Insert {
  readonly table: keyof Tables
  readonly columns: readonly (readonly [name: string, type: ColumnType])[]
  /** `on conflict …` */
  readonly otherwise: string
}

/** What differs between the two engines. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  readonly db: Kysely<Tables>
  /** Column type for bytes. */
  readonly blob: 'blob' | 'bytea'
  /** Whether `select … for update` exists and is needed. */
  readonly rowLocks: boolean
  /** Whether the chain is written. */
  readonly chained: boolean
  /** How many transactions may run at once. */
  readonly writers: number
  /** Writes all rows on the transaction's connection; returns how many were written. */
  insert(trx: Transaction<Tables>, insert: Insert, rows: readonly Row[]): Promise<number>
  /**
   * Takes what was erased out of the files too, in the background; `needles` stand in what must go (absent: unknown). Resolves when that is
   * done, or after two seconds. PostgreSQL has its own vacuum.
   */
  scrub?(needles?: readonly string[]): Promise<void>
  /** Notes, in the transaction that erases, that the files still hold it: a process that dies before leaves it to the next. */
  markErased?(trx: Transaction<Tables>): Promise<void>
  /** Whether running the transaction again can succeed (serialization failure, deadlock, lost connection race). */
  canRetry(error: unknown): boolean
  /** Whether the rows themselves are at fault, so that others beside them would go in. */
  isDataFault(error: unknown): boolean
  close(): Promise<void>
}
