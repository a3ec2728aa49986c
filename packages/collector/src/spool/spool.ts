import { randomUUID } from 'node:crypto'
import type { Metrics } from '../metrics.ts'
import type { ResolvedSpool } from '../options/read-spool.ts'
import type { Clock } from '../platform.ts'
import type { PutItem, PutResult, Store } from '../store/ports.ts'
import { connectSpool, LANES, type SpoolConnection, subjectOf } from './connection.ts'
import { createSight, type SpoolSight } from './look-through.ts'
import { resultsOfText, textOfItems } from './message.ts'
import { createSeal, type Seal } from './seal.ts'
import { KEY_HEADER, REPLY_HEADER, startWriter, type WriterDeps } from './writer.ts'

/** What stands before the store. */
export interface Spool extends SpoolSight {
  /** The same store; `put` resolves when the spool has the items on its disks. */
  readonly store: Store
  /** How much lies in it. */
  waiting(): Promise<{ readonly messages: number; readonly bytes: number }>
  /** Resolves when the stream has a leader and answers. */
  ping(): Promise<void>
  /** Stops writing. What lies in the spool stays there. */
  close(): Promise<void>
}

/** What a spool works with. */
export interface SpoolDeps extends Pick<WriterDeps, 'onStored' | 'onError' | 'onUnwritable'> {
  readonly store: Store
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'add'>
  /** How long a post waits for its items to be written, ms. Default {@link WAIT_MS}. */
  readonly waitMs?: number
}

/** Long enough for a writer that keeps up, short enough for a customer. */
const WAIT_MS = 500
/** After a wait in vain nobody waits for so long, ms: the writers are behind. */
const CALM_MS = 2000
/** How long an item is offered to the spool, ms: a new leader is found within it. */
const PATIENCE_MS = 8000
/** Posts on their way at once. */
const WRITERS = 16
/** How often keys are looked after, ms. */
const KEYS_MS = 60_000

/**
 * Opens the spool and begins to write what lies in it.
 * @throws StoreRefusal when it cannot be used as things are
 */
export async function openSpool(options: ResolvedSpool, deps: SpoolDeps): Promise<Spool> {
  const connection = await connectSpool(options)
  const { stream } = options
  const seal = createSeal(deps.store.spoolKeys, deps.clock)
  const sender = createSender(connection, stream, seal, deps.waitMs ?? WAIT_MS)
  const writer = options.writes ? startWriter({ ...deps, connection, stream, seal }) : undefined
  const state = async () => (await connection.manager.streams.info(stream)).state
  const keys = setInterval(() => {
    void state()
      .then(({ messages, first_ts }) => seal.forget(messages > 0 ? Date.parse(String(first_ts)) : undefined))
      .catch(deps.onError)
  }, KEYS_MS)
  keys.unref()
  return {
    ...createSight(connection, stream, seal),
    store: { ...deps.store, writers: WRITERS, put: (items) => putThrough(items, sender, deps.store) },
    waiting: async () => {
      const { messages, bytes } = await state()
      return { messages, bytes }
    },
    async ping() {
      await state()
    },
    async close() {
      clearInterval(keys)
      await writer?.stop()
      await seal.close().catch(deps.onError)
      await connection.nats.drain().catch(() => connection.nats.close())
    },
  }
}

/** Puts messages into the spool. */
interface Sender {
  /** Bytes of one message. */
  readonly room: number
  /** Resolves when the spool has it, with what became of the items if that is known in time. */
  send(lane: (typeof LANES)[number], items: readonly PutItem[], text: string): Promise<readonly PutResult[]>
}

/** Room for headers and seal in a message. */
const AROUND = 2048

function createSender(connection: SpoolConnection, stream: string, seal: Seal, waitMs: number): Sender {
  const { nats, core } = connection
  const inbox = core.createInbox()
  const waiting = new Map<string, (results: readonly PutResult[]) => void>()
  let calmUntil = 0
  nats.subscribe(`${inbox}.*`, {
    callback(_, message) {
      const heard = waiting.get(message.subject)
      if (!heard) return
      heard(resultsOfText(message.string()))
      // Who wrote it asks whether it was heard.
      message.respond()
    },
  })
  return {
    room: (nats.info?.max_payload ?? 1_048_576) - AROUND,
    async send(lane, items, text) {
      const id = randomUUID()
      const reply = `${inbox}.${id}`
      const headers = core.headers()
      const { keyId, bytes } = await seal.seal(text)
      headers.set(KEY_HEADER, keyId)
      headers.set(REPLY_HEADER, reply)
      const told = new Promise<readonly PutResult[]>((resolve) => waiting.set(reply, resolve))
      try {
        await published(connection, { stream, subject: subjectOf(stream, lane), id, bytes, headers })
        const isCalm = performance.now() < calmUntil
        const results = await (isCalm ? undefined : inTime(told, waitMs))
        if (results) return results
        if (!isCalm) calmUntil = performance.now() + CALM_MS
        return items.map(() => ({ status: 'stored', spooled: true }))
      } finally {
        waiting.delete(reply)
      }
    },
  }
}

interface Outgoing {
  readonly stream: string
  readonly subject: string
  readonly id: string
  readonly bytes: Uint8Array
  readonly headers: ReturnType<SpoolConnection['core']['headers']>
}

/** Under one id until the stream says that it has it: whatever goes wrong meanwhile may have gone well. */
async function published(
  connection: SpoolConnection,
  { stream, subject, id, bytes, headers }: Outgoing,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      const expect = { streamName: stream }
      await connection.jetstream.publish(subject, bytes, { msgID: id, headers, expect, timeout: 2500 })
      return
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause)
      const isFull = /maximum (bytes|messages)/.test(said)
      if (isFull)
        throw new Error(`the spool is full: start more writers, or raise max_bytes of the stream (${said})`, { cause })
      if (performance.now() > until)
        throw new Error(`the spool does not answer: look at the NATS servers (${said})`, { cause })
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
    }
  }
}

async function inTime<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** Sends items lane by lane, in messages that fit; one that fits in none goes straight into the store. */
async function putThrough(items: readonly PutItem[], sender: Sender, store: Store): Promise<readonly PutResult[]> {
  const results: PutResult[] = new Array(items.length)
  const sending: Promise<void>[] = []
  const note = async (places: readonly number[], doing: Promise<readonly PutResult[]>) => {
    for (const [i, result] of (await doing).entries()) results[places[i]!] = result
  }
  const pack = (lane: (typeof LANES)[number], places: readonly number[]): void => {
    const own = places.map((place) => items[place]!)
    const text = textOfItems(own)
    if (Buffer.byteLength(text) <= sender.room) sending.push(note(places, sender.send(lane, own, text)))
    else if (places.length === 1) sending.push(note(places, store.put(own)))
    else {
      const half = Math.ceil(places.length / 2)
      pack(lane, places.slice(0, half))
      pack(lane, places.slice(half))
    }
  }
  for (const lane of LANES) {
    const places = [...items.keys()].filter((place) => items[place]!.lane === lane)
    if (places.length > 0) pack(lane, places)
  }
  const ended = await Promise.allSettled(sending)
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  return results
}
