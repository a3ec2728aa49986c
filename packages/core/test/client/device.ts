import { assembleClient, type ClientCore } from '../../src/client/assemble-client.ts'
import type { DeliveryState } from '../../src/client/delivery-state.ts'
import { DOOR_SURVEY } from '../../src/client/door-survey.ts'
import { resolveOptions } from '../../src/client/options.ts'
import { createPass } from '../../src/client/pass.ts'
import type { RunParts } from '../../src/client/runs.ts'
import { createSaver } from '../../src/client/saver.ts'
import { sendEarlyActs } from '../../src/client/send-early-acts.ts'
import type { Sending } from '../../src/client/sending.ts'
import { resumeRun } from '../../src/engine/resume-run.ts'
import { createLayeredJournal } from '../../src/platform/layered-journal.ts'
import { createMemoryJournal } from '../../src/platform/memory-journal.ts'
import type { Durability, Journal, JournalRecord, Ownership, Platform } from '../../src/platform/platform.ts'
import { assembleQueue, type Queue, soundRules } from '../../src/queue/index.ts'
import type { SendOutcome, Transport } from '../../src/transport/transport.ts'
import type { Delivery } from '../../src/wire/delivery.ts'
import { survey } from '../client-world.ts'
import { keepsActsIn } from './keeps-acts.ts'
import { Receiver } from './receiver.ts'

export const PROJECT = 'p'
const START = Date.UTC(2026, 10, 21, 12)

/** How the network behaves now. `box`: something on the way refuses large bodies (413). */
export type Network = 'fine' | 'down' | 'reply-lost' | 'doubled' | 'half' | 'hangs' | 'box'
/** Larger bodies do not pass the box, characters. */
export const BOX = 3000

/** One device: a disk, a store that a loss of power empties, locks, a clock, a network, and the receiver behind it. */
export class Device {
  readonly receiver = new Receiver()
  readonly tabs: Page[] = []
  /** Whatever left this device, in its order. */
  readonly requests: Delivery[][] = []
  disk = new Map<string, JournalRecord>()
  weak = new Map<string, JournalRecord>()
  cache = new Map<string, string>()
  /** The disk before each of its last transactions. */
  history: Map<string, JournalRecord>[] = []
  readonly owned = new Map<string, Page>()
  readonly turn: (label: string) => Promise<unknown>
  readonly hasLocks: boolean
  network: Network = 'fine'
  full = false
  mono = 0
  shift = 0
  version = 1
  person: string | undefined
  timers: { at: number; run: () => void; page: Page }[] = []
  #seed: number

  constructor(turn: (label: string) => Promise<unknown>, seed: number, hasLocks: boolean) {
    this.turn = turn
    this.#seed = seed
    this.hasLocks = hasLocks
  }

  unit = (): number => {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  open(isLate: boolean): Page {
    const page = new Page(this, isLate)
    this.tabs.push(page)
    return page
  }

  /** Everything stops; the weak store is empty, and the disk lacks its last `lost` transactions. */
  powerLoss(lost: number): void {
    for (const page of this.tabs) page.die()
    this.weak.clear()
    const before = this.history.at(-lost)
    if (lost && before) {
      this.disk.clear()
      for (const [key, record] of before) this.disk.set(key, record)
    }
    this.history = []
  }

  async pass(ms: number, between: () => Promise<void>): Promise<void> {
    const end = this.mono + ms
    await between()
    for (let rung = 0; rung < 400; rung++) {
      this.timers.sort((a, b) => a.at - b.at)
      const next = this.timers[0]
      if (!next || next.at > end) break
      this.timers.shift()
      this.mono = Math.max(this.mono, next.at)
      next.run()
      await between()
    }
    this.mono = Math.max(end, this.mono)
  }
}

/** A gate that is shut until the code behind it comes. */
class Gate {
  isOpen: boolean
  readonly opened: Promise<void>
  #open = (): void => {}
  constructor(isLate: boolean) {
    this.isOpen = !isLate
    this.opened = isLate
      ? new Promise((resolve) => {
          this.#open = resolve
        })
      : Promise.resolve()
  }
  open(): void {
    this.isOpen = true
    this.#open()
  }
}

/** One page with the real client and the real queue. */
export class Page {
  readonly device: Device
  readonly core: ClientCore
  readonly platform: Platform
  /** The code that steps runs on, and the queue's code. */
  readonly code: { readonly runs: Gate; readonly queue: Gate }
  queue: Queue | undefined
  isDead = false
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(device: Device, isLate: boolean) {
    this.device = device
    this.code = { runs: new Gate(isLate), queue: new Gate(isLate) }
    this.platform = this.#makePlatform()
    const transport = this.#transport()
    const { platform } = this
    let parts: RunParts | undefined
    const partsOf = (sending: Sending): RunParts =>
      (parts ??= {
        createPass,
        resumeRun,
        passes: async () => (await sending.load()).passes(),
        saver: createSaver({ project: PROJECT, platform, sending }),
      })
    this.core = assembleClient(
      resolveOptions({ project: PROJECT, transport, platform, surveys: [story(device.version)], governor: {} }),
      {
        runs: {
          here: (sending) => (this.code.runs.isOpen ? partsOf(sending) : undefined),
          load: async (sending) => {
            await this.code.runs.opened
            return partsOf(sending)
          },
        },
        queue: async () => {
          await this.code.queue.opened
          const queue = assembleQueue({ project: PROJECT, transport, platform }, soundRules)
          this.queue = queue
          void sendEarlyActs({ project: PROJECT, queue, platform })
          return queue
        },
        mayHavePasses: async () => device.disk.size + device.weak.size > 0,
        keepActs: (pass): Promise<DeliveryState> => keepsActsIn(this.#layer('disk', device.disk), PROJECT, pass),
        door: () => DOOR_SURVEY,
        isDrawn: true,
        soonMs: 0,
      },
    )
    if (device.person) void this.core.identify({ id: device.person })
    void this.core.sending.load()
  }

  fire(moment: string): void {
    for (const run of this.#listeners.get(moment) ?? []) run()
  }

  die(): void {
    const { device } = this
    this.isDead = true
    device.timers = device.timers.filter(({ page }) => page !== this)
    for (const [name, page] of device.owned) if (page === this) device.owned.delete(name)
  }

  /** One await of this page: it may end here. */
  async #step(label: string): Promise<void> {
    await this.device.turn(label)
    if (this.isDead) await new Promise<never>(() => {})
  }

  #layer(durability: Durability, records: Map<string, JournalRecord>): Journal {
    const { device } = this
    const memory = createMemoryJournal(records)
    const op =
      <Input extends unknown[], Output>(name: string, run: (...input: Input) => Promise<Output>, writes: boolean) =>
      async (...input: Input): Promise<Output> => {
        await this.#step(`${durability} ${name}`)
        if (writes && durability === 'disk') {
          if (device.full) throw new DOMException('full', 'QuotaExceededError')
          device.history = [...device.history.slice(-5), new Map(records)]
        }
        const output = await run(...input)
        await this.#step(`${durability} ${name} done`)
        return output
      }
    return {
      durability,
      put: op('put', (added) => memory.put(added).then(() => durability), true),
      swap: op('swap', async (swap) => (await memory.swap(swap)) && durability, true),
      page: op('page', memory.page, false),
      keys: op('keys', memory.keys, false),
      change: op('change', memory.change, true),
      clear: op('clear', memory.clear, true),
      close() {},
    }
  }

  #makePlatform(): Platform {
    const { device } = this
    const journal = createLayeredJournal([this.#layer('disk', device.disk), this.#layer('weak', device.weak)])
    const { cache } = device
    const take = (name: string): boolean => {
      if (device.owned.has(name)) return false
      device.owned.set(name, this)
      return true
    }
    const free = (name: string) => void (device.owned.get(name) === this && device.owned.delete(name))
    return {
      clock: {
        now: () => START + device.mono + device.shift,
        monotonic: () => device.mono,
        after: (ms, run) => {
          const timer = { at: device.mono + ms, page: this, run: () => void (this.isDead || run()) }
          device.timers.push(timer)
          return () => {
            device.timers = device.timers.filter((other) => other !== timer)
          }
        },
      },
      random: {
        bytes: (length) => Uint8Array.from({ length }, () => Math.floor(device.unit() * 256)),
        unit: device.unit,
      },
      journal: { open: async () => journal },
      cache: {
        get: async (key) => cache.get(key),
        set: async (key, value) => void cache.set(key, value),
        remove: async (key) => void cache.delete(key),
      },
      net: { onOnline: (run) => this.#listen('online', run) },
      lifecycle: { on: (moment, run) => this.#listen(moment, run) },
      locks: {
        own: async (name): Promise<Ownership> => {
          await this.#step('own')
          if (!device.hasLocks) return { is: 'unknown' }
          return take(name) ? { is: 'own', release: () => free(name) } : { is: 'elsewhere' }
        },
        tryHold: async (name, work) => {
          await this.#step('lock')
          if (device.hasLocks && !take(name)) return false
          try {
            await work(new AbortController().signal)
          } finally {
            free(name)
          }
          return true
        },
      },
      log: { debug() {}, warn() {} },
    }
  }

  #listen(moment: string, run: () => void): () => void {
    const set = this.#listeners.get(moment) ?? new Set()
    this.#listeners.set(moment, set.add(run))
    return () => set.delete(run)
  }

  #transport(): Transport {
    const { device } = this
    const sendMany = async (deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly SendOutcome[]> => {
      const all = (outcome: SendOutcome): SendOutcome[] => deliveries.map(() => outcome)
      const { network } = device
      const isCut = () => signal.aborted
      await this.#step('request')
      if (network === 'down') return all({ status: 'retry', scope: 'destination', cause: 'network' })
      if (network === 'hangs' || isCut()) return new Promise(() => {})
      if (network === 'box' && JSON.stringify(deliveries).length > BOX)
        return all(
          deliveries.length > 1
            ? { status: 'rejected', scope: 'batch', code: 'http_413', detail: '' }
            : { status: 'retry', scope: 'item', cause: 'HTTP 413' },
        )
      const copy = JSON.parse(JSON.stringify(deliveries)) as Delivery[]
      device.requests.push(copy)
      if (network === 'doubled') for (const delivery of copy) device.receiver.take(delivery)
      const outcomes = copy.map((delivery) => device.receiver.take(delivery))
      await this.#step('reply')
      if (network === 'reply-lost') return all({ status: 'retry', scope: 'destination', cause: 'network' })
      return network === 'half' ? outcomes.slice(0, Math.ceil(outcomes.length / 2) - 1) : outcomes
    }
    return { send: async (delivery, signal) => (await sendMany([delivery], signal))[0]!, sendMany, maxBatch: 50 }
  }
}

/** Words on two pages, and a complaint. */
export function story(version: number) {
  return survey({
    version,
    pages: [
      { id: 'first', questions: [{ id: 'a', kind: 'text', text: 'A?', required: true, maxLength: 9000 }] },
      {
        id: 'second',
        questions: [
          { id: 'b', kind: 'text', text: 'B?', maxLength: 9000 },
          { id: 'c', kind: 'complaint', text: 'C?' },
        ],
      },
    ],
  })
}
