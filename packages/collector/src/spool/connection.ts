import type { JetStreamClient, JetStreamManager, StreamInfo } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { ResolvedSpool } from '../options/read-spool.ts'
import { StoreRefusal } from '../store/ports.ts'

/** The two libraries, loaded only by those who have a spool. */
export interface NatsLibraries {
  readonly core: typeof import('@nats-io/transport-node')
  readonly streams: typeof import('@nats-io/jetstream')
}

/** The spool's stream, ready for use. */
export interface SpoolConnection extends NatsLibraries {
  readonly nats: NatsConnection
  readonly jetstream: JetStreamClient
  readonly manager: JetStreamManager
}

/** What is urgent has a subject and a consumer of its own: bad news does not wait behind a crowd. */
export const LANES = ['urgent', 'normal'] as const
export const subjectOf = (stream: string, lane: (typeof LANES)[number]): string => `frankly.spool.${stream}.${lane}`
export const consumerOf = (lane: (typeof LANES)[number]): string => `frankly-${lane}`

/** JetStream's own number for it. */
const STREAM_NOT_FOUND = 10_059

/** How long the start waits for a leader, ms. */
const PATIENCE_MS = 30_000
/** A writer that does not acknowledge within this time is taken for dead, ms. */
const ACK_WAIT_MS = 30_000

/**
 * Connects, and makes the stream and its consumers if they are not there.
 * @throws StoreRefusal when the servers cannot be reached, or a stream of this name has other rules
 */
export async function connectSpool(options: ResolvedSpool): Promise<SpoolConnection> {
  const libraries = await loadLibraries()
  const nats = await connected(libraries, options)
  const { jetstream, jetstreamManager } = libraries.streams
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      const manager = await jetstreamManager(nats, { timeout: 5000 })
      await prepare(libraries, manager, options)
      return { ...libraries, nats, jetstream: jetstream(nats, { timeout: 5000 }), manager }
    } catch (error) {
      // A cluster that has just been started has no leader for some seconds.
      if (!(error instanceof StoreRefusal) && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 500))
        continue
      }
      await nats.close()
      throw error instanceof StoreRefusal ? error : refusal(options, error)
    }
  }
}

async function prepare(libraries: NatsLibraries, manager: JetStreamManager, options: ResolvedSpool): Promise<void> {
  const { AckPolicy, DeliverPolicy } = libraries.streams
  refuseOtherRules(options.stream, await existingOrNew(libraries, manager, options))
  for (const lane of LANES) {
    await manager.consumers.add(options.stream, {
      durable_name: consumerOf(lane),
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      filter_subject: subjectOf(options.stream, lane),
      ack_wait: ACK_WAIT_MS * 1_000_000,
      max_deliver: -1,
      max_ack_pending: 1000,
    })
  }
}

async function loadLibraries(): Promise<NatsLibraries> {
  try {
    const [core, streams] = await Promise.all([import('@nats-io/transport-node'), import('@nats-io/jetstream')])
    return { core, streams }
  } catch (cause) {
    const said = '"spool" needs two packages: npm install @nats-io/transport-node@3 @nats-io/jetstream@3'
    throw new StoreRefusal(said, { cause })
  }
}

async function connected({ core }: NatsLibraries, options: ResolvedSpool): Promise<NatsConnection> {
  try {
    return await core.connect({
      ...options.login,
      servers: [...options.servers],
      name: 'frankly',
      timeout: 5000,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
    })
  } catch (error) {
    throw refusal(options, error)
  }
}

function refusal({ servers }: ResolvedSpool, cause: unknown): StoreRefusal {
  const said = `the spool cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`
  const cure = `look whether NATS with JetStream runs at ${servers.join(', ')}, and at "spool" in the configuration`
  return new StoreRefusal(`${said}; ${cure}`, { cause })
}

async function existingOrNew(
  { streams }: NatsLibraries,
  manager: JetStreamManager,
  { stream, replicas, maxBytes }: ResolvedSpool,
): Promise<StreamInfo> {
  try {
    return await manager.streams.info(stream)
  } catch (error) {
    if (!(error instanceof streams.JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error
  }
  return await manager.streams.add({
    name: stream,
    subjects: LANES.map((lane) => subjectOf(stream, lane)),
    storage: streams.StorageType.File,
    // A message goes when it has been written into the store, and never to make room.
    retention: streams.RetentionPolicy.Workqueue,
    discard: streams.DiscardPolicy.New,
    max_bytes: maxBytes,
    num_replicas: replicas,
    duplicate_window: 120 * 1_000_000_000,
  })
}

/** A stream that drops what it holds, or keeps it in memory, would make a 2xx a lie. */
function refuseOtherRules(stream: string, { config }: StreamInfo): void {
  const wrong = [
    ...(config.storage === 'file' ? [] : ['it is kept in memory']),
    ...(config.retention === 'workqueue' ? [] : [`its retention is ${config.retention}, not workqueue`]),
    ...(config.discard === 'new' ? [] : ['it discards old messages when it is full']),
    ...(config.max_age ? ['it drops messages by age'] : []),
    ...(config.max_msgs > 0 ? ['it holds a limited number of messages'] : []),
  ]
  if (wrong.length === 0) return
  throw new StoreRefusal(
    `the stream ${stream} could lose answers: ${wrong.join('; ')}. Name another one in "spool.stream", and the collector makes it`,
  )
}
