import type {
  Durability,
  Journal,
  JournalChange,
  JournalEdit,
  JournalRecord,
  KeySpan,
  QueuePlatform,
} from '../platform/platform.ts'
import { DRAFT } from './draft-record.ts'
import { fromStored, type QueueRecord } from './record.ts'
import { PARKED } from './record-key.ts'
import { createRoom, type Room } from './room.ts'
import type { QueueLimits } from './types.ts'
import { createWithdrawalMark, type Moment, type WithdrawalMark } from './withdrawal-mark.ts'

/** Keys read at once. */
const PIECE = 1000

/** What this project keeps on the device: records, drafts, the note of the backoff, the mark of the last withdrawal. */
export interface RecordStore {
  readonly safety: Durability
  readonly room: Pick<Room, 'stored' | 'isShort' | 'free' | 'added'>
  readonly mark: WithdrawalMark
  /**
   * One transaction: shows what is stored of a response, and the mark of the last withdrawal (`''`: none), and changes what
   * `make` says, unless another page has withdrawn since `born`. Resolves to nothing when nothing was changed.
   */
  swap(
    response: string | undefined,
    born: Moment,
    make: (stored: readonly QueueRecord[], mark: string) => JournalEdit,
  ): Promise<Durability | undefined>
  /** All keys, which are counted by it. @param except - a key that does not count */
  keys(except?: string): Promise<readonly string[]>
  /** Keys of drafts of which nothing may be sent. */
  draftKeys(): Promise<readonly string[]>
  /** The record under a key, if it is still there. */
  read(key: string): Promise<JournalRecord | undefined>
  /** Records after a key, lowest first and in pieces: what waits, or with `parked` all. Ends when the store fails. */
  pages(after: string, limit: number, parked?: boolean): AsyncIterable<readonly JournalRecord[]>
  /** Changes records; what fails is counted and left. */
  change(changes: readonly JournalChange[]): Promise<void>
  /** Removes records, or rejects. */
  remove(keys: readonly string[]): Promise<void>
  /** The backoff as it was written down. Nothing when the store fails. */
  readNote(): Promise<string | undefined>
  /** Writes down the backoff, or removes the note. */
  note(backoff?: string): Promise<void>
  isNote(key: string): boolean
  /** Removes everything and puts these, with the mark of a withdrawal under this id, in one transaction. */
  replaceAll(id: string, records: readonly JournalRecord[]): Promise<void>
  /** A store that fails may not end the queue: what is in memory still goes. */
  failed(cause: unknown): void
  /** Lets go of handles until the next call. */
  close(): void
}

/** One closure: all methods share the journal, which is opened late, and what is known of room and withdrawals. */
export function createRecordStore(
  scope: string,
  platform: Pick<QueuePlatform, 'journal' | 'clock' | 'log'>,
  limits: QueueLimits,
  tally: (name: string) => void,
): RecordStore {
  const all: KeySpan = { after: scope, before: `${scope}~` }
  const noteKey = `${scope}-`
  const room = createRoom(scope, limits)
  const mark = createWithdrawalMark(scope, platform.clock)
  const journal = openOnce(platform)

  const failed = (cause: unknown): void => {
    tally('store_failed')
    platform.log.warn('frankly: the store failed', cause)
  }
  const guarded = async <Value>(work: (opened: Journal) => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await work(await journal.open())
    } catch (cause) {
      failed(cause)
      return undefined
    }
  }

  const read: RecordStore['read'] = async (key) => {
    const rows = await (await journal.open()).page({ after: key.slice(0, -1), before: `${key}\u0000` }, 9)
    return rows.find((row) => row.key === key)
  }

  return {
    room,
    mark,
    failed,
    get safety() {
      return journal.opened?.durability ?? 'disk'
    },
    async swap(response, born, make) {
      const opened = await journal.open()
      if (response === undefined) return opened.swap({ make: () => make([], '') })
      return opened.swap({
        look: [mark.span, ...spansOf(scope, response)],
        make(rows) {
          const found = mark.find(rows.map(({ key }) => key))
          if (mark.isSince(found, born)) return
          mark.learn(found)
          const stored = rows.filter(({ key }) => !mark.isMark(key)).map((row) => fromStored(scope, row))
          return make(stored, found)
        },
      })
    },
    async keys(except) {
      const keys = await readKeys(await journal.open(), all)
      room.count(keys, except)
      return keys
    },
    draftKeys: async () =>
      (await journal.open()).keys({ after: `${scope}${DRAFT}:`, before: `${scope}${DRAFT};` }, PIECE),
    read,
    async *pages(after, limit, parked) {
      const before = parked ? all.before : `${scope}${PARKED}`
      for (let next: string | undefined = after; next !== undefined; ) {
        const span: KeySpan = { after: next, before }
        const rows: readonly JournalRecord[] = (await guarded((opened) => opened.page(span, limit))) ?? []
        yield rows
        next = rows[limit - 1]?.key
      }
    },
    async change(changes) {
      if (!changes.length) return
      const changed = await guarded((opened) => opened.change(changes).then(() => true))
      if (changed) for (const { key, to } of changes) if (!to) room.removed(key)
    },
    remove: async (keys) => (await journal.open()).change(keys.map((key) => ({ key }))),
    readNote: async () => (await guarded(() => read(noteKey)))?.meta,
    note: async (backoff) =>
      void (await guarded(async (opened) => {
        if (backoff) await opened.put([{ key: noteKey, body: '', meta: backoff }])
        else await opened.change([{ key: noteKey }])
      })),
    isNote: (key) => key === noteKey,
    async replaceAll(id, records) {
      const key = mark.keyOf(id)
      await (await journal.open()).clear(all, [{ key, body: '', meta: '' }, ...records])
      mark.set(key)
    },
    close: () => journal.opened?.close(),
  }
}

/** Opens the journal with the first call, and again after an opening that failed. */
function openOnce(platform: Pick<QueuePlatform, 'journal'>): {
  readonly opened: Journal | undefined
  open(): Promise<Journal>
} {
  let opening: Promise<Journal> | undefined
  let opened: Journal | undefined
  return {
    get opened() {
      return opened
    },
    open() {
      opening ??= platform.journal.open().then(
        (one) => {
          opened = one
          return one
        },
        (cause: unknown) => {
          opening = undefined
          throw cause
        },
      )
      return opening
    },
  }
}

/** All keys of a span, in pieces, so that thousands do not hold up the page. */
async function readKeys(journal: Journal, span: KeySpan): Promise<readonly string[]> {
  const keys: string[] = []
  for (let more = true; more; ) {
    const piece = await journal.keys({ ...span, after: keys.at(-1) ?? span.after }, PIECE)
    for (const key of piece) keys.push(key)
    more = piece.length === PIECE
  }
  return keys
}

/** Where all records of a response lie, but parked ones. */
function spansOf(scope: string, response: string): KeySpan[] {
  return [...`012${DRAFT}`].map((section) => ({
    after: `${scope}${section}:${response}.`,
    before: `${scope}${section}:${response}/`,
  }))
}
