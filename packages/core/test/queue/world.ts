import { createMemoryJournal } from '../../src/platform/memory-journal.ts'
import { createMemoryStore } from '../../src/platform/memory-store.ts'
import type { Journal, JournalRecord, Platform } from '../../src/platform/platform.ts'
import { assembleQueue, type Queue, type QueueOptions, type QueueRules, soundRules } from '../../src/queue/index.ts'
import type { SendHow, SendOutcome, Transport } from '../../src/transport/transport.ts'
import type { Delivery } from '../../src/wire/delivery.ts'
import { START, settled, TestDevice, TestPage, type Turn } from '../device.ts'

export { settled }

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
/** The queue's lock. */
const LOCK = 'frankly:p:'

/** A request as it left a page. */
export interface Request {
  readonly tab: number
  readonly at: number
  readonly ids: readonly string[]
  readonly urgent: boolean
  readonly leaving: boolean
  readonly signal: AbortSignal
}

/** A device with a shared store, a network and one receiver with a unique key. */
export class World extends TestDevice<Tab> {
  readonly disk: Journal
  readonly received = new Map<string, string>()
  readonly bodies = new Map<string, string>()
  readonly requests: Request[] = []
  /** What broke a rule while it ran. */
  readonly faults: string[] = []
  readonly poison = new Set<string>()
  weather: Weather = 'fine'
  /** The receiver counts days on its own clock. */
  days = 0

  readonly #records = new Map<string, JournalRecord>()

  constructor(turn: Turn = () => Promise.resolve(), seed = 1) {
    super(turn, seed)
    this.disk = createMemoryJournal(this.#records)
  }

  /** Who has the queue's lock. */
  get holder(): Tab | undefined {
    return this.owned.get(LOCK) as Tab | undefined
  }
  set holder(tab: Tab | undefined) {
    if (tab) this.owned.set(LOCK, tab)
    else this.owned.delete(LOCK)
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
export class Tab extends TestPage {
  readonly platform: Platform
  readonly queue: Queue
  readonly nth: number
  floor = 0
  floors = new Map<string, number>()
  failures = 0
  /** Submits, wake events and flushes: each may cost one request beyond the budget. */
  pushes = 0
  /** Records that were settled or stored when this page withdrew. */
  readonly withdrawn = new Set<string>()
  #world: World

  constructor(world: World, nth: number, options: Partial<QueueOptions>, rules: QueueRules) {
    super(world, `${nth} `)
    this.#world = world
    this.nth = nth
    const journal = this.journal(world.disk, 'disk', (name) => {
      if (world.full && name !== 'clear') throw new DOMException('full', 'QuotaExceededError')
    })
    this.platform = this.makePlatform(journal, createMemoryStore())
    this.queue = assembleQueue(
      { project: 'p', platform: this.platform, transport: this.#transport(), ...options },
      rules,
    )
  }

  #transport(): Transport {
    const world = this.#world
    const sendMany = async (
      deliveries: readonly Delivery[],
      signal: AbortSignal,
      how?: SendHow,
    ): Promise<readonly SendOutcome[]> => {
      if (this.isDead) return new Promise(() => {})
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
      await this.step('request')
      const outcomes = world.weather === 'hangs' ? undefined : world.receive(deliveries)
      if (!outcomes) return new Promise(() => {})
      await this.step('reply')
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
    if (world.mono < this.floor) world.faults.push('QI4 sent before the time that the receiver asked for')
    for (const delivery of deliveries) {
      const { attempt: _, ...body } = delivery
      const text = JSON.stringify(body)
      const first = world.bodies.get(delivery.id) ?? text
      world.bodies.set(delivery.id, first)
      if (first !== text) world.faults.push(`QI3 ${delivery.id} changed between attempts`)
      if (world.mono < (this.floors.get(delivery.id) ?? 0)) world.faults.push(`QI4 ${delivery.id} sent before its time`)
      if (this.withdrawn.has(delivery.id)) world.faults.push(`QI8 ${delivery.id} sent after it was withdrawn`)
    }
  }
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
