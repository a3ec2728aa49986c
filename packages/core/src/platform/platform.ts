import type { EpochMs } from '../model/ids.ts'

/**
 * Everything that comes from outside: time, chance, storage, the network's state, the page's life, a log.
 * `createBrowserPlatform` makes one for browsers; tests and other hosts bring their own.
 * @public
 */
export interface Platform {
  /** The time. */
  readonly clock: Clock
  /** Chance. */
  readonly random: Random
  /** Keeps what is to be sent. */
  readonly journal: JournalOpener
  /**
   * Keeps a record within this task, in a store that a crash may empty: for a page that may end with it. A page that
   * stays forgets it again, when it comes back or by the returned function. Absent: there is no such store.
   */
  keepNow?(record: JournalRecord): () => void
  /** Keeps small values that only hasten things. */
  readonly cache: KeyValueStore
  /** State of the network. */
  readonly net: NetStatus
  /** Life of the page or program. */
  readonly lifecycle: Lifecycle
  /** Tells which page or program has what. */
  readonly locks: Locks
  /** Takes messages for a developer. */
  readonly log: Logger
}

/** What a send queue needs of it. @public */
export interface QueuePlatform extends Omit<Platform, 'keepNow' | 'cache' | 'locks'> {
  /** Tells which page sends. */
  readonly locks: Pick<Locks, 'tryHold'>
}

/** The time. @public */
export interface Clock {
  /** Wall clock; may jump. */
  now(): EpochMs
  /** Milliseconds since some fixed moment of this page; never jumps. */
  monotonic(): number
  /** Runs once after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void
}

/** Chance. @public */
export interface Random {
  /** Cryptographic bytes. */
  bytes(length: number): Uint8Array
  /** From 0 to 1, never 1 itself. */
  unit(): number
}

/** Small values that only hasten things (config cache, governor ledger, drafts). Never the only copy of an answer. @public */
export interface KeyValueStore {
  /** The value; `undefined`: there is none. */
  get(key: string): Promise<string | undefined>
  /** Writes a value; when the store refuses, nothing happens. */
  set(key: string, value: string): Promise<void>
  /** Removes a value. */
  remove(key: string): Promise<void>
}

/** State of the network. @public */
export interface NetStatus {
  /** Calls back when the network seems to return. Never gates a send. */
  onOnline(run: () => void): () => void
}

/** Life of the page or program. @public */
export interface Lifecycle {
  /** `leaving`: pagehide or hidden. `back`: pageshow from bfcache or visible. `frozen`: freeze. */
  on(moment: 'leaving' | 'back' | 'frozen', run: () => void): () => void
  /** Now is such a moment, and the page may end with this task. Absent: never. */
  readonly isLeaving?: boolean
}

/** A lock is a hint that saves traffic; correctness comes from the receiver's unique key. @public */
export interface Locks {
  /** Runs `work` when nobody holds `name`, else resolves `false` at once. */
  tryHold(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<boolean>
  /** Takes `name` for this page alone until it is released or the page ends. Never rejects. */
  own(name: string): Promise<Ownership>
}

/**
 * Whose a name is. `own`: this page's until `release` is called or the page ends. `elsewhere`: another has it.
 * `unknown`: there is no lock manager, so nobody can say.
 * @public
 */
export type Ownership = { readonly is: 'own'; release(): void } | { readonly is: 'elsewhere' | 'unknown' }

/** Takes messages for a developer. Never throws. @public */
export interface Logger {
  /** Something that is only of interest while looking for a fault. */
  debug(message: string, data?: unknown): void
  /** Something that a developer should mend. */
  warn(message: string, data?: unknown): void
}

/** Opens the journal of unsent records; the first call may fall back, and says to what. @public */
export interface JournalOpener {
  /** The journal; the same one each time. */
  open(): Promise<Journal>
}

/** How safe a written record is. @public */
export type Durability = 'disk' | 'weak' | 'memory'

/** Keys strictly between `after` and `before`, in the order of UTF-16 code units. @public */
export interface KeySpan {
  /** The span begins behind this key. */
  readonly after: string
  /** The span ends in front of this key. */
  readonly before: string
}

/** One step of {@link Journal.change}. @public */
export interface JournalChange {
  /** The record that is changed. */
  readonly key: string
  /** Written instead of the record under `key`; it may have another key. Absent: `key` is removed. */
  readonly to?: JournalRecord
}

/** What {@link Journal.swap} does in one transaction. @public */
export interface JournalSwap {
  /** What is read first, inside the transaction. Default: nothing. */
  readonly look?: readonly KeySpan[]
  /**
   * Says what is changed, by the records that were found. Nothing is changed when it says nothing. Asked again where a
   * store refused.
   */
  readonly make: (found: readonly JournalRecord[]) => JournalEdit | undefined
}

/** What {@link JournalSwap} changes. @public */
export interface JournalEdit {
  /** Written, each in the place of the record of its key. */
  readonly put: readonly JournalRecord[]
  /** Keys that go; one that is not there is passed over. A key that is put as well stays. */
  readonly remove?: readonly string[]
}

/**
 * Write-ahead store of records, ordered by key. Every method is one transaction: all of it or nothing.
 * Rejects when the store refuses (full, gone, forbidden); never throws at once.
 * @public
 */
export interface Journal {
  /** How safe the next `put` is likely to be. */
  readonly durability: Durability
  /**
   * Resolves only when all records are as safe as the returned word says (for IndexedDB: transaction `complete`).
   * A record with the same key is replaced.
   */
  put(records: readonly JournalRecord[]): Promise<Durability>
  /** Looks, removes and puts; resolves to nothing when nothing is to be changed. As safe as `put`. */
  swap(swap: JournalSwap): Promise<Durability | undefined>
  /** At most `limit` records of the span, lowest keys first. */
  page(span: KeySpan, limit: number): Promise<readonly JournalRecord[]>
  /** At most `limit` keys of the span, lowest first. Reads no body. */
  keys(span: KeySpan, limit: number): Promise<readonly string[]>
  /** Replaces or removes; a key that is no longer there is ignored, so that nothing that was removed comes back. */
  change(changes: readonly JournalChange[]): Promise<void>
  /** Removes the span and puts `instead`. */
  clear(span: KeySpan, instead?: readonly JournalRecord[]): Promise<void>
  /** Lets go of handles so that the page stays fit for the back/forward cache; the next call takes them again. */
  close(): void
}

/** A stored record. `body` and `meta` are JSON, opaque to the journal. @public */
export interface JournalRecord {
  /** Its place in the order. */
  readonly key: string
  /** What it holds. */
  readonly body: string
  /** What is known of it without reading the body. */
  readonly meta: string
}
