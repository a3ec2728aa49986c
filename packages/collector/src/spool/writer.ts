import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import type { Metrics } from '../metrics.ts'
import type { PutItem, PutResult, Store } from '../store/ports.ts'
import { consumerOf, LANES, type SpoolConnection } from './connection.ts'
import { itemsOfText, textOfResults } from './message.ts'
import type { Seal } from './seal.ts'

/** Writes what lies in the spool into the store. */
export interface SpoolWriter {
  /** Finishes what was begun; what was fetched and not begun goes to another writer at once. */
  stop(): Promise<void>
}

/** What a writer works with. */
export interface WriterDeps {
  readonly connection: SpoolConnection
  readonly stream: string
  readonly store: Pick<Store, 'put' | 'keepBeside' | 'isDataFault' | 'writers'>
  readonly seal: Seal
  readonly metrics: Pick<Metrics, 'add'>
  /** Something was stored. */
  onStored(): void
  onError(error: unknown): void
  /** Items that no store takes, even alone: kept for a person. Resolves when they are kept. */
  onUnwritable(items: readonly PutItem[]): Promise<void>
}

/** A message, opened. */
interface Opened {
  readonly message: JsMsg
  readonly items: readonly PutItem[]
}

/** Header that names the key of a message. */
export const KEY_HEADER = 'Frankly-Key'
/** Header that names who waits for the results. */
export const REPLY_HEADER = 'Frankly-Reply'

/** Items in one transaction. */
const PER_COMMIT = 512
/** Messages fetched ahead. */
const AHEAD = 200
/** How long to rest after the store has failed, ms. */
const REST_MS = 1000

/** Starts writing. Several writers share one spool. */
export function startWriter(deps: WriterDeps): SpoolWriter {
  const lanes = LANES.map((lane) => startLane(deps, consumerOf(lane), lane === 'urgent' ? 1 : deps.store.writers))
  return {
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

function startLane(deps: WriterDeps, consumer: string, workers: number): SpoolWriter {
  const waiting: JsMsg[] = []
  const running = new Set<Promise<void>>()
  let fetching: ConsumerMessages | undefined
  let stopped = false

  const pump = () => {
    while (!stopped && running.size < workers && waiting.length > 0) {
      const work = writeGroup(deps, waiting.splice(0, AHEAD), waiting).finally(() => {
        running.delete(work)
        pump()
      })
      running.add(work)
    }
  }
  const fetch = async () => {
    while (!stopped) {
      try {
        const of = await deps.connection.jetstream.consumers.get(deps.stream, consumer)
        fetching = await of.consume({
          max_messages: AHEAD,
          callback(message) {
            waiting.push(message)
            // Those that came in one packet share a transaction.
            setImmediate(pump)
          },
        })
        await fetching.closed()
      } catch (error) {
        if (!stopped) deps.onError(error)
      }
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, REST_MS))
    }
  }
  const fetched = fetch()
  return {
    async stop() {
      stopped = true
      await fetching?.close().catch(() => {})
      for (const message of waiting.splice(0)) message.nak()
      await Promise.all(running)
      await fetched
    },
  }
}

/** Writes as many messages as fit in one transaction; puts the others back in `waiting`. */
async function writeGroup(deps: WriterDeps, messages: readonly JsMsg[], waiting: JsMsg[]): Promise<void> {
  const opened: Opened[] = []
  let size = 0
  for (const [at, message] of messages.entries()) {
    if (size >= PER_COMMIT) {
      waiting.unshift(...messages.slice(at))
      break
    }
    const one = await openMessage(deps, message)
    if (!one) continue
    opened.push(one)
    size += one.items.length
  }
  if (opened.length > 0) await writeOpened(deps, opened)
}

/** A message that cannot be opened stays: somebody may bring its key back, or a newer program. */
async function openMessage({ seal, onError, metrics }: WriterDeps, message: JsMsg): Promise<Opened | undefined> {
  try {
    const keyId = message.headers?.get(KEY_HEADER) ?? ''
    return { message, items: itemsOfText(await seal.open({ keyId, bytes: message.data })) }
  } catch (error) {
    metrics.add('spool_unopened_total')
    onError(error)
    message.nak(30_000)
    return undefined
  }
}

async function writeOpened(deps: WriterDeps, opened: readonly Opened[]): Promise<void> {
  const { store, metrics, onError } = deps
  let results: readonly PutResult[]
  try {
    results = await store.put(opened.flatMap(({ items }) => items))
  } catch (error) {
    onError(error)
    if (!store.isDataFault(error)) return restWith(opened)
    if (opened.length > 1) {
      for (const one of opened) await writeOpened(deps, [one])
      return
    }
    return writeOneByOne(deps, opened[0]!)
  }
  let at = 0
  for (const { message, items } of opened) {
    const own = results.slice(at, at + items.length)
    at += items.length
    await tell(deps, message, items, own)
    for (const { status } of own) metrics.add('spool_written_total', { status })
  }
  deps.onStored()
}

/** The store is away: others may have it, or it comes back. */
async function restWith(opened: readonly Opened[]): Promise<void> {
  for (const { message } of opened) message.nak(REST_MS)
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
}

/** One row must not keep out those that came with it in one message. */
async function writeOneByOne(deps: WriterDeps, { message, items }: Opened): Promise<void> {
  const results: PutResult[] = []
  for (const item of items) {
    try {
      results.push((await deps.store.put([item]))[0]!)
    } catch (error) {
      if (!deps.store.isDataFault(error)) return restWith([{ message, items }])
      await deps.onUnwritable([item])
      results.push({ status: 'stored', spooled: true })
    }
  }
  await tell(deps, message, items, results)
}

/**
 * Tells who waits what became of each item, then lets the message go. What is not the state and whose sender may have been
 * told no more than "it lies in the spool" is kept beside it: that sender sends it no more.
 */
async function tell(
  { connection: { nats }, store, onError }: WriterDeps,
  message: JsMsg,
  items: readonly PutItem[],
  results: readonly PutResult[],
): Promise<void> {
  const reply = message.headers?.get(REPLY_HEADER)
  const payload = textOfResults(results)
  const leftOut = items.filter((item, i) => isAnothers(item, results[i]!))
  try {
    if (leftOut.length > 0) {
      const heard = reply
        ? await nats.request(reply, payload, { timeout: 1000 }).then(
            () => true,
            () => false,
          )
        : false
      if (!heard) await store.keepBeside(leftOut)
    } else if (reply) nats.publish(reply, payload)
    message.ack()
  } catch (error) {
    onError(error)
    message.nak(REST_MS)
  }
}

/** Whether the store has another writer's words where these were to be. */
function isAnothers(item: PutItem, { status, has }: PutResult): boolean {
  return status === 'stale' && has !== undefined && (has.writer ?? '') !== (item.writer ?? '')
}
