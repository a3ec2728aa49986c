import { EVENT_NAMES } from '../src/client/events.ts'
import {
  type Client,
  type ClientOptions,
  createClient,
  type Delivery,
  type FeedbackEventName,
  type Response,
  type SendOutcome,
  type Survey,
} from '../src/index.ts'
import {
  createMemoryJournal,
  createMemoryPlatform,
  type Journal,
  type KeyValueStore,
  type Locks,
} from '../src/platform/index.ts'

/** Noon of 21 November 2026, UTC. */
export const NOON = Date.UTC(2026, 10, 21, 12)
export const DAY = 86_400_000

/** A survey of a score, words and a complaint, over two pages. */
export function survey(changes: Partial<Survey> = {}): Survey {
  return {
    schema: 1,
    id: 'after-purchase',
    version: 1,
    title: 'After the purchase',
    defaultLocale: 'en',
    locales: ['en', 'ru'],
    touchpoint: 'order_confirmed',
    pages: [
      {
        id: 'first',
        questions: [
          {
            id: 'score',
            kind: 'rating',
            scale: 'nps',
            text: { en: 'How likely?', ru: 'Посоветуете?' },
            required: true,
          },
        ],
      },
      {
        id: 'second',
        questions: [
          { id: 'why', kind: 'text', text: 'Why?' },
          { id: 'wrong', kind: 'complaint', text: 'What went wrong?' },
        ],
      },
    ],
    ...changes,
  }
}

export interface World {
  readonly client: Client
  /** Everything that the transport was given. */
  readonly sent: Delivery[]
  readonly events: (readonly [FeedbackEventName, unknown])[]
  readonly warnings: string[]
  /** What lies on the device. */
  readonly disk: Map<string, string>
  /** Passes and deliveries that lie on the device. */
  readonly journal: Journal
  /** Who owns what on the device. */
  readonly locks: Locks
  outcome: SendOutcome
  now: number
  /** Lets time pass and timers ring. */
  pass(ms: number): Promise<void>
  leave(): void
}

/** A client with a clock, a disk and a destination in the hand of the test. */
export function world(options: Partial<ClientOptions> = {}, before: Partial<World> = {}): World {
  const disk = before.disk ?? new Map<string, string>()
  const journal = before.journal ?? createMemoryJournal()
  const locks = before.locks ?? createMemoryPlatform().locks
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const leaving = new Set<() => void>()
  const w: Omit<World, 'client'> & { client?: Client } = {
    sent: [],
    events: [],
    warnings: [],
    disk,
    journal,
    locks,
    outcome: { status: 'delivered' },
    now: before.now ?? NOON,
    async pass(ms) {
      const until = w.now + ms
      for (;;) {
        await settled()
        const next = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers.delete(next)
        w.now = Math.max(w.now, next.at)
        next.run()
      }
      w.now = until
      await settled()
    },
    leave: () => {
      for (const run of leaving) run()
    },
  }
  const platform = createMemoryPlatform({
    clock: {
      now: () => w.now,
      monotonic: () => w.now,
      after(ms, run) {
        const timer = { at: w.now + ms, run }
        timers.add(timer)
        return () => timers.delete(timer)
      },
    },
    lifecycle: {
      on(moment, run) {
        if (moment === 'leaving') leaving.add(run)
        return () => leaving.delete(run)
      },
    },
    cache: diskStore(disk),
    journal: { open: async () => journal },
    locks,
    log: { debug: () => {}, warn: (message) => w.warnings.push(message) },
  })
  w.client = createClient({
    project: 'pk_test',
    platform,
    surveys: [survey()],
    transport: {
      async send(delivery) {
        w.sent.push(delivery)
        return w.outcome
      },
    },
    ...options,
  })
  for (const name of EVENT_NAMES) w.client.on(name, (event) => w.events.push([name, event]))
  return w as World
}

/** The response inside a delivery. */
export function responseOf(delivery: Delivery | undefined): Response {
  if (delivery && 'response' in delivery.data && delivery.data.response) return delivery.data.response
  throw new Error('no response in this delivery')
}

/** Lets everything that waits for promises alone come to rest. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}

function diskStore(disk: Map<string, string>): KeyValueStore {
  return {
    get: async (key) => disk.get(key),
    async set(key, value) {
      disk.set(key, value)
    },
    async remove(key) {
      disk.delete(key)
    },
  }
}
