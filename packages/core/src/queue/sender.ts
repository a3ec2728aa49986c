import type { JournalChange, JournalRecord, QueuePlatform } from '../platform/platform.ts'
import type { SendOutcome, Transport } from '../transport/transport.ts'
import { floorOf, LONGEST_FLOOR, waitAfter } from './backoff.ts'
import type { LaneGate } from './lane.ts'
import { answerOvertaken } from './overtaken.ts'
import { fromRecord, type Parcel, readBody, toRecord } from './parcel.ts'
import type { Passes } from './passes.ts'
import type { QueueRules } from './rules.ts'
import { type Own, replaces, type Shelf } from './shelf.ts'
import type { ItemEvent, ItemState } from './types.ts'

/** Records of one request. */
const BATCH = 50
/** Bytes of one request, so that it passes slow lines; one larger record goes alone. The collector takes 256 KiB. */
const BATCH_BYTES = 48 * 1024
/** Browsers share 64 KiB of keepalive bodies among all scripts of a page: take a quarter. */
const FAREWELL_BYTES = 16 * 1024
/** The transport has its own timeout of 15 s; this one stands behind it so that no transport can hold up the queue. */
const REQUEST_MS = 20_000
/** The same once the page or the network was away: Firefox never ends what was on its way into the back/forward cache. */
const DOUBTED_MS = 3000

/** So many records that were refused by themselves, with nothing done between, make the whole lane wait. */
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
  farewell(): void
  /** Ends the waits of single records that nobody asked for. */
  hasten(): void
  /** The page or the network is back: what is on its way may be lost, so the wait for it is cut short. */
  doubt(): void
  /** Stops at once; what was on its way counts for nothing. `during` runs before anything can be sent again. */
  halt(during: () => Promise<void>): Promise<void>
  /** Whether a record is on its way now. */
  busy(parcel: Parcel): boolean
}

export interface SenderDeps {
  readonly scope: string
  readonly transport: Transport
  readonly platform: QueuePlatform
  readonly shelf: Shelf
  readonly lane: LaneGate
  readonly rules: QueueRules
  readonly passes: Passes
  readonly tally: (name: string, by?: number) => void
  readonly report: () => Readonly<Record<string, number>> | undefined
  readonly reported: () => void
  readonly tell: (parcel: Parcel, state: ItemState, more?: Partial<ItemEvent>) => void
  /** A request ended: `true` when something is done with, since it arrived or the destination skips it. */
  readonly after: (settled: boolean) => Promise<void>
}

export function createSender(deps: SenderDeps): Sender {
  const { scope, transport, platform, shelf, lane, rules, passes, tally, tell } = deps
  const { clock, random } = platform
  const most = transport.sendMany ? Math.min(BATCH, transport.maxBatch ?? 1) : 1
  const mostBytes = Math.min(BATCH_BYTES, transport.maxBytes ?? BATCH_BYTES)
  const inFlight = new Set<Parcel>()
  /** On their way in a farewell: `visibilitychange` follows `pagehide` at once. */
  const said = new Set<Parcel>()
  /** Waits of single records by this page's own clock, which nobody can set. */
  const notBefore = new Map<string, { readonly until: number; readonly asked: boolean }>()
  /** Own waits that other pages left in the store are over as well. */
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

  /** The next request: the first class that has something due, and of it as much as one request takes. */
  async function next(): Promise<Parcel[]> {
    sender.soonest = undefined
    const pool = new Set<Parcel>()
    if (sender.reading && !lane.wait()) await readDue(pool)
    // After the reading, so that what was submitted meanwhile is in this request.
    const waits = lane.wait() > 0
    if (!lane.waitFresh())
      for (const own of shelf.own.values())
        if (own.fresh ? !waits || own.since === lane.failures : !waits && own.meta.at !== undefined) addDue(pool, own)
    if (lane.wait()) sender.soonest = lane.wait()
    for (const parcel of pool) if (shelf.settled.has(parcel.key)) pool.delete(parcel)
    const newest = withoutOld(pool).sort(byTurn)
    const first = newest[0]
    const batch: Parcel[] = []
    let bytes = 0
    for (const parcel of newest) {
      if (parcel.kind !== first!.kind || parcel.meta.cap !== first!.meta.cap) continue
      if (batch.length >= Math.min(most, parcel.meta.cap ?? most)) break
      if (batch.length && bytes + parcel.bytes > mostBytes) continue
      batch.push(parcel)
      bytes += parcel.bytes
    }
    return batch
  }

  function addDue(pool: Set<Parcel>, parcel: Parcel): void {
    const until = notBefore.get(parcel.key)?.until
    if (until === undefined && isHastened && !parcel.meta.asked) {
      pool.add(parcel)
      return
    }
    const wait = until === undefined ? (parcel.meta.at ?? 0) - clock.now() : until - clock.monotonic()
    // A wait beyond the longest one is a clock that was set back.
    if (wait > 0 && wait < LONGEST_FLOOR * 1.2) sender.soonest = Math.min(sender.soonest ?? wait, wait)
    else pool.add(parcel)
  }

  /** Adds stored records that are due, in the order of their keys, until one request is full. */
  async function readDue(pool: Set<Parcel>): Promise<void> {
    const pageSize = most + 14
    for (let after = scope, full = false; !full; ) {
      const rows = await shelf.page(after, pageSize)
      for (const row of rows) {
        after = row.key
        if (shelf.isControl(row.key)) {
          lane.adopt(row.meta)
          if (lane.wait()) return
        }
        if (row.key[scope.length]! < '0') continue
        if (shelf.settled.has(row.key)) await shelf.change([changeTo(row.key, shelf.settled.get(row.key))])
        else addDue(pool, shelf.own.get(row.key) ?? fromRecord(scope, row))
      }
      full = rows.length < pageSize || pool.size >= most
    }
  }

  async function attempt(batch: readonly Parcel[]): Promise<void> {
    const before = era
    const own = batch as readonly Partial<Own>[]
    for (const parcel of batch) {
      inFlight.add(parcel)
      if (shelf.own.has(parcel.key)) (parcel as Own).fresh = false
    }
    if (rules.deleteFirst) await shelf.change(batch.map(({ key }) => ({ key })))
    const outcomes = await send(batch, false)
    for (const parcel of batch) inFlight.delete(parcel)
    if (before !== era) return
    const settled = acknowledge(batch, outcomes)
    // At once, so that a farewell in this very moment knows of an asked wait.
    const changes = settle(batch, outcomes)
    const finals = batch.filter(({ key, meta }) => !meta.pass && shelf.settled.has(key))
    // A change passes over records that are not there yet: let the writing end first.
    await Promise.all(own.map((parcel) => parcel.stored))
    const ended = await passes.ended(finals)
    if (before !== era) return
    await shelf.change([...changes, ...ended.map((key) => ({ key }))])
    await deps.after(settled)
  }

  /** Never rejects, never hangs: whatever is missing is a retry. */
  function send(batch: readonly Parcel[], leaving: boolean): Promise<readonly (SendOutcome | undefined)[]> {
    const parsed = batch.map(readBody)
    const good = batch.flatMap((parcel, i) => (parsed[i] ? [{ ...parsed[i], attempt: parcel.meta.n + 1 }] : []))
    if (!good.length) return Promise.resolve(batch.map(() => UNREADABLE))
    const control = new AbortController()
    if (!leaving) aborter = control
    const report = deps.report()
    const how = { ...(leaving ? { leaving } : {}), ...(report ? { report } : {}) }
    return new Promise((resolve) => {
      const all = (outcomes: readonly (SendOutcome | undefined)[] | undefined): void => {
        cancel()
        if (hurry === shorten) hurry = undefined
        if (outcomes?.some((outcome) => outcome?.status === 'delivered')) deps.reported()
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
  function acknowledge(batch: readonly Parcel[], outcomes: readonly (SendOutcome | undefined)[]): boolean {
    let settled = false
    batch.forEach((parcel, i) => {
      const outcome = outcomes[i]
      if ((outcome?.status !== 'delivered' && outcome?.status !== 'skipped') || shelf.settled.has(parcel.key)) return
      settled = true
      // The words are there; the draft, if any, stays to be taken up.
      shelf.settled.set(parcel.key, passes.rest(parcel, sender.serverNow()))
      if (outcome.status === 'skipped') {
        // Nobody has it: whoever waits must not hear that it was sent.
        shelf.own.get(parcel.key)?.done({ durable: 'none', reason: 'skipped' })
        shelf.own.delete(parcel.key)
        tally('skipped')
        tell(parcel, 'skipped', { reason: outcome.reason })
        return
      }
      const receipt = outcome.receipt ? { receipt: outcome.receipt } : {}
      if (outcome.now !== undefined) server = { now: outcome.now, at: clock.monotonic() }
      shelf.own.get(parcel.key)?.done({ durable: 'server', ...receipt })
      shelf.own.delete(parcel.key)
      tally('sent')
      tell(parcel, 'sent', { durable: 'server', ...receipt })
    })
    return settled
  }

  /** What the store has to change, and until when to wait. */
  function settle(batch: readonly Parcel[], outcomes: readonly (SendOutcome | undefined)[]): JournalChange[] {
    const changes: JournalChange[] = []
    const kept: Parcel[] = []
    let afterMs: number | undefined
    let whole: Extract<SendOutcome, { status: 'retry' }> | undefined
    batch.forEach((parcel, i) => {
      const outcome = outcomes[i] ?? { status: 'retry', scope: 'item', cause: 'no outcome' }
      parcel.meta.n++
      // Acknowledged just now, or by the farewell that ran beside this request.
      const over = shelf.settled.has(parcel.key)
      if (outcome.status === 'retry' && (!over || outcome.afterMs)) {
        afterMs = Math.max(afterMs ?? 0, floorOf(outcome.afterMs))
        if (outcome.scope !== 'item' || !whole) whole = outcome
      }
      if (over) changes.push(changeTo(parcel.key, shelf.settled.get(parcel.key)))
      else if (outcome.status === 'retry') kept.push(parcel)
      else if (outcome.status === 'rejected' && outcome.scope === 'batch' && batch.length > 1) {
        // One of them is at fault: halves find it in 1 + 2·log2(50) requests, over restarts too.
        parcel.meta.cap = Math.ceil(batch.length / 2)
        kept.push(parcel)
      } else if (outcome.status === 'overtaken') {
        const change = goOn(parcel, outcome.revision)
        if (change) changes.push(change)
        else kept.push(parcel)
      } else changes.push(park(parcel, outcome.status === 'rejected' ? outcome.code : 'unknown-outcome'))
    })
    const isIdle = whole && kept.length === batch.length
    if (isIdle) misses.add(batch[0]!.id)
    else if (kept.length < batch.length) misses.clear()
    // [T4] A reason that is about records alone makes these wait, and none keeps another from being sent. With a whole
    // row of them it is no matter of records any more.
    const stuck = whole && ((whole.scope ?? 'item') !== 'item' || misses.size >= MISSES)
    if (stuck) {
      misses.clear()
      lane.failed(whole!.scope, afterMs, textOf(whole!.cause))
    } else if (isIdle) lane.missed()
    else if (outcomes.some((outcome) => outcome !== UNREADABLE)) lane.succeeded()
    // One wait for all that this request left behind: apart, each would come back in a request of its own.
    const worst = Math.max(...kept.map((parcel) => parcel.meta.n))
    const wait = whole && !stuck ? waitAfter(worst, afterMs, random.unit) : undefined
    const safe = [...shelf.own.values()].filter((own) => own.safe && own.revision > 1)
    for (const parcel of kept) {
      if (safe.some((other) => replaces(other, shelf.own.get(parcel.key) ?? parcel))) {
        shelf.drop([parcel.key], 'superseded')
        changes.push({ key: parcel.key })
        continue
      }
      if (wait !== undefined && batch.length === 1) parcel.meta.cap = 1
      delete parcel.meta.at
      delete parcel.meta.asked
      notBefore.delete(parcel.key)
      if (wait !== undefined) {
        parcel.meta.at = clock.now() + wait
        if (afterMs) parcel.meta.asked = true
        notBefore.set(parcel.key, { until: clock.monotonic() + wait, asked: !!afterMs })
      }
      changes.push({ key: parcel.key, to: toRecord(parcel) })
      const hindered = stuck && (lane.state === 'blocked' || lane.state === 'paused')
      const why = lane.reason === undefined ? {} : { reason: lane.reason }
      if (hindered) tell(parcel, 'blocked', { ...why, ...safetyOf(parcel) })
    }
    return changes
  }

  /** Another writer's state is there. Nothing when a later state of this page is about to go: that one goes on. */
  function goOn(parcel: Parcel, theirs: number): JournalChange | undefined {
    const own = shelf.own.get(parcel.key)
    const response = parcel.response
    if (response === undefined) return park(parcel, 'overtaken')
    passes.raise(response, theirs)
    if ([...shelf.own.values()].some((other) => other.response === response && other.revision > parcel.revision))
      return undefined
    const next = answerOvertaken(parcel, scope, own ? { revision: passes.next(response) } : platform)
    if (!next) return park(parcel, 'unreadable')
    const to = toRecord(next)
    shelf.settled.set(parcel.key, to)
    if (own) {
      const going: Own = { ...own, ...next, fresh: true, since: lane.failures }
      void own.stored.then((safe) => {
        going.safe ??= safe
      })
      shelf.own.delete(parcel.key)
      shelf.own.set(next.key, going)
    }
    tally('overtaken')
    tell(parcel, 'overtaken', { to: { responseId: next.response!, revision: next.revision } })
    return { key: parcel.key, to }
  }

  /** How safe a record of this page is. Of others nothing is said: each layer may have it. */
  function safetyOf({ key }: Parcel): Partial<ItemEvent> {
    const safe = shelf.own.get(key)?.safe
    return safe ? { durable: safe } : {}
  }

  function park(parcel: Parcel, code: string): JournalChange {
    const seen = sender.serverNow()
    const { n, pass } = parcel.meta
    parcel.meta = { n, code, ...(seen === undefined ? {} : { seen }), ...(pass ? { pass } : {}) }
    shelf.own.delete(parcel.key)
    tally('parked')
    tally(`parked.${code}`)
    tell(parcel, 'parked', { reason: code })
    const to = { ...toRecord(parcel), key: shelf.parkedKey(parcel) }
    shelf.settled.set(parcel.key, to)
    return { key: parcel.key, to }
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
    farewell() {
      if (lane.waitFresh() || halted) return
      let room = FAREWELL_BYTES
      const batch = [...shelf.own.values()]
        .filter((own) => own.safe === 'memory' || (!said.has(own) && (own.fresh || inFlight.has(own))))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .filter((parcel) => {
          room -= parcel.bytes
          return room >= 0
        })
        .slice(0, most)
      if (!batch.length) return
      const before = era
      for (const parcel of batch) said.add(parcel)
      void send(batch, true).then(async (outcomes) => {
        for (const parcel of batch) said.delete(parcel)
        const asked = outcomes.find((outcome) => outcome?.status === 'retry' && floorOf(outcome.afterMs))
        if (asked?.status === 'retry') lane.failed(asked.scope, asked.afterMs, textOf(asked.cause))
        if (before !== era || !acknowledge(batch, outcomes)) return
        await Promise.all(batch.map((parcel) => parcel.stored))
        const gone = batch.filter(({ key }) => shelf.settled.has(key))
        await shelf.change(gone.map(({ key }) => changeTo(key, shelf.settled.get(key))))
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
    busy: (parcel) => inFlight.has(parcel),
  }
  return sender
}

function changeTo(key: string, to: JournalRecord | undefined): JournalChange {
  return to ? { key, to } : { key }
}

/** What was refused by itself goes behind the others of its class: else it would be the first again after each wait. */
function byTurn(a: Parcel, b: Parcel): number {
  return a.kind - b.kind || (a.meta.at ?? 0) - (b.meta.at ?? 0) || (a.key < b.key ? -1 : 1)
}

/** Of every response only the highest revision. */
function withoutOld(pool: ReadonlySet<Parcel>): Parcel[] {
  const highest = new Map<string | undefined, number>()
  for (const { response, revision } of pool) highest.set(response, Math.max(revision, highest.get(response) ?? 0))
  return [...pool].filter(({ response, revision }) => revision === highest.get(response))
}

function textOf(cause: unknown): string | undefined {
  if (cause === undefined) return undefined
  return cause instanceof Error ? cause.message : String(cause)
}
