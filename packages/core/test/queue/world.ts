import { createMemoryJournal } from '../../src/platform/memory-journal.ts'
import { createMemoryStore } from '../../src/platform/memory-store.ts'
import type { Journal, JournalRecord, Platform } from '../../src/platform/platform.ts'
import { assembleQueue, type Queue, type QueueOptions, type QueueRules, soundRules } from '../../src/queue/index.ts'
import type { SendHow, SendOutcome, Transport } from '../../src/transport/transport.ts'
import type { Delivery } from '../../src/wire/delivery.ts'

/** How the way to the receiver behaves at the moment. */
export type Weather =
  | 'fine'
  | 'down'
  | 'reply-lost'
  | 'busy'
  | 'some-later'
  | 'short'
  | 'unknown-word'
  | 'hangs'
  | 'throws'
  | 'paused'
  | 'blocked'

/** What `busy` and `some-later` ask for, ms. */
export const ASKED = 7000
const START = Date.UTC(2026, 10, 21, 20)

/** A request as it left a page. */
export interface Request {
  readonly tab: number
  readonly at: number
  readonly ids: readonly string[]
  readonly urgent: boolean
  readonly leaving: boolean
  readonly signal: AbortSignal
}

/**
 * One device with a shared store, a clock, a network and one receiver with a unique key; as many pages as wanted.
 * Nothing happens by itself: `turn` decides when each step of each page goes on.
 */
export class World {
  readonly disk: Journal
  readonly received = new Map<string, string>()
  readonly bodies = new Map<string, string>()
  readonly requests: Request[] = []
  readonly tabs: Tab[] = []
  /** What broke a rule while it ran. */
  readonly faults: string[] = []
  readonly poison = new Set<string>()
  readonly turn: (label: string) => Promise<unknown>
  weather: Weather = 'fine'
  full = false
  mono = 0
  shift = 0
  holder: Tab | undefined
  timers: { at: number; run: () => void; tab: Tab }[] = []
  /** The receiver counts days on its own clock. */
  days = 0
  #seed: number

  readonly #records = new Map<string, JournalRecord>()

  constructor(turn: (label: string) => Promise<unknown> = () => Promise.resolve(), seed = 1) {
    this.disk = createMemoryJournal(this.#records)
    this.turn = turn
    this.#seed = seed
  }

  unit = (): number => {
    // mulberry32
    this.#seed = (this.#seed + 0x6d2b79f5) | 0
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  serverNow = (): number => START + this.mono + this.days * 86_400_000

  tab(options: Partial<QueueOptions> = {}, rules: QueueRules = soundRules): Tab {
    const tab = new Tab(this, this.tabs.length, options, rules)
    this.tabs.push(tab)
    return tab
  }

  /** All keys, at this very moment. */
  keys(): string[] {
    return [...this.#records.keys()]
  }

  /** Keys that wait to be sent. */
  async waiting(): Promise<string[]> {
    const keys = await this.disk.keys({ after: '', before: '\uffff' }, 1e9)
    return keys.filter((key) => /^p:[0-8]/.test(key))
  }

  async parked(): Promise<string[]> {
    const keys = await this.disk.keys({ after: '', before: '\uffff' }, 1e9)
    return keys.filter((key) => key.startsWith('p:9'))
  }

  /** Fires the timers of the next `ms`, with `between` after each. */
  async pass(ms: number, between: () => Promise<void> = settled): Promise<void> {
    const end = this.mono + ms
    await between()
    for (;;) {
      this.timers.sort((a, b) => a.at - b.at)
      const next = this.timers[0]
      if (!next || next.at > end) break
      this.timers.shift()
      this.mono = Math.max(this.mono, next.at)
      next.run()
      await between()
    }
    this.mono = end
  }

  receive(deliveries: readonly Delivery[]): readonly SendOutcome[] | undefined {
    const { weather } = this
    const all = (outcome: SendOutcome): SendOutcome[] => deliveries.map(() => outcome)
    if (weather === 'down') return all({ status: 'retry', scope: 'destination', cause: 'network' })
    if (weather === 'paused') return all({ status: 'retry', scope: 'paused', cause: 'HTTP 403' })
    if (weather === 'blocked') return all({ status: 'retry', scope: 'blocked', cause: 'blocked' })
    if (weather === 'busy') {
      return all({ status: 'retry', scope: 'destination', afterMs: ASKED })
    }
    if (deliveries.some(({ id }) => this.poison.has(id)))
      return all({ status: 'rejected', scope: 'batch', code: 'body_invalid', detail: '' })
    const outcomes = deliveries.map((delivery, i): SendOutcome => {
      if (weather === 'some-later' && i % 2) {
        return { status: 'retry', scope: 'item', afterMs: ASKED }
      }
      const { attempt: _, ...body } = delivery
      const text = JSON.stringify(body)
      this.received.set(delivery.id, text)
      return { status: 'delivered', now: this.serverNow() }
    })
    if (weather === 'reply-lost') return undefined
    if (weather === 'short') return outcomes.slice(0, -1)
    if (weather === 'unknown-word') return all({ status: 'teapot' } as never)
    return outcomes
  }
}

/** One page with its queue. */
export class Tab {
  readonly platform: Platform
  readonly queue: Queue
  readonly listeners = new Map<string, Set<() => void>>()
  readonly nth: number
  dead = false
  frozen: { promise: Promise<void>; end: () => void } | undefined
  floor = 0
  floors = new Map<string, number>()
  failures = 0
  /** Submits, wake events and flushes: each may cost one request beyond the budget. */
  pushes = 0
  /** Records that were settled or stored when this page withdrew. */
  readonly withdrawn = new Set<string>()
  #world: World

  constructor(world: World, nth: number, options: Partial<QueueOptions>, rules: QueueRules) {
    this.#world = world
    this.nth = nth
    this.platform = this.#platform()
    this.queue = assembleQueue(
      { project: 'p', platform: this.platform, transport: this.#transport(), ...options },
      rules,
    )
  }

  fire(moment: string): void {
    for (const run of this.listeners.get(moment) ?? []) run()
  }

  /** The process is gone: nothing of this page ever goes on. */
  crash(): void {
    this.dead = true
    this.#world.timers = this.#world.timers.filter((timer) => timer.tab !== this)
    if (this.#world.holder === this) this.#world.holder = undefined
  }

  freeze(): void {
    if (this.frozen) return
    this.fire('frozen')
    let end = (): void => {}
    const promise = new Promise<void>((resolve) => {
      end = resolve
    })
    this.frozen = { promise, end }
  }

  thaw(): void {
    this.frozen?.end()
    this.frozen = undefined
    this.fire('back')
  }

  /** One await of this page: it may end here. */
  async #step(label: string): Promise<void> {
    await this.#world.turn(`${this.nth} ${label}`)
    while (this.frozen) await this.frozen.promise
    if (this.dead) await new Promise<never>(() => {})
  }

  #platform(): Platform {
    const world = this.#world
    const { disk } = world
    const op =
      <Input extends unknown[], Output>(name: string, run: (...input: Input) => Promise<Output>, writes: boolean) =>
      async (...input: Input): Promise<Output> => {
        await this.#step(name)
        if (writes && world.full) throw new DOMException('full', 'QuotaExceededError')
        const output = await run(...input)
        await this.#step(`${name} done`)
        return output
      }
    const journal: Journal = {
      durability: 'disk',
      put: op(
        'put',
        async (records) => {
          await disk.put(records)
          return 'disk' as const
        },
        true,
      ),
      swap: op('swap', async (swap) => ((await disk.swap(swap)) ? ('disk' as const) : undefined), true),
      page: op('page', disk.page, false),
      keys: op('keys', disk.keys, false),
      change: op('change', disk.change, true),
      clear: op('clear', disk.clear, false),
      close() {},
    }
    return {
      clock: {
        now: () => START + world.mono + world.shift,
        monotonic: () => world.mono,
        after: (ms, run) => {
          const timer = {
            at: world.mono + ms,
            tab: this,
            run: () => {
              if (this.frozen) void this.frozen.promise.then(run)
              else if (!this.dead) run()
            },
          }
          world.timers.push(timer)
          return () => {
            world.timers = world.timers.filter((other) => other !== timer)
          }
        },
      },
      random: {
        bytes: (length) => Uint8Array.from({ length }, () => Math.floor(world.unit() * 256)),
        unit: world.unit,
      },
      journal: { open: async () => journal },
      cache: createMemoryStore(),
      net: { onOnline: (run) => this.#listen('online', run) },
      lifecycle: { on: (moment, run) => this.#listen(moment, run) },
      locks: {
        own: async () => ({ is: 'unknown' }),
        tryHold: async (_name, work) => {
          await this.#step('lock')
          if (world.holder) return false
          world.holder = this
          try {
            await work(new AbortController().signal)
          } finally {
            if (world.holder === this) world.holder = undefined
          }
          return true
        },
      },
      log: { debug() {}, warn() {} },
    }
  }

  #listen(moment: string, run: () => void): () => void {
    const set = this.listeners.get(moment) ?? new Set()
    this.listeners.set(moment, set.add(run))
    return () => set.delete(run)
  }

  #transport(): Transport {
    const world = this.#world
    const sendMany = async (
      deliveries: readonly Delivery[],
      signal: AbortSignal,
      how?: SendHow,
    ): Promise<readonly SendOutcome[]> => {
      if (this.dead) return new Promise(() => {})
      this.#check(deliveries)
      world.requests.push({
        tab: this.nth,
        at: world.mono,
        ids: deliveries.map(({ id }) => id),
        urgent: deliveries.some(({ lane }) => lane === 'urgent'),
        leaving: !!how?.leaving,
        signal,
      })
      if (world.weather === 'throws') throw new TypeError('patched fetch')
      await this.#step('request')
      const outcomes = world.weather === 'hangs' ? undefined : world.receive(deliveries)
      if (!outcomes) return new Promise(() => {})
      await this.#step('reply')
      if (!signal.aborted) this.#heard(deliveries, outcomes)
      if (!outcomes.some(({ status }) => status === 'delivered')) this.failures++
      return outcomes
    }
    return { maxBatch: 50, sendMany, send: async (delivery, signal) => (await sendMany([delivery], signal))[0]! }
  }

  #heard(deliveries: readonly Delivery[], outcomes: readonly SendOutcome[]): void {
    const until = this.#world.mono + ASKED
    outcomes.forEach((outcome, i) => {
      if (outcome.status !== 'retry' || !outcome.afterMs) return
      if (outcome.scope === 'destination') this.floor = until
      else this.floors.set(deliveries[i]!.id, until)
    })
  }

  /** Rules that hold for every single request. */
  #check(deliveries: readonly Delivery[]): void {
    const world = this.#world
    if (world.mono < this.floor) world.faults.push('C4 sent before the time that the receiver asked for')
    for (const delivery of deliveries) {
      const { attempt: _, ...body } = delivery
      const text = JSON.stringify(body)
      const first = world.bodies.get(delivery.id) ?? text
      world.bodies.set(delivery.id, first)
      if (first !== text) world.faults.push(`C3 ${delivery.id} changed between attempts`)
      if (world.mono < (this.floors.get(delivery.id) ?? 0)) world.faults.push(`C4 ${delivery.id} sent before its time`)
      if (this.withdrawn.has(delivery.id)) world.faults.push(`C8 ${delivery.id} sent after it was withdrawn`)
    }
  }
}

/** Lets every promise that can go on do so. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

/** A response revision on its way; `occurredAt` is a running number so that before and after can be told apart. */
export function delivery(
  id: string,
  revision = 1,
  more: { urgent?: boolean; text?: boolean; at?: number } = {},
): Delivery {
  const answers = more.text
    ? { why: { kind: 'text', text: 'The strap broke.' } }
    : { rate: { kind: 'rating', value: 4 } }
  return {
    id: `${id}.${revision}`,
    type: 'answer.saved',
    project: 'p',
    occurredAt: more.at ?? START,
    lane: more.urgent ? 'urgent' : 'normal',
    attempt: 1,
    data: { response: { id, revision, answers } as never },
  }
}
