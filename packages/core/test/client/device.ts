import { assembleClient, type ClientCore } from '../../src/client/assemble-client.ts'
import type { RunParts } from '../../src/client/begun.ts'
import type { DeliveryState } from '../../src/client/delivery-state.ts'
import { DOOR_SURVEY } from '../../src/client/door-survey.ts'
import { createEmitter } from '../../src/client/events.ts'
import { resolveOptions } from '../../src/client/options.ts'
import { createRunParts } from '../../src/client/run-parts.ts'
import { sendEarlyActs } from '../../src/client/send-early-acts.ts'
import type { SendingDeps } from '../../src/client/sending.ts'
import { createLayeredJournal } from '../../src/platform/layered-journal.ts'
import { createMemoryJournal } from '../../src/platform/memory-journal.ts'
import type { Durability, Journal, JournalRecord, Platform } from '../../src/platform/platform.ts'
import { assembleQueue, type Queue, soundRules } from '../../src/queue/index.ts'
import type { SendOutcome, Transport } from '../../src/transport/transport.ts'
import type { Delivery } from '../../src/wire/delivery.ts'
import { survey } from '../client-world.ts'
import { TestDevice, TestPage, type Turn } from '../device.ts'
import { keepsActsIn } from './keeps-acts.ts'
import { Receiver } from './receiver.ts'

export const PROJECT = 'p'

/** How the network behaves now. `box`: something on the way refuses large bodies (413). */
export type Network = 'fine' | 'down' | 'reply-lost' | 'doubled' | 'half' | 'hangs' | 'box'
/** Larger bodies do not pass the box, characters. */
export const BOX = 3000

/** A cure that is taken out, at a door of the model's world, so that a check is seen to notice it. */
export type Fault =
  /** The receiver says `delivered` of what another writer has overtaken. */
  | 'overtaken-is-delivered'
  /** It does not say how high the other's revision is. */
  | 'height-is-hidden'
  /** It keeps no words beside. */
  | 'words-are-dropped'
  /** It erases all that is of a subject, also what was said after the withdrawal, whenever the erasure comes. */
  | 'subject-is-proof'
  /** The lock manager gives a lock to whoever asks. */
  | 'locks-are-shared'
  /** Nothing is written down before the code for it comes. */
  | 'acts-are-not-written'
  /** A record is written first, its draft in a later transaction. */
  | 'draft-comes-later'
  /** What is stored is looked at before the transaction that writes. */
  | 'looked-at-before'

/** A device with a disk, a store that a loss of power empties, a network, and the receiver behind it. */
export class Device extends TestDevice<Page> {
  readonly receiver = new Receiver()
  /** Whatever left this device, in its order. */
  readonly requests: Delivery[][] = []
  disk = new Map<string, JournalRecord>()
  weak = new Map<string, JournalRecord>()
  cache = new Map<string, string>()
  /** The disk before each of its last transactions. */
  history: Map<string, JournalRecord>[] = []
  readonly hasLocks: boolean
  network: Network = 'fine'
  version = 1
  visitor: string | undefined
  fault: Fault | undefined
  /** What broke a rule while it ran. */
  readonly broken: string[] = []

  constructor(turn: Turn, seed: number, hasLocks: boolean) {
    super(turn, seed)
    this.hasLocks = hasLocks
  }

  open(isLate: boolean): Page {
    const page = new Page(this, isLate)
    this.tabs.push(page)
    return page
  }

  /** At most 400 timers: a page that never rests must not hang the check. */
  override pass(ms: number, between: () => Promise<void>): Promise<void> {
    return super.pass(ms, between, 400)
  }

  /** Everything stops; the weak store is empty, and the disk lacks its last `lost` transactions. */
  powerLoss(lost: number): void {
    for (const page of this.tabs) page.crash()
    this.weak.clear()
    const before = this.history.at(-lost)
    if (lost && before) {
      this.disk.clear()
      for (const [key, record] of before) this.disk.set(key, record)
    }
    this.history = []
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
export class Page extends TestPage {
  readonly owner: Device
  readonly core: ClientCore
  readonly platform: Platform
  /** The code that steps runs on, and the queue's code. */
  readonly code: { readonly runs: Gate; readonly queue: Gate }
  queue: Queue | undefined
  /** Of a response: the highest revision that another writer was said to have. */
  readonly heights = new Map<string, number>()

  constructor(device: Device, isLate: boolean) {
    super(device)
    this.owner = device
    this.code = { runs: new Gate(isLate), queue: new Gate(isLate) }
    this.platform = this.#platform()
    const transport = this.#transport()
    const { platform } = this
    let parts: RunParts | undefined
    const partsOf = (deps: SendingDeps): RunParts => (parts ??= createRunParts({ project: PROJECT, platform, ...deps }))
    let queue: Promise<Queue> | undefined
    const startQueue = async (): Promise<Queue> => {
      await this.code.queue.opened
      this.queue = assembleQueue({ project: PROJECT, transport, platform }, soundRules)
      this.#watch(this.queue)
      void sendEarlyActs({ project: PROJECT, queue: this.queue, platform })
      return this.queue
    }
    const loadQueue = (): Promise<Queue> => (queue ??= startQueue())
    this.core = assembleClient(
      resolveOptions({ project: PROJECT, transport, platform, surveys: [story(device.version)], governor: {} }),
      {
        emitter: createEmitter(platform.log),
        runs: {
          here: (deps) => (this.code.runs.isOpen ? partsOf(deps) : undefined),
          load: async (deps) => {
            await this.code.runs.opened
            return partsOf(deps)
          },
        },
        queue: loadQueue,
        mayHavePasses: async () => device.disk.size + device.weak.size > 0,
        keepActs: async (pass): Promise<DeliveryState> =>
          device.fault === 'acts-are-not-written'
            ? { is: 'not_saved' }
            : keepsActsIn(this.#layer('disk', device.disk), PROJECT, pass),
        door: () => DOOR_SURVEY,
        isDrawn: true,
      },
    )
    if (device.visitor) void this.core.identify({ id: device.visitor })
    // as in a page: what waits is sent by the queue alone, whatever else is still on its way
    void loadQueue().then((here) => here.resume())
  }

  /** [Q32] What goes on as the same response goes on above what this page was told to be there. */
  #watch(queue: Queue): void {
    queue.on('item', ({ state, responseId, to }) => {
      if (state !== 'overtaken' || !to || to.responseId !== responseId) return
      const height = this.heights.get(to.responseId) ?? 0
      if (to.revision <= height) this.owner.broken.push(`Q32 goes on at ${to.revision}, not above ${height}`)
    })
  }
  #heard(deliveries: readonly Delivery[], outcomes: readonly SendOutcome[], heights: readonly number[]): void {
    for (const [i, { data }] of deliveries.entries())
      if (outcomes[i]?.status === 'overtaken' && 'response' in data)
        this.heights.set(data.response.id, Math.max(this.heights.get(data.response.id) ?? 0, heights[i]!))
  }

  #layer(durability: Durability, records: Map<string, JournalRecord>): Journal {
    const { owner } = this
    const store = createMemoryJournal(records)
    const journal = this.journal(store, durability, () => {
      if (durability !== 'disk') return
      if (owner.full) throw new DOMException('full', 'QuotaExceededError')
      owner.history = [...owner.history.slice(-5), new Map(records)]
    })
    if (owner.fault === 'looked-at-before')
      return {
        ...journal,
        swap: async ({ look = [], make }) => {
          const before = (await Promise.all(look.map((span) => journal.page(span, 99)))).flat()
          return journal.swap({ make: () => make(before) })
        },
      }
    if (owner.fault === 'draft-comes-later')
      return {
        ...journal,
        swap: async ({ make, ...look }) => {
          let whole: readonly JournalRecord[] = []
          const said = await journal.swap({
            ...look,
            make(rows) {
              const edit = make(rows)
              whole = edit?.put ?? []
              return edit && { ...edit, put: whole.map((one) => (one.body ? { ...one, meta: '{"n":0}' } : one)) }
            },
          })
          if (said && whole.length) await journal.put(whole)
          return said
        },
      }
    return journal
  }

  #platform(): Platform {
    const { disk, weak, cache, hasLocks } = this.owner
    const journal = createLayeredJournal([this.#layer('disk', disk), this.#layer('weak', weak)])
    const store: Platform['cache'] = {
      get: async (key) => cache.get(key),
      set: async (key, value) => void cache.set(key, value),
      remove: async (key) => void cache.delete(key),
    }
    const platform = this.makePlatform(journal, store, hasLocks)
    if (this.owner.fault !== 'locks-are-shared') return platform
    const own = async () => {
      await this.step('own')
      return { is: 'own' as const, release() {} }
    }
    return { ...platform, locks: { ...platform.locks, own } }
  }

  #transport(): Transport {
    const { owner: device } = this
    const sendMany = async (deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly SendOutcome[]> => {
      const all = (outcome: SendOutcome): SendOutcome[] => deliveries.map(() => outcome)
      const { network } = device
      const isCut = () => signal.aborted
      await this.step('request')
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
      if (network === 'doubled') for (const delivery of copy) device.receiver.take(delivery, device.fault)
      const outcomes = copy.map((delivery) => device.receiver.take(delivery, device.fault))
      const heights = copy.map(({ data }) => ('response' in data ? device.receiver.heightOf(data.response.id) : 0))
      await this.step('reply')
      this.#heard(copy, outcomes, heights)
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
