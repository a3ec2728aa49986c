import type { JournalChange, JournalRecord, QueuePlatform } from '../platform/platform.ts'
import type { SendOutcome, Transport } from '../transport/transport.ts'
import type { Backoff } from './backoff.ts'
import { answerOvertaken } from './overtaken.ts'
import type { Passes } from './passes.ts'
import { fromStored, type QueueRecord, readBody, toStored } from './record.ts'
import { type OwnRecord, type RecordStore, replaces } from './record-store.ts'
import type { QueueRules } from './rules.ts'
import type { ItemEvent, ItemState } from './types.ts'
import { floorOf, LONGEST_FLOOR, waitAfter } from './wait-after.ts'

/** Records of one request. */
const BATCH = 50
/** Bytes of one request, so that it passes slow lines; one larger record goes alone. The collector takes 256 KiB. */
const BATCH_BYTES = 48 * 1024
/** Browsers share 64 KiB of keepalive bodies among all scripts of a page: take a quarter. */
const FINAL_FLUSH_BYTES = 16 * 1024
/** The transport has its own timeout of 15 s; this one stands behind it so that no transport can hold up the queue. */
const REQUEST_MS = 20_000
/** The same once the page or the network was away: Firefox never ends what was on its way into the back/forward cache. */
const DOUBTED_MS = 3000

/** So many records that were refused by themselves, with nothing done between, make all wait. */
const MISSES = 3

/** A damaged record: it is never sent, and says nothing about the way to the destination. */
const UNREADABLE: SendOutcome = { status: 'rejected', code: 'unreadable', detail: '', scope: 'item' }

/** One worker per page: one request in flight. */
export interface Sender {
  /** Sends all that may go now; resolves when nothing more can. */
  work(): Promise<void>
  /** Whether stored records of other pages and earlier visits may be sent too. */
  reading: boolean
  /** Milliseconds until the next stored record falls due, as of the last reading; nothing when none waits. */
  soonest: number | undefined
  /** The receiver's clock now, once heard. */
  serverNow(): number | undefined
  /** Sends what has not arrived, in one short request that outlives the page. Deletes nothing that is not acknowledged. */
  finalFlush(): void
  /** Ends the waits of single records that nobody asked for. */
  hasten(): void
  /** The page or the network is back: what is on its way may be lost, so the wait for it is cut short. */
  doubt(): void
  /** Stops at once; what was on its way counts for nothing. `during` runs before anything can be sent again. */
  halt(during: () => Promise<void>): Promise<void>
  /** Whether a record is on its way now. */
  busy(record: QueueRecord): boolean
}

export interface SenderParts {
  readonly scope: string
  readonly transport: Transport
  readonly platform: QueuePlatform
  readonly store: RecordStore
  readonly backoff: Backoff
  readonly rules: QueueRules
  readonly passes: Passes
  readonly tally: (name: string, by?: number) => void
  readonly report: () => Readonly<Record<string, number>> | undefined
  readonly reported: () => void
  readonly tell: (record: QueueRecord, state: ItemState, more?: Partial<ItemEvent>) => void
  /** A request ended: `true` when something is done with, since it arrived or the destination skips it. */
  readonly after: (settled: boolean) => Promise<void>
}

export function createSender(parts: SenderParts): Sender {
  const { scope, transport, platform, store, backoff, rules, passes, tally, tell } = parts
  const { clock, random } = platform
  const most = transport.sendMany ? Math.min(BATCH, transport.maxBatch ?? 1) : 1
  const mostBytes = Math.min(BATCH_BYTES, transport.maxBytes ?? BATCH_BYTES)
  const inFlight = new Set<QueueRecord>()
  /** On their way in the final flush: `visibilitychange` follows `pagehide` at once. */
  const said = new Set<QueueRecord>()
  /** Waits of single records by this page's own clock, which nobody can set. */
  const notBefore = new Map<string, { readonly until: number; readonly asked: boolean }>()
  /** OwnRecord waits that other pages left in the store are over as well. */
  let isHastened = false
  let aborter = new AbortController()
  /** Shortens the time of the request on its way, once. */
  let hurry: (() => void) | undefined
  let halted = 0
  let era = 0
  let again = false
  let running: Promise<void> | undefined
  let server: { now: number; at: number } | undefined
  /** First records of requests that moved nothing, each for a reason that is about its records alone. */
  const misses = new Set<string>()

  async function loop(): Promise<void> {
    try {
      while (again) {
        again = false
        while (!halted) {
          const before = era
          const batch = await next()
          if (before !== era) continue
          if (!batch.length) break
          await attempt(batch)
        }
      }
    } catch (cause) {
      platform.log.warn('frankly: the store cannot be read, what is in it waits', cause)
    } finally {
      running = undefined
    }
  }

  /** The next request: the first priority that has something due, and of it as much as one request takes. */
  async function next(): Promise<QueueRecord[]> {
    sender.soonest = undefined
    const pool = new Set<QueueRecord>()
    if (sender.reading && !backoff.wait()) await readDue(pool)
    // After the reading, so that what was submitted meanwhile is in this request.
    const waits = backoff.wait() > 0
    if (!backoff.waitFresh())
      for (const own of store.own.values())
        if (own.fresh ? !waits || own.since === backoff.failures : !waits && own.meta.at !== undefined)
          addDue(pool, own)
    if (backoff.wait()) sender.soonest = backoff.wait()
    for (const record of pool) if (store.settled.has(record.key)) pool.delete(record)
    const newest = withoutOld(pool).sort(byTurn)
    const first = newest[0]
    const batch: QueueRecord[] = []
    let bytes = 0
    for (const record of newest) {
      if (record.priority !== first!.priority || record.meta.cap !== first!.meta.cap) continue
      if (batch.length >= Math.min(most, record.meta.cap ?? most)) break
      if (batch.length && bytes + record.bytes > mostBytes) continue
      batch.push(record)
      bytes += record.bytes
    }
    return batch
  }

  function addDue(pool: Set<QueueRecord>, record: QueueRecord): void {
    const until = notBefore.get(record.key)?.until
    if (until === undefined && isHastened && !record.meta.asked) {
      pool.add(record)
      return
    }
    const wait = until === undefined ? (record.meta.at ?? 0) - clock.now() : until - clock.monotonic()
    // A wait beyond the longest one is a clock that was set back.
    if (wait > 0 && wait < LONGEST_FLOOR * 1.2) sender.soonest = Math.min(sender.soonest ?? wait, wait)
    else pool.add(record)
  }

  /** Adds stored records that are due, in the order of their keys, until one request is full. */
  async function readDue(pool: Set<QueueRecord>): Promise<void> {
    const pageSize = most + 14
    for (let after = scope, full = false; !full; ) {
      const rows = await store.page(after, pageSize)
      for (const row of rows) {
        after = row.key
        if (store.isControl(row.key)) {
          backoff.adopt(row.meta)
          if (backoff.wait()) return
        }
        if (row.key[scope.length]! < '0') continue
        if (store.settled.has(row.key)) await store.change([changeTo(row.key, store.settled.get(row.key))])
        else addDue(pool, store.own.get(row.key) ?? fromStored(scope, row))
      }
      full = rows.length < pageSize || pool.size >= most
    }
  }

  async function attempt(batch: readonly QueueRecord[]): Promise<void> {
    const before = era
    const own = batch as readonly Partial<OwnRecord>[]
    for (const record of batch) {
      inFlight.add(record)
      if (store.own.has(record.key)) (record as OwnRecord).fresh = false
    }
    if (rules.deleteFirst) await store.change(batch.map(({ key }) => ({ key })))
    const outcomes = await send(batch, false)
    for (const record of batch) inFlight.delete(record)
    if (before !== era) return
    const settled = acknowledge(batch, outcomes)
    // At once, so that the final flush in this very moment knows of an asked wait.
    const changes = settle(batch, outcomes)
    const finals = batch.filter(({ key, meta }) => !meta.pass && store.settled.has(key))
    // A change passes over records that are not there yet: let the writing end first.
    await Promise.all(own.map((record) => record.stored))
    const ended = await passes.ended(finals)
    if (before !== era) return
    await store.change([...changes, ...ended.map((key) => ({ key }))])
    await parts.after(settled)
  }

  /** Never rejects, never hangs: whatever is missing is a retry. */
  function send(batch: readonly QueueRecord[], leaving: boolean): Promise<readonly (SendOutcome | undefined)[]> {
    const parsed = batch.map(readBody)
    const good = batch.flatMap((record, i) => (parsed[i] ? [{ ...parsed[i], attempt: record.meta.n + 1 }] : []))
    if (!good.length) return Promise.resolve(batch.map(() => UNREADABLE))
    const control = new AbortController()
    if (!leaving) aborter = control
    const report = parts.report()
    const how = { ...(leaving ? { leaving } : {}), ...(report ? { report } : {}) }
    return new Promise((resolve) => {
      const all = (outcomes: readonly (SendOutcome | undefined)[] | undefined): void => {
        cancel()
        if (hurry === shorten) hurry = undefined
        if (outcomes?.some((outcome) => outcome?.status === 'delivered')) parts.reported()
        let i = 0
        resolve(parsed.map((delivery) => (delivery ? outcomes?.[i++] : UNREADABLE)))
      }
      const fail = (cause: unknown): void => all(good.map(() => ({ status: 'retry', scope: 'destination', cause })))
      const expire = (ms: number): (() => void) => clock.after(ms, () => control.abort('timeout'))
      let cancel = expire(REQUEST_MS)
      const shorten = (): void => {
        cancel()
        cancel = expire(DOUBTED_MS)
      }
      if (!leaving) hurry = shorten
      control.signal.addEventListener('abort', () => fail(control.signal.reason))
      const call = async (): Promise<readonly SendOutcome[]> => {
        if (transport.sendMany) return transport.sendMany(good, control.signal, how)
        return good[0] ? [await transport.send(good[0], control.signal)] : []
      }
      call().then(all, fail)
    })
  }

  /** Tells those who wait, before the store is asked. */
  function acknowledge(batch: readonly QueueRecord[], outcomes: readonly (SendOutcome | undefined)[]): boolean {
    let settled = false
    batch.forEach((record, i) => {
      const outcome = outcomes[i]
      if ((outcome?.status !== 'delivered' && outcome?.status !== 'skipped') || store.settled.has(record.key)) return
      settled = true
      // The words are there; the draft, if any, stays to be taken up.
      store.settled.set(record.key, passes.rest(record, sender.serverNow()))
      if (outcome.status === 'skipped') {
        // Nobody has it: whoever waits must not hear that it was sent.
        store.own.get(record.key)?.done({ durable: 'none', reason: 'skipped' })
        store.own.delete(record.key)
        tally('skipped')
        tell(record, 'skipped', { reason: outcome.reason })
        return
      }
      const receipt = outcome.receipt ? { receipt: outcome.receipt } : {}
      if (outcome.now !== undefined) server = { now: outcome.now, at: clock.monotonic() }
      store.own.get(record.key)?.done({ durable: 'server', ...receipt })
      store.own.delete(record.key)
      tally('sent')
      tell(record, 'sent', { durable: 'server', ...receipt })
    })
    return settled
  }

  /** What the store has to change, and until when to wait. */
  function settle(batch: readonly QueueRecord[], outcomes: readonly (SendOutcome | undefined)[]): JournalChange[] {
    const changes: JournalChange[] = []
    const kept: QueueRecord[] = []
    let afterMs: number | undefined
    let whole: Extract<SendOutcome, { status: 'retry' }> | undefined
    batch.forEach((record, i) => {
      const outcome = outcomes[i] ?? { status: 'retry', scope: 'item', cause: 'no outcome' }
      record.meta.n++
      // Acknowledged just now, or by the final flush that ran beside this request.
      const over = store.settled.has(record.key)
      if (outcome.status === 'retry' && (!over || outcome.afterMs)) {
        afterMs = Math.max(afterMs ?? 0, floorOf(outcome.afterMs))
        if (outcome.scope !== 'item' || !whole) whole = outcome
      }
      if (over) changes.push(changeTo(record.key, store.settled.get(record.key)))
      else if (outcome.status === 'retry') kept.push(record)
      else if (outcome.status === 'rejected' && outcome.scope === 'batch' && batch.length > 1) {
        // One of them is at fault: halves find it in 1 + 2·log2(50) requests, over restarts too.
        record.meta.cap = Math.ceil(batch.length / 2)
        kept.push(record)
      } else if (outcome.status === 'overtaken') {
        const change = goOn(record, outcome.revision)
        if (change) changes.push(change)
        else kept.push(record)
      } else changes.push(park(record, outcome.status === 'rejected' ? outcome.code : 'unknown-outcome'))
    })
    const isIdle = whole && kept.length === batch.length
    if (isIdle) misses.add(batch[0]!.id)
    else if (kept.length < batch.length) misses.clear()
    // [CI4] A reason that is about records alone makes these wait, and none keeps another from being sent. With a whole
    // row of them it is no matter of records any more.
    const stuck = whole && ((whole.scope ?? 'item') !== 'item' || misses.size >= MISSES)
    if (stuck) {
      misses.clear()
      backoff.failed(whole!.scope, afterMs, textOf(whole!.cause))
    } else if (isIdle) backoff.missed()
    else if (outcomes.some((outcome) => outcome !== UNREADABLE)) backoff.succeeded()
    // One wait for all that this request left behind: apart, each would come back in a request of its own.
    const worst = Math.max(...kept.map((record) => record.meta.n))
    const wait = whole && !stuck ? waitAfter(worst, afterMs, random.unit) : undefined
    const safe = [...store.own.values()].filter((own) => own.safe && own.revision > 1)
    for (const record of kept) {
      if (safe.some((other) => replaces(other, store.own.get(record.key) ?? record))) {
        store.drop([record.key], 'superseded')
        changes.push({ key: record.key })
        continue
      }
      if (wait !== undefined && batch.length === 1) record.meta.cap = 1
      delete record.meta.at
      delete record.meta.asked
      notBefore.delete(record.key)
      if (wait !== undefined) {
        record.meta.at = clock.now() + wait
        if (afterMs) record.meta.asked = true
        notBefore.set(record.key, { until: clock.monotonic() + wait, asked: !!afterMs })
      }
      changes.push({ key: record.key, to: toStored(record) })
      const hindered = stuck && (backoff.state === 'blocked' || backoff.state === 'paused')
      const why = backoff.reason === undefined ? {} : { reason: backoff.reason }
      if (hindered) tell(record, 'blocked', { ...why, ...safetyOf(record) })
    }
    return changes
  }

  /** Another writer's state is there. Nothing when a later state of this page is about to go: that one goes on. */
  function goOn(record: QueueRecord, theirs: number): JournalChange | undefined {
    const own = store.own.get(record.key)
    const response = record.response
    if (response === undefined) return park(record, 'overtaken')
    passes.raise(response, theirs)
    if ([...store.own.values()].some((other) => other.response === response && other.revision > record.revision))
      return undefined
    const next = answerOvertaken(record, scope, own ? { revision: passes.next(response) } : platform)
    if (!next) return park(record, 'unreadable')
    const to = toStored(next)
    store.settled.set(record.key, to)
    if (own) {
      const going: OwnRecord = { ...own, ...next, fresh: true, since: backoff.failures }
      void own.stored.then((safe) => {
        going.safe ??= safe
      })
      store.own.delete(record.key)
      store.own.set(next.key, going)
    }
    tally('overtaken')
    tell(record, 'overtaken', { to: { responseId: next.response!, revision: next.revision } })
    return { key: record.key, to }
  }

  /** How safe a record of this page is. Of others nothing is said: each layer may have it. */
  function safetyOf({ key }: QueueRecord): Partial<ItemEvent> {
    const safe = store.own.get(key)?.safe
    return safe ? { durable: safe } : {}
  }

  function park(record: QueueRecord, code: string): JournalChange {
    const seen = sender.serverNow()
    const { n, pass } = record.meta
    record.meta = { n, code, ...(seen === undefined ? {} : { seen }), ...(pass ? { pass } : {}) }
    store.own.delete(record.key)
    tally('parked')
    tally(`parked.${code}`)
    tell(record, 'parked', { reason: code })
    const to = { ...toStored(record), key: store.parkedKey(record) }
    store.settled.set(record.key, to)
    return { key: record.key, to }
  }

  const sender: Sender = {
    reading: false,
    soonest: undefined,
    work() {
      again = true
      // during a withdrawal the loop would end before it is noted, and be taken for one that runs, for ever
      if (!halted) running ??= loop()
      return running ?? Promise.resolve()
    },
    serverNow: () => server && server.now + clock.monotonic() - server.at,
    finalFlush() {
      if (backoff.waitFresh() || halted) return
      let room = FINAL_FLUSH_BYTES
      const batch = [...store.own.values()]
        .filter((own) => own.safe === 'memory' || (!said.has(own) && (own.fresh || inFlight.has(own))))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .filter((record) => {
          room -= record.bytes
          return room >= 0
        })
        .slice(0, most)
      if (!batch.length) return
      const before = era
      for (const record of batch) said.add(record)
      void send(batch, true).then(async (outcomes) => {
        for (const record of batch) said.delete(record)
        const asked = outcomes.find((outcome) => outcome?.status === 'retry' && floorOf(outcome.afterMs))
        if (asked?.status === 'retry') backoff.failed(asked.scope, asked.afterMs, textOf(asked.cause))
        if (before !== era || !acknowledge(batch, outcomes)) return
        await Promise.all(batch.map((record) => record.stored))
        const gone = batch.filter(({ key }) => store.settled.has(key))
        await store.change(gone.map(({ key }) => changeTo(key, store.settled.get(key))))
      })
    },
    hasten() {
      isHastened = true
      for (const [key, { asked }] of notBefore) if (!asked) notBefore.delete(key)
    },
    doubt() {
      said.clear()
      hurry?.()
      // once: a flapping network may not put the end off for ever
      hurry = undefined
    },
    async halt(during) {
      era++
      halted++
      aborter.abort('withdrawn')
      try {
        await during()
      } finally {
        era++
        halted--
      }
    },
    busy: (record) => inFlight.has(record),
  }
  return sender
}

function changeTo(key: string, to: JournalRecord | undefined): JournalChange {
  return to ? { key, to } : { key }
}

/** What was refused by itself goes behind the others of its priority: else it would be the first again after each wait. */
function byTurn(a: QueueRecord, b: QueueRecord): number {
  return a.priority - b.priority || (a.meta.at ?? 0) - (b.meta.at ?? 0) || (a.key < b.key ? -1 : 1)
}

/** Of every response only the highest revision. */
function withoutOld(pool: ReadonlySet<QueueRecord>): QueueRecord[] {
  const highest = new Map<string | undefined, number>()
  for (const { response, revision } of pool) highest.set(response, Math.max(revision, highest.get(response) ?? 0))
  return [...pool].filter(({ response, revision }) => revision === highest.get(response))
}

function textOf(cause: unknown): string | undefined {
  if (cause === undefined) return undefined
  return cause instanceof Error ? cause.message : String(cause)
}
