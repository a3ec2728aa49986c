import type {
  Durability,
  Journal,
  JournalChange,
  JournalEdit,
  JournalRecord,
  KeySpan,
  QueuePlatform,
} from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { DRAFT } from './draft-record.ts'
import { idTime } from './id-time.ts'
import { fromStored, PARKED, type QueueRecord, readJson, readKey, stateIn, supersedes, toStored } from './record.ts'
import { heldBy, writerOf } from './same-pass.ts'
import type { PassState, QueueLimits, SubmitResult } from './types.ts'

/** Keys read at once. */
const PIECE = 1000

/** A record that this page wrote and still holds in memory. */
export interface OwnRecord extends QueueRecord {
  /** Not tried yet: needs no lock to be sent. */
  fresh: boolean
  /** Failures of the page when it was submitted: while there are no more, an own backoff does not hold it. */
  since: number
  /** Settles when storing ended: how safe it is, or nothing when there was no room. */
  stored: Promise<Durability | undefined>
  safe: Durability | undefined
  /** Withdrawn while it was being stored. */
  gone: boolean
  /** When it was submitted, and the mark of the last withdrawal that the page knew then. */
  readonly born: Moment
  /** First call wins. */
  readonly done: (result: SubmitResult) => void
  readonly result: Promise<SubmitResult>
}

/** A moment of this page: by the clock that nobody can set, and by the last withdrawal that was known. */
export interface Moment {
  readonly at: number
  readonly mark: string | undefined
}

/** The stored records of one project, and those of this page in memory. */
export interface RecordStore {
  readonly own: Map<string, OwnRecord>
  /**
   * Keys that this page is done with and what belongs in their place. They may still be in the store, since a full
   * disk refuses removals too; they are never sent again.
   */
  readonly settled: Map<string, JournalRecord | undefined>
  /** Keys of stored records whose words this page has read and goes on with. */
  readonly seen: Set<string>
  /** Forgets, and counts why. */
  drop(keys: readonly string[], why: string): void
  /** OwnRecord and stored records in all. */
  readonly count: number
  readonly safety: Durability
  /** Stores, or resolves to nothing when that would break a promise made for another record. */
  store(record: OwnRecord): Promise<Durability | undefined>
  /** A record of this page got a later draft, and another key by it. */
  rename(from: string, to: string, pass: PassState): void
  now(): Moment
  /**
   * One transaction: shows what is stored of a response and changes what `make` says, unless another page has withdrawn
   * since `born`. Resolves to nothing when nothing was changed.
   */
  swap(
    response: string | undefined,
    born: Moment,
    make: (stored: readonly QueueRecord[]) => JournalEdit,
  ): Promise<Durability | undefined>
  /** Keys of resting drafts. */
  resting(): Promise<readonly string[]>
  /** All keys. */
  keys(): Promise<readonly string[]>
  /** The record under a key, if it is still there. */
  read(key: string): Promise<JournalRecord | undefined>
  /** Records after a key, lowest first: what waits, or with `parked` all. */
  page(after: string, limit: number, parked?: boolean): Promise<readonly JournalRecord[]>
  change(changes: readonly JournalChange[]): Promise<void>
  /** Writes down how the backoff stands; nothing removes the note. */
  note(control?: string): Promise<void>
  /** Reads all keys; finds own records that someone else took away; `false` when nothing waits. */
  look(): Promise<boolean>
  census(): Promise<{
    waiting: number
    urgent: number
    parked: number
    parkedBy: Record<string, number>
    bytes: number
  }>
  /** Removes all that is stored but the erasures that still wait and `instead`, and leaves a mark for other pages. */
  wipe(mark: string, instead: (responses: ReadonlySet<string>) => QueueRecord | undefined): Promise<void>
  parkedKey(record: QueueRecord): string
  isControl(key: string): boolean
  rest(): void
}

export function createRecordStore(
  scope: string,
  platform: QueuePlatform,
  limits: QueueLimits,
  tally: (name: string, by?: number) => void,
): RecordStore {
  const all: KeySpan = { after: scope, before: `${scope}~` }
  const waiting = `${scope}${PARKED}`
  const controlKey = `${scope}-`
  const markKey = `${scope}+`
  const own = new Map<string, OwnRecord>()
  const settled = new Map<string, JournalRecord | undefined>()
  const seen = new Set<string>()
  let opening: Promise<Journal> | undefined
  let journal: Journal | undefined
  /** Estimate between two looks: other pages add and remove as well. Counted again before anything is refused. */
  let estimate: { count: number; bytes: number } | undefined
  let mark: string | undefined
  /** The first reading, one for all that are submitted meanwhile. */
  let first: Promise<unknown> | undefined

  const open = (): Promise<Journal> => {
    opening ??= platform.journal.open().then(
      (opened) => {
        journal = opened
        return opened
      },
      (cause: unknown) => {
        opening = undefined
        throw cause
      },
    )
    return opening
  }
  /** A store that fails may not end the queue: what is in memory still goes. */
  const warn = (cause: unknown): void => {
    tally('store_failed')
    platform.log.warn('frankly: the store failed, what is in memory is sent all the same', cause)
  }
  /** All keys, in pieces, so that thousands do not hold up the page. `except` is not counted. */
  const readKeys = async (except?: string): Promise<readonly string[]> => {
    const opened = await open()
    const keys: string[] = []
    const sum = { count: 0, bytes: 0 }
    for (let more = true; more; ) {
      const piece = await opened.keys({ ...all, after: keys.at(-1) ?? scope }, PIECE)
      for (const key of piece) {
        keys.push(key)
        if (key[scope.length]! < '0' || key === except) continue
        sum.count++
        sum.bytes += readKey(scope, key).bytes
      }
      more = piece.length === PIECE
    }
    estimate = sum
    return keys
  }
  const responseOf = (key: string): string | undefined => stateIn(scope, key).response
  const markOf = (keys: readonly string[]): string => keys.find((key) => key.startsWith(markKey)) ?? ''
  const over = (bytes: number): boolean => estimate!.count >= limits.records || estimate!.bytes + bytes > limits.bytes

  /** Room for a complaint or words is made from ordinary answers, oldest first, and counted. Nothing else is evicted. */
  const makeRoom = async ({ key: newest, priority, bytes, response }: QueueRecord): Promise<boolean> => {
    const keys = await readKeys(newest)
    const takesPlace = response && keys.some((key) => key !== newest && responseOf(key) === response)
    if (takesPlace || !over(bytes)) return true
    if (priority === 2) return false
    const victims: string[] = []
    const { count, bytes: sum } = estimate!
    for (const key of keys) {
      if (readKey(scope, key).section !== '2' || own.get(key)?.fresh) continue
      victims.push(key)
      estimate!.count--
      estimate!.bytes -= readKey(scope, key).bytes
      if (!over(bytes)) break
    }
    if (over(bytes)) {
      estimate = { count, bytes: sum }
      return false
    }
    await journal!.change(victims.map((key) => ({ key })))
    drop(victims, 'evicted')
    return true
  }

  const drop = (keys: readonly string[], why: string): void => {
    for (const key of keys) {
      own.delete(key)
      settled.set(key, undefined)
    }
    tally(why, keys.length)
  }

  const now = (): Moment => ({ at: platform.clock.monotonic(), mark })

  const swap: RecordStore['swap'] = async (response, born, make) => {
    const opened = await open()
    if (response === undefined) return opened.swap({ make: () => make([]) })
    return opened.swap({
      look: [{ after: markKey, before: `${markKey}~` }, ...spansOf(response)],
      make(rows) {
        const found = markOf(rows.map(({ key }) => key))
        if (found && found !== born.mark && writtenSince(found, born)) return
        mark ??= found
        return make(rows.filter(({ key }) => !key.startsWith(markKey)).map((row) => fromStored(scope, row)))
      },
    })
  }
  /** Where all records of a response lie, but parked ones. */
  const spansOf = (response: string): KeySpan[] =>
    [...`012${DRAFT}`].map((section) => ({
      after: `${scope}${section}:${response}.`,
      before: `${scope}${section}:${response}/`,
    }))
  const write = (record: OwnRecord): Promise<Durability | undefined> =>
    swap(record.response, record.born, (stored) => ({
      put: [toStored(record)],
      remove: heldBy({ ...record, writer: writerOf(record), mayLeave: true }, stored, seen).map(({ key }) => key),
    }))
  /** Both by the clock of this device, which may have been set long ago but hardly in these milliseconds. */
  const writtenSince = (sign: string, { at }: Moment): boolean => {
    const since = platform.clock.monotonic() - at
    const written = idTime(sign.slice(markKey.length))
    const moment = platform.clock.now()
    return written >= Math.floor(moment - since) && written <= moment
  }
  const read: RecordStore['read'] = async (key) => {
    const rows = await (await open()).page({ after: key.slice(0, -1), before: `${key}\u0000` }, 9)
    return rows.find((row) => row.key === key)
  }

  return {
    own,
    settled,
    seen,
    drop,
    rename(from, to, pass) {
      const record = own.get(from)
      if (!record) return
      own.delete(from)
      record.key = to
      record.meta.pass = pass
      own.set(to, record)
    },
    now,
    swap,
    read,
    keys: () => readKeys(),
    resting: async () => (await open()).keys({ after: `${scope}${DRAFT}:`, before: `${scope}${DRAFT};` }, PIECE),
    get count() {
      return estimate?.count ?? 0
    },
    get safety() {
      return journal?.durability ?? 'disk'
    },
    async store(record) {
      let safe: Durability | undefined
      const put = async (): Promise<void> => {
        // Withdrawn meanwhile: nothing may come after the wiping.
        if (record.gone) return
        safe = await write(record)
        record.gone ||= !safe
      }
      try {
        if (!estimate) {
          if (!first) {
            // On disk before thousands are counted; told safe once there is room for it.
            const early = put()
            first = early.catch(() => undefined).then(() => readKeys(record.key))
            await Promise.all([early, first])
          } else await first
        }
        if (record.gone) return undefined
        if (over(record.bytes) && !(await makeRoom(record))) {
          if (safe) await journal!.change([{ key: record.key }])
          return undefined
        }
        if (!safe && !record.gone) await put()
        if (!safe) return undefined
        estimate!.count++
        estimate!.bytes += record.bytes
        return safe
      } catch (cause) {
        first = undefined
        warn(cause)
        return safe ?? 'memory'
      }
    },
    async page(after, limit, parked) {
      try {
        return await (await open()).page({ after, before: parked ? all.before : waiting }, limit)
      } catch (cause) {
        warn(cause)
        return []
      }
    },
    async change(changes) {
      if (!changes.length) return
      try {
        await (await open()).change(changes)
      } catch (cause) {
        return warn(cause)
      }
      for (const { key, to } of changes) {
        if (to || !estimate) continue
        estimate.count--
        estimate.bytes -= readKey(scope, key).bytes
      }
    },
    async note(control) {
      try {
        const opened = await open()
        if (control) await opened.put([{ key: controlKey, body: '', meta: control }])
        else await opened.change([{ key: controlKey }])
      } catch (cause) {
        warn(cause)
      }
    },
    async look() {
      // Only what was stored before this reading began, by the mark of that moment, can be missed in it.
      const before = mark
      const held = [...own.values()].filter(({ safe }) => safe)
      const keys = await readKeys().catch((cause: unknown) => {
        warn(cause)
        return mark ? [mark] : []
      })
      const present = held.length ? new Set(keys) : undefined
      const found = markOf(keys)
      const withdrawn = before !== undefined && !!found && found !== before
      if (mark === before) mark = found
      for (const record of held) {
        if (!own.has(record.key) || present?.has(record.key)) continue
        if (withdrawn && record.response) {
          own.delete(record.key)
          tally('withdrawn')
        } else {
          // Another page delivered it, or the customer cleared the browser: one more sending tells, and is free.
          record.fresh = true
          record.since = -1
        }
      }
      return keys.some((key) => key[scope.length]! >= '0' && key < waiting) || own.size > 0
    },
    async census() {
      const keys = await readKeys()
      const held = new Set([...keys, ...own.keys()])
      const sections = [...held].flatMap((key) => (settled.has(key) ? [] : readKey(scope, key).section))
      const count = (fits: (section: string) => boolean): number => sections.filter(fits).length
      const parkedBy: Record<string, number> = {}
      const span = { after: `${waiting}:`, before: `${waiting};` }
      for (let more = keys.some((key) => key > span.after && key < span.before); more; ) {
        const rows = await journal!.page(span, 64)
        for (const { meta } of rows) {
          const code: unknown = readJson<{ code?: unknown }>(meta)?.code
          const name = typeof code === 'string' ? code : 'unreadable'
          parkedBy[name] = (parkedBy[name] ?? 0) + 1
        }
        span.after = rows.at(-1)?.key ?? span.before
        more = rows.length === 64
      }
      return {
        waiting: count((section) => section >= '0' && section < PARKED),
        urgent: count((section) => section === '0'),
        parked: count((section) => section === PARKED),
        parkedBy,
        bytes: estimate!.bytes,
      }
    },
    async wipe(sign, instead) {
      const records = (await readKeys()).filter((key) => key[scope.length]! >= '0')
      const ids = new Set(records.flatMap((key) => responseOf(key) ?? []))
      const rows = await Promise.all(records.filter((key) => !responseOf(key)).map(read))
      // A damaged key names no response either, and may hold words.
      const left = rows.flatMap((row) => (row && isErasure(row) ? row : []))
      const owed = left.map(({ key }) => key)
      const record = instead(ids)
      if (record) left.push(toStored(record))
      await journal!.clear(all, [{ key: markKey + sign, body: '', meta: '' }, ...left])
      mark = markKey + sign
      // those of this page were counted when they were dropped
      tally('withdrawn', records.filter((key) => key < waiting && !owed.includes(key) && !settled.has(key)).length)
    },
    // Of a damaged key the whole is kept, so that two never meet.
    parkedKey: ({ id, key }) => `${scope}${PARKED}:${id ? key.slice(scope.length + 2) : `?${key.slice(scope.length)}`}`,
    isControl: (key) => key === controlKey,
    rest() {
      journal?.close()
    },
  }
}

function isErasure({ body }: JournalRecord): boolean {
  return readJson<Partial<Delivery>>(body)?.type === 'subject.erased'
}

/** Whether `newer` is a later state of `older` by the same writer and at least as safe, so that `older` may go. */
export function replaces(newer: OwnRecord, older: OwnRecord | QueueRecord): boolean {
  const safe = 'safe' in older ? older.safe : 'disk'
  return (
    supersedes(newer, older) && writerOf(newer) === writerOf(older) && (newer.safe === 'disk' || newer.safe === safe)
  )
}
