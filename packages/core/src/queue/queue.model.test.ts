import fc from 'fast-check'
import { expect, it } from 'vitest'
import { modelRuns } from '../../test/model-runs.ts'
import { delivery, settled, type Tab, type Weather, World } from '../../test/queue/world.ts'
import type { SubmitResult } from './types.ts'

const HOUR = 3_600_000
const RUNS = modelRuns(40)
const LIMIT_MS = 120_000 + 100 * RUNS

type Action =
  | { readonly do: 'submit'; readonly response: number; readonly kind: 'plain' | 'text' | 'urgent' }
  | { readonly do: 'weather'; readonly weather: Weather }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'steps'; readonly count: number }
  | { readonly do: 'clock'; readonly years: number }
  | { readonly do: 'fire'; readonly moment: string }
  | { readonly do: 'full' | 'wiped' | 'crash' | 'freeze' | 'thaw' | 'flush' | 'withdraw' }

const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      response: fc.nat(5),
      kind: fc.constantFrom('plain' as const, 'text' as const, 'urgent' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('steps' as const), count: fc.integer({ min: 1, max: 12 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 900, 4000, 21_000, 60_000, 400_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('weather' as const),
      weather: fc.constantFrom<Weather>(
        'fine',
        'fine',
        'fine',
        'down',
        'reply-lost',
        'busy',
        'some-later',
        'short',
        'unknown-word',
        'hangs',
        'throws',
        'paused',
        'blocked',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clock' as const), years: fc.constantFrom(-10, 0, 10) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fire' as const),
      moment: fc.constantFrom('leaving', 'back', 'online'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('full' as const, 'crash' as const, 'freeze' as const, 'thaw' as const, 'flush' as const),
    }),
  },
)
const rare = fc.record({ do: fc.constantFrom('withdraw' as const, 'wiped' as const) })

const idOf = (key: string): string => key.split(':')[2] ?? ''
const isErasureKey = (key: string): boolean => /^p:\d:/.test(key) && !/^r\d+\.\d+$/.test(idOf(key))

interface Told {
  readonly id: string
  readonly response: number
  readonly revision: number
  readonly at: number
  result?: SubmitResult
}

/** Plays a story on two pages, then lets the weather clear, and looks at what is where. */
class Story {
  readonly world: World
  readonly told: Told[] = []
  readonly revisions = new Map<number, number>()
  readonly live: Tab[] = []
  /** Keys of erasures that the store held when a withdrawal had ended. */
  readonly owed = new Set<string>()
  readonly scheduler: fc.Scheduler
  wiped = false
  withdrawn = -1
  clock = 0

  constructor(scheduler: fc.Scheduler, seed: number, pages = 2) {
    this.scheduler = scheduler
    this.world = new World((label) => scheduler.schedule(Promise.resolve(), label), seed)
    for (let i = 0; i < pages; i++) this.open()
  }

  open(): void {
    const tab = this.world.tab()
    this.live.push(tab)
    tab.pushes++
    tab.queue.resume()
  }

  async steps(count: number): Promise<void> {
    await settled()
    for (let i = 0; i < count && this.scheduler.count() > 0; i++) {
      await this.scheduler.waitNext(1)
      await settled()
    }
  }

  async play(page: number, action: Action): Promise<void> {
    const { world } = this
    const tab = this.live[page % this.live.length]!
    switch (action.do) {
      case 'submit': {
        const revision = (this.revisions.get(action.response) ?? 0) + 1
        this.revisions.set(action.response, revision)
        const at = ++this.clock
        const more = { at, urgent: action.kind === 'urgent', text: action.kind === 'text' }
        const one = delivery(`r${action.response}`, revision, more)
        const told: Told = { id: one.id, response: action.response, revision, at }
        this.told.push(told)
        tab.pushes++
        void tab.queue.submit(one).then((result) => {
          told.result = result
          if (result.durable !== 'disk' && result.durable !== 'server') return
          if (!this.wiped && !this.safe(told)) world.faults.push(`QI1 ${told.id} told ${result.durable}, is nowhere`)
        })
        return settled()
      }
      case 'weather':
        world.weather = action.weather
        return
      case 'pass':
        return world.pass(action.ms, () => this.steps(3))
      case 'steps':
        return this.steps(action.count)
      case 'clock':
        world.shift = action.years * 365 * 24 * HOUR
        return
      case 'full':
        world.full = !world.full
        return
      case 'fire':
        tab.pushes++
        tab.fire(action.moment)
        return
      case 'flush':
        tab.pushes++
        void tab.queue.flush()
        return settled()
      case 'crash':
        tab.crash()
        this.live.splice(this.live.indexOf(tab), 1)
        this.open()
        return
      case 'freeze':
        tab.freeze()
        return
      case 'thaw':
        tab.pushes++
        tab.thaw()
        return settled()
      case 'wiped':
        this.wiped = true
        await world.disk.clear({ after: '', before: '\uffff' })
        return
      case 'withdraw': {
        if (tab.frozen) return
        const at = ++this.clock
        await this.steps(40)
        let over = false
        // One customer does not withdraw in one page within the milliseconds in which another page stores.
        const known = this.told.filter(({ result }) => result)
        const ended = tab.queue.withdraw().then(() => {
          over = true
          for (const { id } of known) tab.withdrawn.add(id)
        })
        this.withdrawn = at
        while (!over) await this.steps(1)
        for (const key of world.keys()) if (isErasureKey(key)) this.owed.add(key)
        return ended
      }
    }
  }

  /** On disk, or received, itself or a later state of the same response; or erased on the customer's wish. */
  safe({ id, response, revision, at }: Told): boolean {
    if (at <= this.withdrawn) return true
    const later = (other: string): boolean => {
      const [, r, n] = /^r(\d+)\.(\d+)$/.exec(other) ?? []
      return Number(r) === response && Number(n) >= revision
    }
    return [...this.world.received.keys(), ...this.world.keys().map(idOf)].some((other) => other === id || later(other))
  }

  async end(): Promise<void> {
    const { world } = this
    world.weather = 'fine'
    world.full = false
    for (const tab of this.live) if (tab.frozen) tab.thaw()
    await this.steps(1000)
    this.open()
    for (let i = 0; i < 60 && (i < 3 || (await world.waiting()).length); i++) {
      await world.pass(3 * 60_000, () => this.steps(1000))
    }
    await this.steps(1000)
  }

  async check(): Promise<void> {
    const { world } = this
    expect(world.faults).toEqual([])
    expect(await world.waiting(), 'QI9 an empty store').toEqual([])
    for (const told of this.told) {
      if (!told.result || this.wiped) continue
      const { durable } = told.result
      if (durable === 'disk' || durable === 'server') expect(this.safe(told), `QI1 ${told.id} lost`).toBe(true)
    }
    const parked = (await world.parked()).map(idOf)
    for (const key of this.wiped ? [] : this.owed) {
      const id = idOf(key)
      expect(world.received.has(id) || parked.includes(id), `QI8 erasure ${id} lost`).toBe(true)
    }
    for (const tab of world.tabs) {
      const budget = 30 + tab.pushes
      expect(tab.failures, 'QI4 failed requests of a page').toBeLessThanOrEqual(budget)
    }
  }
}

const story = (rareToo: boolean): fc.Arbitrary<[fc.Scheduler, [number, Action][], number]> =>
  fc.tuple(
    fc.scheduler(),
    fc.array(
      fc.tuple(
        fc.nat(1),
        rareToo ? fc.oneof({ weight: 20, arbitrary: action }, { weight: 1, arbitrary: rare }) : action,
      ),
      { minLength: 3, maxLength: 40 },
    ),
    fc.integer(),
  )

it.each([
  [
    '[Q1] [Q3] [Q9] [Q20] QI1 QI3 QI4 QI9 QI10: two pages, crashes at any await, lost and reordered replies, full disk, clocks set',
    false,
  ],
  ['[Q21] [Q26] QI8: the same with withdrawals and wiped storage', true],
] as const)(
  '%s',
  async (_name, rareToo) => {
    await fc.assert(
      fc.asyncProperty(story(rareToo), async ([scheduler, actions, seed]) => {
        const run = new Story(scheduler, seed)
        for (const [page, one] of actions) await run.play(page, one)
        await run.end()
        await run.check()
      }),
      { numRuns: RUNS, endOnFailure: false },
    )
  },
  LIMIT_MS,
)

it(
  '[Q3] QI2: every record that left is counted: submitted = sent + superseded + parked + evicted + expired + refused + withdrawn + skipped + held',
  async () => {
    const calm = new Set(['crash', 'freeze', 'thaw', 'wiped'])
    await fc.assert(
      fc.asyncProperty(story(true), async ([scheduler, actions, seed]) => {
        const run = new Story(scheduler, seed, 1)
        for (const [, one] of actions) if (!calm.has(one.do)) await run.play(0, one)
        run.world.full = false
        await run.steps(1000)
        await run.world.pass(60_000, () => run.steps(1000))
        const pending = run.live[0]!.queue.status()
        await run.steps(1000)
        const { waiting, counters: c } = await pending
        const of = (name: string): number => c[name] ?? 0
        const left = ['sent', 'superseded', 'parked', 'evicted', 'expired', 'refused', 'withdrawn', 'skipped'].reduce(
          (sum, name) => sum + of(name),
          0,
        )
        expect(left + waiting, JSON.stringify(c)).toBe(of('submitted'))
      }),
      { numRuns: RUNS },
    )
  },
  LIMIT_MS,
)
