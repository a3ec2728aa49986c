import type { Durability, Journal, JournalRecord, Locks, Platform } from '../src/platform/platform.ts'

/** Evening of 21 November 2026, UTC: where the clocks of test devices begin. */
export const START: number = Date.UTC(2026, 10, 21, 20)

/** Decides when each step of each page goes on: nothing happens by itself. */
export type Turn = (label: string) => Promise<unknown>

/** One device whose clock, chance and locks are in the hand of a test; as many pages as wanted. */
export class TestDevice<Tab extends TestPage = TestPage> {
  readonly tabs: Tab[] = []
  readonly turn: Turn
  /** Who owns what. */
  readonly owned = new Map<string, TestPage>()
  /** The disk takes nothing more. */
  full = false
  /** Since the device began, ms. */
  mono = 0
  /** By which the wall clock is wrong, ms. */
  shift = 0
  timers: { readonly at: number; readonly run: () => void; readonly page: TestPage }[] = []
  #seed: number

  constructor(turn: Turn, seed: number) {
    this.turn = turn
    this.#seed = seed
  }

  /** The same chance for the same seed (mulberry32). */
  unit = (): number => {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** Fires the timers of the next `ms`, at most `most` of them, with `between` after each. */
  async pass(ms: number, between: () => Promise<void> = settled, most = Number.POSITIVE_INFINITY): Promise<void> {
    const end = this.mono + ms
    await between()
    for (let rung = 0; rung < most; rung++) {
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

/** One page of a device: it may end or be frozen at each of its steps. */
export class TestPage {
  readonly device: TestDevice
  readonly listeners: Map<string, Set<() => void>> = new Map()
  /** By what its steps are told apart. */
  readonly name: string
  isDead = false
  frozen: { promise: Promise<void>; end: () => void } | undefined

  constructor(device: TestDevice, name = '') {
    this.device = device
    this.name = name
  }

  fire(moment: string): void {
    for (const run of this.listeners.get(moment) ?? []) run()
  }

  /** The process is gone: nothing of this page ever goes on. */
  crash(): void {
    const { device } = this
    this.isDead = true
    device.timers = device.timers.filter(({ page }) => page !== this)
    for (const [name, page] of device.owned) if (page === this) device.owned.delete(name)
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
  async step(label: string): Promise<void> {
    await this.device.turn(`${this.name}${label}`)
    while (this.frozen) await this.frozen.promise
    if (this.isDead) await new Promise<never>(() => {})
  }

  /** A store of the device as this page reaches it. `writes`: before each of its changes; may refuse it. */
  journal(store: Journal, durability: Durability, writes: (name: string) => void): Journal {
    const op =
      <Input extends unknown[], Output>(name: string, run: (...input: Input) => Promise<Output>, isWrite = true) =>
      async (...input: Input): Promise<Output> => {
        await this.step(name)
        if (isWrite) writes(name)
        const output = await run(...input)
        await this.step(`${name} done`)
        return output
      }
    return {
      durability,
      put: op('put', (records: readonly JournalRecord[]) => store.put(records).then(() => durability)),
      swap: op('swap', async (swap: Parameters<Journal['swap']>[0]) => (await store.swap(swap)) && durability),
      page: op('page', store.page, false),
      keys: op('keys', store.keys, false),
      change: op('change', store.change),
      clear: op('clear', store.clear),
      close() {},
    }
  }

  /** What the page stands on. `hasLocks`: there is a lock manager. */
  makePlatform(journal: Journal, cache: Platform['cache'], hasLocks = true): Platform {
    const { device } = this
    return {
      clock: {
        now: () => START + device.mono + device.shift,
        monotonic: () => device.mono,
        after: (ms, run) => this.#after(ms, run),
      },
      random: {
        bytes: (length) => Uint8Array.from({ length }, () => Math.floor(device.unit() * 256)),
        unit: device.unit,
      },
      journal: { open: async () => journal },
      cache,
      net: { onOnline: (run) => this.#listen('online', run) },
      lifecycle: { on: (moment, run) => this.#listen(moment, run) },
      locks: this.#locks(hasLocks),
      log: { debug() {}, warn() {} },
    }
  }

  #after(ms: number, run: () => void): () => void {
    const { device } = this
    const timer = {
      at: device.mono + ms,
      page: this,
      run: () => {
        if (this.frozen) void this.frozen.promise.then(run)
        else if (!this.isDead) run()
      },
    }
    device.timers.push(timer)
    return () => {
      device.timers = device.timers.filter((other) => other !== timer)
    }
  }

  #locks(hasLocks: boolean): Locks {
    const { owned } = this.device
    const take = (name: string): boolean => !owned.has(name) && !!owned.set(name, this)
    const free = (name: string): void => {
      if (owned.get(name) === this) owned.delete(name)
    }
    return {
      own: async (name) => {
        await this.step('own')
        if (!hasLocks) return { is: 'unknown' }
        return take(name) ? { is: 'own', release: () => free(name) } : { is: 'elsewhere' }
      },
      tryHold: async (name, work) => {
        await this.step('lock')
        if (hasLocks && !take(name)) return false
        try {
          await work(new AbortController().signal)
        } finally {
          free(name)
        }
        return true
      },
    }
  }

  #listen(moment: string, run: () => void): () => void {
    const set = this.listeners.get(moment) ?? new Set()
    this.listeners.set(moment, set.add(run))
    return () => set.delete(run)
  }
}

/** Lets every promise that can go on do so. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
