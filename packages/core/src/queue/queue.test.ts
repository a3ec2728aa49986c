import { afterEach, describe, expect, it } from 'vitest'
import { ASKED, delivery, settled, World } from '../../test/queue/world.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { SendOutcome, Transport } from '../transport/transport.ts'
import { createQueue } from './queue.ts'
import { toQueueRecord, toStored } from './record.ts'
import type { ItemEvent } from './types.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const uuid = (n: number): string => `0193b0c0-0000-7000-8000-${String(n).padStart(12, '0')}`

let world: World
afterEach(() => expect(world.faults).toEqual([]))
const ids = (nth = -1): readonly string[] => world.requests.at(nth)?.ids ?? []

/** A world whose disk holds `count` ordinary records that an earlier page left. */
async function waitingWorld(count: number, more: Parameters<typeof delivery>[2] = {}): Promise<World> {
  const made = new World()
  const records = Array.from({ length: count }, (_, i) =>
    toQueueRecord('p:', delivery(uuid(i), 1, more), more.text ? 1 : 2),
  )
  await made.disk.put(records.map(toStored))
  return made
}

/** The first page's counting of what is stored, held up once it has written something. */
function heldCount(): { readonly turn: (label: string) => Promise<void>; go(): void } {
  const steps: string[] = []
  const held = {
    go: (): void => {},
    turn(label: string): Promise<void> {
      const first = label === '0 keys' && steps.lastIndexOf('0 keys') < steps.indexOf('0 swap done')
      steps.push(label)
      return first ? new Promise((resolve) => (held.go = resolve)) : Promise.resolve()
    },
  }
  return held
}

/** A world in which the first page's steps of this name wait until they are let go, by their number. */
function worldThatHolds(step: string): (() => void)[] {
  const held: (() => void)[] = []
  world = new World((label) => (label === step ? new Promise<void>((go) => held.push(go)) : Promise.resolve()))
  return held
}

describe('keeping', () => {
  it('[Q1] submit says "disk" only when the transaction is complete', async () => {
    const steps: string[] = []
    let letPut = (): void => {}
    world = new World((label) => {
      steps.push(label)
      return label === '0 swap done' ? new Promise<void>((go) => (letPut = go)) : Promise.resolve()
    })
    world.weather = 'hangs'
    let told: unknown
    void world
      .tab()
      .queue.submit(delivery('a'))
      .then((result) => (told = result))
    await settled()
    expect(steps).toContain('0 swap done')
    expect(told).toBeUndefined()
    letPut()
    await settled()
    expect(told).toEqual({ durable: 'disk' })
  })

  it('[Q1] submit says "server" when the acknowledgement is there before the disk', async () => {
    world = new World((label) => (label === '0 swap' ? new Promise(() => {}) : Promise.resolve()))
    expect(await world.tab().queue.submit(delivery('a'))).toEqual({ durable: 'server' })
  })

  it('[Q2] the first attempt is made at once, by the page that wrote it, whoever holds the lock', async () => {
    world = new World()
    const tab = world.tab()
    world.holder = tab
    void tab.queue.submit(delivery('a'))
    await settled()
    expect(world.requests).toMatchObject([{ at: 0, ids: ['a.1'] }])
    expect(await world.waiting()).toEqual([])
  })

  it('[Q2] a record is sent and on disk before thousands that wait are counted, and told safe when there is room', async () => {
    const count = heldCount()
    const made = await waitingWorld(5)
    world = new World(count.turn)
    world.weather = 'hangs'
    await world.disk.put(await made.disk.page({ after: 'p:', before: 'p:~' }, 10))
    let told: unknown
    const submitted = world
      .tab()
      .queue.submit(delivery('a', 1, { urgent: true }))
      .then((result) => (told = result))
    await settled()
    expect(ids()).toEqual(['a.1'])
    expect(await world.waiting()).toContainEqual(expect.stringContaining('a.1'))
    expect(told).toBeUndefined()
    count.go()
    expect(await submitted).toEqual({ durable: 'disk' })
  })

  it('[Q3] a record stays until its acknowledgement was parsed, then it goes', async () => {
    world = new World()
    world.weather = 'reply-lost'
    const { queue } = world.tab()
    await queue.submit(delivery('a'))
    await settled()
    expect(world.received.has('a.1')).toBe(true)
    expect(await world.waiting()).toHaveLength(1)
    world.weather = 'fine'
    await world.pass(2 * 60_000)
    expect(await world.waiting()).toEqual([])
    expect(ids()).toEqual(['a.1'])
  })

  it('[Q5] memory alone is no promise: the result waits for the attempt that is being made', async () => {
    let answer = (): void => {}
    const wait = new Promise<void>((go) => {
      answer = go
    })
    world = new World((label) => (label === '0 request' ? wait : Promise.resolve()))
    world.full = true
    let told: unknown
    void world
      .tab()
      .queue.submit(delivery('a'))
      .then((result) => {
        told = result
      })
    await settled()
    expect(told).toBeUndefined()
    answer()
    await settled()
    expect(told).toEqual({ durable: 'server' })
    world.weather = 'down'
    expect(await world.tab().queue.submit(delivery('b'))).toEqual({ durable: 'memory' })
  })

  it('[Q5] [Q28] with a store that always fails, answers still go, again and again until they arrive', async () => {
    world = new World()
    const broken = { open: () => Promise.reject(new Error('no store')) }
    const tab = world.tab()
    const platform = { ...tab.platform, journal: broken }
    const { queue } = world.tab({ platform })
    world.weather = 'down'
    expect(await queue.submit(delivery('a'))).toEqual({ durable: 'memory' })
    world.weather = 'fine'
    await world.pass(60_000)
    expect(world.received.has('a.1')).toBe(true)
  })

  it('[Q6] nothing is opened before something is submitted or asked for, events of the page included', async () => {
    const steps: string[] = []
    world = new World((label) => {
      steps.push(label)
      return Promise.resolve()
    })
    const tab = world.tab()
    for (const moment of ['back', 'online', 'leaving', 'frozen']) tab.fire(moment)
    await world.pass(HOUR)
    expect(steps).toEqual([])
  })
})

describe('order', () => {
  it('[Q7] QI6: a complaint is in the very next request while 5,000 ordinary records wait', async () => {
    world = await waitingWorld(5000)
    const { queue } = world.tab()
    void queue.flush()
    await settled()
    const before = world.requests.length
    await queue.submit(delivery('zz', 1, { urgent: true }))
    await settled()
    const after = world.requests.slice(before)
    const inFlight = after.findIndex((request) => request.ids.includes('zz.1'))
    expect(inFlight).toBeGreaterThanOrEqual(0)
    expect(inFlight).toBeLessThanOrEqual(1)
    await world.pass(60_000)
    expect(await world.waiting()).toEqual([])
    expect(world.requests.length).toBeLessThanOrEqual(102)
  }, 30_000)

  it('[Q7] QI6: a complaint that comes while the next request is being read is in it', async () => {
    let letRead = (): void => {}
    let reads = 0
    const made = await waitingWorld(5)
    // The first reading is that of the backoff's note.
    world = new World((label) =>
      label === '0 page done' && ++reads === 2
        ? new Promise<void>((go) => {
            letRead = go
          })
        : Promise.resolve(),
    )
    await world.disk.put(await made.disk.page({ after: 'p:', before: 'p:~' }, 10))
    const { queue } = world.tab()
    const flushed = queue.flush()
    await settled()
    void queue.submit(delivery('zz', 1, { urgent: true }))
    letRead()
    await flushed
    expect(ids(0)).toEqual(['zz.1'])
  })

  it('[Q7] complaints, then words, then the rest, each by age; [Q8] one priority in a request', async () => {
    world = new World()
    world.weather = 'down'
    const tab = world.tab()
    await tab.queue.submit(delivery(uuid(1)))
    await tab.queue.submit(delivery(uuid(2), 1, { text: true }))
    await tab.queue.submit(delivery(uuid(4), 1, { urgent: true }))
    await tab.queue.submit(delivery(uuid(3), 1, { urgent: true }))
    tab.crash()
    world.weather = 'fine'
    world.mono += HOUR
    world.requests.length = 0
    world.tab().queue.resume()
    await world.pass(3000)
    expect(world.requests.map((request) => request.ids)).toEqual([
      [`${uuid(3)}.1`, `${uuid(4)}.1`],
      [`${uuid(2)}.1`],
      [`${uuid(1)}.1`],
    ])
  })

  it('[Q8] at most 50 records and 48 KiB in a request, and one request at a time', async () => {
    world = await waitingWorld(120)
    world.tab().queue.resume()
    await world.pass(3000)
    expect(world.requests.map((request) => request.ids.length)).toEqual([50, 50, 20])
    world = new World()
    world.weather = 'down'
    const first = world.tab()
    const texts = { surveyId: 's', title: 'x'.repeat(20_000), questions: [] }
    for (let i = 0; i < 5; i++) await first.queue.submit({ ...delivery(uuid(i)), texts })
    first.crash()
    world.mono += HOUR
    world.weather = 'fine'
    world.requests.length = 0
    world.tab().queue.resume()
    await world.pass(3000)
    expect(world.requests.map((request) => request.ids.length)).toEqual([2, 2, 1])
  })

  it('[Q9] a later revision replaces an earlier one that is unsent, once the later is safe', async () => {
    world = new World()
    world.weather = 'down'
    const { queue } = world.tab()
    await queue.submit(delivery('a', 1))
    await queue.submit(delivery('a', 2))
    await queue.submit(delivery('a', 10, { text: true }))
    await settled()
    expect(await world.waiting()).toEqual([expect.stringContaining('a.10')])
    world.weather = 'fine'
    await world.pass(60_000)
    expect([...world.received.keys()]).toEqual(['a.10'])
    const { counters } = await queue.status()
    expect(counters).toMatchObject({ submitted: 3, superseded: 2, sent: 1 })
  })

  it('[Q9] an earlier revision on disk stays while the later one is in memory only', async () => {
    world = new World()
    world.weather = 'down'
    const { queue } = world.tab()
    await queue.submit(delivery('a', 1))
    world.full = true
    expect(await queue.submit(delivery('a', 2))).toEqual({ durable: 'memory' })
    world.full = false
    await settled()
    expect(await world.waiting()).toEqual([expect.stringContaining('a.1')])
  })

  it('[Q9] an earlier revision stays while the later one is not safe', async () => {
    world = new World((label) => (label === '1 swap' ? new Promise(() => {}) : Promise.resolve()))
    world.weather = 'down'
    const first = world.tab()
    await first.queue.submit(delivery('a', 1))
    void world.tab().queue.submit(delivery('a', 2))
    await settled()
    expect(await world.waiting()).toEqual([expect.stringContaining('a.1')])
  })
})

describe('outcomes', () => {
  it.each(['hangs', 'reply-lost', 'throws', 'down', 'short'] as const)(
    '[Q10] %s: whatever is missing is a retry, nothing is deleted',
    async (weather) => {
      world = new World()
      world.weather = weather
      const { queue } = world.tab()
      await queue.submit(delivery('a'))
      await world.pass(21_000)
      expect(await world.waiting()).toHaveLength(1)
      world.weather = 'fine'
      await world.pass(10 * 60_000)
      expect(await world.waiting()).toEqual([])
      expect(world.received.size).toBe(1)
    },
  )

  it('[Q10] a word that this version does not know parks the record, and says so', async () => {
    world = new World()
    world.weather = 'unknown-word'
    const { queue } = world.tab()
    const seen: ItemEvent[] = []
    queue.on('item', (event) => seen.push(event))
    await queue.submit(delivery('a'))
    await settled()
    expect(await queue.status()).toMatchObject({ waiting: 0, parked: 1, counters: { 'parked.unknown-outcome': 1 } })
    expect(seen.at(-1)).toMatchObject({ state: 'parked', reason: 'unknown-outcome', responseId: 'a', revision: 1 })
  })

  it('[Q10] a record that cannot be read is parked and stops nobody', async () => {
    world = new World()
    await world.disk.put([{ key: 'p:2:x.1:5', body: '{"id', meta: 'no json' }])
    await world.disk.put([{ key: 'p:2:y.1:5', body: JSON.stringify(delivery('y')), meta: '{}' }])
    world.tab().queue.resume()
    await world.pass(3000)
    expect([...world.received.keys()]).toEqual(['y.1'])
    expect(await world.parked()).toEqual(['p:9:x.1:5'])
  })

  it.each([0, 1, 24, 25, 37, 48, 49])('[Q11] QI5: poison at %i of 50 costs at most 13 requests', async (at) => {
    world = await waitingWorld(50)
    world.poison.add(`${uuid(at)}.1`)
    const { queue } = world.tab()
    queue.resume()
    await world.pass(10_000)
    expect(world.received.size).toBe(49)
    expect(await world.parked()).toEqual([expect.stringContaining(uuid(at))])
    expect(await world.waiting()).toEqual([])
    expect(world.requests.length).toBeLessThanOrEqual(13)
  })

  it('[Q11] the search for poison goes on after a crash where it was', async () => {
    world = await waitingWorld(50)
    world.poison.add(`${uuid(13)}.1`)
    const tab = world.tab()
    tab.queue.resume()
    world.timers
      .sort((a, b) => a.at - b.at)
      .shift()!
      .run()
    while (world.requests.length < 4) await new Promise((go) => setImmediate(go))
    tab.crash()
    world.tab().queue.resume()
    await world.pass(60_000)
    expect(world.received.size).toBe(49)
    expect(world.requests.length).toBeLessThanOrEqual(15)
  })

  it('[Q12] a parked record is kept 30 days by the clock of the receiver, then it goes', async () => {
    world = new World()
    world.poison.add('a.1')
    const first = world.tab()
    await first.queue.submit(delivery('a'))
    await settled()
    first.crash()
    const visit = async (days: number, id: string): Promise<number> => {
      world.days = days
      const tab = world.tab()
      await tab.queue.submit(delivery(id))
      await world.pass(60_000)
      tab.crash()
      return (await world.parked()).length
    }
    expect(await visit(0, 'b')).toBe(1)
    world.shift = 3650 * DAY
    expect(await visit(29, 'c')).toBe(1)
    world.shift = -3650 * DAY
    expect(await visit(31, 'd')).toBe(0)
  })

  it('[Q13] an unwelcome key pauses for an hour and keeps all; flush tries at once', async () => {
    world = new World()
    world.weather = 'paused'
    const { queue } = world.tab()
    const seen: ItemEvent[] = []
    queue.on('item', (event) => seen.push(event))
    await queue.submit(delivery('a'))
    await settled()
    expect(await queue.status()).toMatchObject({ backoff: 'paused', reason: 'HTTP 403', waiting: 1 })
    expect(seen.map((event) => event.state)).toContain('blocked')
    await queue.submit(delivery('b'))
    await world.pass(HOUR - 1000)
    expect(world.requests).toHaveLength(1)
    world.weather = 'fine'
    await world.pass(5000)
    expect(world.received.size).toBe(2)
    world.weather = 'paused'
    await queue.submit(delivery('c'))
    await settled()
    world.weather = 'fine'
    expect((await queue.flush()).waiting).toBe(0)
  })

  it('[Q14] three blocked requests in a row make a backoff of five minutes', async () => {
    world = new World()
    world.weather = 'blocked'
    const { queue } = world.tab()
    await queue.submit(delivery('a'))
    await world.pass(60_000)
    expect(world.requests).toHaveLength(3)
    expect(await queue.status()).toMatchObject({ backoff: 'blocked', reason: 'blocked' })
    await world.pass(20 * 60_000)
    expect(world.requests.length).toBeLessThanOrEqual(7)
    world.weather = 'fine'
    await world.pass(6 * 60_000)
    expect(await queue.status()).toMatchObject({ backoff: 'none', waiting: 0 })
  })
})

describe('waits', () => {
  it('[Q15] QI4: what the destination asks for is a floor, for records submitted meanwhile and for flush too', async () => {
    world = new World()
    world.weather = 'busy'
    const { queue } = world.tab()
    await queue.submit(delivery('a'))
    await settled()
    world.weather = 'fine'
    await queue.submit(delivery('b', 1, { urgent: true }))
    await queue.flush()
    await world.pass(ASKED - 1)
    expect(world.requests).toHaveLength(1)
    await world.pass(ASKED * 0.2 + 2)
    expect(await world.waiting()).toEqual([])
    expect(world.requests[1]!.ids).toEqual(['b.1'])
  })

  it('[Q15] an asked wait counts from the moment it is heard, while the record is still being written', async () => {
    world = new World((label) => (label === '0 swap' ? new Promise(() => {}) : Promise.resolve()))
    world.weather = 'busy'
    const tab = world.tab()
    void tab.queue.submit(delivery('a'))
    await settled()
    void tab.queue.submit(delivery('b'))
    tab.fire('leaving')
    await settled()
    expect(world.requests).toHaveLength(1)
  })

  it('[Q15] an asked wait that a final flush heard outlasts the failure of the request beside it', async () => {
    const requests = worldThatHolds('0 request')
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    tab.fire('leaving')
    world.weather = 'busy'
    requests[1]!()
    await settled()
    world.weather = 'down'
    requests[0]!()
    await settled()
    await tab.queue.submit(delivery('b', 1, { urgent: true }))
    await world.pass(ASKED - 1)
    expect(world.requests).toHaveLength(2)
  })

  it('[Q15] what is asked about a record counts although a final flush has delivered it meanwhile', async () => {
    const requests = worldThatHolds('0 request')
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    tab.fire('leaving')
    requests[1]!()
    await settled()
    world.weather = 'busy'
    requests[0]!()
    await settled()
    await tab.queue.submit(delivery('b', 1, { urgent: true }))
    await world.pass(ASKED - 1)
    expect(world.requests).toHaveLength(2)
  })

  it('[Q15] what a final flush was asked counts although the customer has withdrawn meanwhile', async () => {
    const replies = worldThatHolds('0 reply')
    world.weather = 'busy'
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    tab.fire('leaving')
    await settled()
    const ended = tab.queue.withdraw()
    replies[1]!()
    await ended
    await world.pass(ASKED - 1)
    expect(world.requests).toHaveLength(2)
  })

  it('[Q15] waits and attempts survive a reload', async () => {
    world = new World()
    world.weather = 'busy'
    const first = world.tab()
    await first.queue.submit(delivery('a'))
    await settled()
    first.crash()
    world.weather = 'fine'
    const attempts: number[] = []
    const second = world.tab({
      transport: {
        send: async (sent) => {
          attempts.push(sent.attempt)
          return { status: 'delivered' }
        },
      },
    })
    second.queue.resume()
    await world.pass(ASKED - 1000)
    expect(attempts).toEqual([])
    await world.pass(10_000)
    expect(attempts).toEqual([2])
  })

  it('[F3] a record that the destination skips is done with, and nobody is told that it was sent', async () => {
    world = new World()
    const told: ItemEvent[] = []
    const { queue } = world.tab({ transport: { send: async () => ({ status: 'skipped', reason: 'event' }) } })
    queue.on('item', (event) => told.push(event))
    expect(await queue.submit(delivery('a'))).not.toMatchObject({ durable: 'server' })
    await settled()
    expect(told.map(({ state }) => state)).not.toContain('sent')
    expect(told.at(-1)).toMatchObject({ state: 'skipped', reason: 'event' })
    expect(await queue.status()).toMatchObject({ waiting: 0, parked: 0, counters: { submitted: 1, skipped: 1 } })
    await world.pass(HOUR)
    expect(told.filter(({ state }) => state === 'skipped')).toHaveLength(1)
  })

  it('[Q16] records that one request left behind come back in one request', async () => {
    world = await waitingWorld(50)
    world.weather = 'some-later'
    world.tab().queue.resume()
    await world.pass(3000)
    world.weather = 'fine'
    await world.pass(30_000)
    expect(world.requests.map((request) => request.ids.length)).toEqual([50, 25])
  })

  /** A box on the way, no part of the collector: what holds one of these is refused, alone as well. */
  function box(refused: (id: string) => boolean): Transport {
    const sendMany: Transport['sendMany'] = async (all) => {
      world.requests.push({
        tab: 0,
        at: world.mono,
        ids: all.map(({ id }) => id),
        urgent: false,
        leaving: false,
        signal: new AbortController().signal,
      })
      const isBad = all.some(({ id }) => refused(id))
      const lone: SendOutcome = { status: 'retry', scope: 'item', cause: 'HTTP 413' }
      const whole: SendOutcome = { status: 'rejected', scope: 'batch', code: 'http_413', detail: '' }
      return all.map(({ id }) => {
        if (isBad) return all.length > 1 ? whole : lone
        world.received.set(id, '')
        return { status: 'delivered' }
      })
    }
    return { maxBatch: 50, sendMany, send: async (one, signal) => (await sendMany([one], signal))[0]! }
  }

  it('[Q16] CI4: records that a stranger refuses wait by themselves; those behind them are sent at once, and they when they may', async () => {
    world = await waitingWorld(60)
    const bad = new Set([0, 1, 2, 3, 40].map((n) => `${uuid(n)}.1`))
    let isShut = true
    world.tab({ transport: box((id) => isShut && bad.has(id)) }).queue.resume()
    await world.pass(20_000)
    expect(world.received.size).toBe(55)
    expect(await world.waiting()).toHaveLength(5)
    isShut = false
    await world.pass(30 * 60_000)
    expect(await world.waiting()).toEqual([])
  })

  it('[Q16] CI4: a complaint that is refused alone holds up neither the next complaint nor an answer', async () => {
    world = new World()
    const { queue } = world.tab({ transport: box((id) => id.startsWith('a')) })
    await queue.submit(delivery('a', 1, { urgent: true }))
    await settled()
    world.tabs[0]!.crash()
    const next = world.tab({ transport: box((id) => id.startsWith('a')) }).queue
    next.resume()
    await next.submit(delivery('b', 1, { urgent: true }))
    await next.submit(delivery('c'))
    await world.pass(20_000)
    expect([...world.received.keys()].sort()).toEqual(['b.1', 'c.1'])
    expect(await next.status()).toMatchObject({ waiting: 1, backoff: 'none' })
  })

  it('[Q16] [Q17] three records in a row that were refused alone make all wait, so a box that refuses all is not stormed', async () => {
    world = await waitingWorld(60)
    const { queue } = world.tab({ transport: box(() => true) })
    queue.resume()
    await world.pass(2500)
    // 50, 25, 13 … 1, then two more alone
    expect(world.requests.length).toBeLessThanOrEqual(20)
    expect(await queue.status()).toMatchObject({ waiting: 60, reason: 'HTTP 413' })
    await world.pass(30 * HOUR)
    expect(world.requests.filter(({ ids: sent }) => sent.length === 1).length).toBeLessThanOrEqual(30)
  })

  it('[Q16] a record that was refused alone is tried again by the page that wrote it, without another push', async () => {
    world = new World()
    let isShut = true
    const { queue } = world.tab({ transport: box(() => isShut) })
    await queue.submit(delivery('a'))
    await settled()
    expect(world.requests).toHaveLength(1)
    isShut = false
    await world.pass(10_000)
    expect([...world.received.keys()]).toEqual(['a.1'])
  })

  it('[Q17] QI4: at most 30 failed requests in the life of a page, then only wake events and new answers', async () => {
    world = new World()
    world.weather = 'down'
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    await world.pass(30 * HOUR)
    expect(world.requests).toHaveLength(30)
    tab.fire('online')
    await world.pass(HOUR)
    expect(world.requests).toHaveLength(31)
    world.weather = 'fine'
    await tab.queue.submit(delivery('b'))
    await world.pass(10_000)
    expect(await world.waiting()).toEqual([])
  })

  it('[Q18] flush ends the own wait that another page left in the store', async () => {
    world = new World()
    world.weather = 'down'
    const first = world.tab()
    await first.queue.submit(delivery('a'))
    await world.pass(30 * 60_000)
    first.crash()
    world.weather = 'fine'
    expect(await world.tab().queue.flush()).toMatchObject({ waiting: 0 })
  })

  it('[Q18] a wake event ends the own wait that another page left in the store', async () => {
    world = new World()
    world.weather = 'down'
    const first = world.tab()
    await first.queue.submit(delivery('a'))
    await world.pass(30 * 60_000)
    first.crash()
    world.weather = 'fine'
    const second = world.tab()
    second.queue.resume()
    await world.pass(2500)
    expect(await world.waiting()).toHaveLength(1)
    second.fire('online')
    await world.pass(6000)
    expect(await world.waiting()).toEqual([])
  })

  it('[Q18] a flapping network drives at most one request in five seconds', async () => {
    world = new World()
    world.weather = 'down'
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    await world.pass(10 * 60_000)
    const before = world.requests.length
    for (let i = 0; i < 100; i++) {
      tab.fire('online')
      tab.fire('back')
      await world.pass(100)
    }
    expect(world.requests.length - before).toBeLessThanOrEqual(3)
  })

  it.each(['back', 'online'])(
    '[Q18] what was on its way when the page left counts as lost 3 s after %s',
    async (moment) => {
      world = new World()
      world.weather = 'hangs'
      const tab = world.tab()
      await tab.queue.submit(delivery('a'))
      tab.fire('leaving')
      await world.pass(500)
      world.weather = 'fine'
      tab.fire(moment)
      await world.pass(8000)
      expect(await world.waiting()).toEqual([])
    },
  )

  it('[Q18] a flapping network does not put off the end of a request', async () => {
    world = new World()
    world.weather = 'hangs'
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    for (let i = 0; i < 10; i++) {
      tab.fire('online')
      await world.pass(1000)
    }
    expect(world.requests.length).toBeGreaterThan(1)
  })

  it.each([10, -10])('[Q19] QI10: the clock set by %i years in mid-wait stops nothing', async (years) => {
    world = new World()
    world.weather = 'down'
    const first = world.tab()
    await first.queue.submit(delivery('a'))
    await settled()
    world.shift = years * 365 * DAY
    world.weather = 'fine'
    await first.queue.submit(delivery('b'))
    await world.pass(60_000)
    expect(await world.waiting()).toEqual([])
    world.weather = 'busy'
    await first.queue.submit(delivery('c'))
    await settled()
    first.crash()
    world.shift = 0
    world.weather = 'fine'
    world.tab().queue.resume()
    await world.pass(2 * HOUR)
    expect(await world.waiting()).toEqual([])
  })
})

describe('several pages', () => {
  it('[Q20] one page drains the store, the other waits for it', async () => {
    world = await waitingWorld(200)
    world.tab().queue.resume()
    world.tab().queue.resume()
    await world.pass(60_000)
    expect(world.requests).toHaveLength(4)
  })

  it('[Q20] a holder without a sign of life is passed by within 30 s', async () => {
    world = await waitingWorld(10)
    world.holder = world.tab()
    world.tab().queue.resume()
    await world.pass(32_000)
    expect(world.received.size).toBe(10)
  })

  it.each(['leaving', 'frozen'])('[Q20] %s gives the lock back at once, in the middle of a request', async (moment) => {
    world = await waitingWorld(10)
    world.weather = 'hangs'
    const tab = world.tab()
    tab.queue.resume()
    await world.pass(3000)
    expect(world.holder).toBe(tab)
    tab.fire(moment)
    await settled()
    expect(world.holder).toBeUndefined()
  })

  it('[Q21] a record that vanished from the store is sent once more: wiped, or delivered by another page', async () => {
    world = new World()
    world.weather = 'down'
    const { queue } = world.tab()
    const seen: ItemEvent[] = []
    queue.on('item', (event) => seen.push(event))
    await queue.submit(delivery('a'))
    await settled()
    await world.disk.clear({ after: '', before: '\uffff' })
    world.weather = 'fine'
    await world.pass(60_000)
    expect(world.received.has('a.1')).toBe(true)
    expect(seen.at(-1)).toMatchObject({ state: 'sent' })
  })
})

describe('leaving', () => {
  it('[Q22] what is unsent goes in one request of at most 16 KiB, and nothing is deleted for it', async () => {
    world = new World((label) => (label === '0 request' ? new Promise(() => {}) : Promise.resolve()))
    const tab = world.tab()
    const big = { texts: { surveyId: 's', title: 'x'.repeat(9000), questions: [] } }
    for (let i = 0; i < 4; i++) await tab.queue.submit({ ...delivery(uuid(i)), ...big })
    await tab.queue.submit(delivery('c', 1, { urgent: true }))
    tab.fire('leaving')
    await settled()
    const finalFlush = world.requests.filter((request) => request.leaving)
    expect(finalFlush.map((request) => request.ids)).toEqual([['c.1', `${uuid(0)}.1`]])
    expect(await world.waiting()).toHaveLength(5)
  })

  it('[Q22] visibilitychange after pagehide makes no second final flush; a page that was back makes it again', async () => {
    world = new World()
    world.weather = 'hangs'
    const tab = world.tab()
    const finalFlushes = (): (readonly string[])[] =>
      world.requests.filter(({ leaving }) => leaving).map((request) => request.ids)
    await tab.queue.submit(delivery('a'))
    tab.fire('leaving')
    tab.fire('leaving')
    expect(finalFlushes()).toEqual([['a.1']])
    await tab.queue.submit(delivery('b'))
    tab.fire('leaving')
    expect(finalFlushes()).toEqual([['a.1'], ['b.1']])
    tab.fire('back')
    tab.fire('leaving')
    expect(finalFlushes().slice(2)).toEqual([['a.1', 'b.1']])
  })

  it('[Q22] what is in memory only is in every final flush', async () => {
    world = new World()
    world.full = true
    world.weather = 'hangs'
    const tab = world.tab()
    void tab.queue.submit(delivery('a'))
    await settled()
    tab.fire('leaving')
    tab.fire('leaving')
    expect(world.requests.filter(({ leaving }) => leaving)).toHaveLength(2)
  })

  it('[Q22] a page with nothing unsent makes no final flush', async () => {
    world = new World()
    const tab = world.tab()
    await tab.queue.submit(delivery('a'))
    await settled()
    tab.fire('leaving')
    await settled()
    expect(world.requests).toHaveLength(1)
  })

  it('[Q23] QI7: after close no listener and no timer is left, and a listener that throws hurts nobody', async () => {
    world = new World()
    world.weather = 'down'
    const tab = world.tab()
    tab.queue.on('item', () => {
      throw new Error('host code')
    })
    await tab.queue.submit(delivery('a'))
    await settled()
    expect(world.timers.length).toBeGreaterThan(0)
    tab.queue.close()
    await settled()
    expect(world.timers).toEqual([])
    expect([...tab.listeners.values()].map((set) => set.size)).toEqual([0, 0, 0, 0])
    expect(await tab.queue.submit(delivery('b'))).toEqual({ durable: 'none', reason: 'closed' })
  })

  it('[Q23] QI7: a reply that comes after close is noted, and the store closed again', async () => {
    const steps: string[] = []
    let reply = (): void => {}
    world = new World((label) => {
      steps.push(label)
      return label === '0 reply' ? new Promise<void>((go) => (reply = go)) : Promise.resolve()
    })
    const tab = world.tab()
    Object.assign(await tab.platform.journal.open(), { close: () => steps.push('close') })
    void tab.queue.submit(delivery('a'))
    await settled()
    tab.queue.close()
    reply()
    await settled()
    expect(steps.slice(steps.indexOf('close'))).toContain('0 change done')
    expect(steps.at(-1)).toBe('close')
    expect(await world.waiting()).toEqual([])
  })
})

describe('limits', () => {
  it('[Q24] a record over 128 KiB of UTF-8 is refused at once, with the reason', async () => {
    world = new World()
    const { queue } = world.tab()
    const big = { ...delivery('a'), texts: { surveyId: 's', title: 'ж'.repeat(66_000), questions: [] } }
    expect(await queue.submit(big)).toEqual({ durable: 'none', reason: 'too-large' })
    expect(world.requests).toEqual([])
  })

  it('[Q25] full: words and complaints take the place of the oldest ordinary answers, counted and reported', async () => {
    world = new World()
    world.weather = 'down'
    const { queue } = world.tab({ limits: { records: 3 } })
    for (let i = 0; i < 3; i++) await queue.submit(delivery(uuid(i)))
    await settled()
    expect(await queue.submit(delivery('t', 1, { text: true }))).toEqual({ durable: 'disk' })
    expect(await queue.submit(delivery('u', 1, { urgent: true }))).toEqual({ durable: 'disk' })
    await settled()
    expect(await world.waiting()).toEqual([
      expect.stringContaining('u.1'),
      expect.stringContaining('t.1'),
      expect.stringContaining(uuid(2)),
    ])
    expect((await queue.status()).counters).toMatchObject({ evicted: 2 })
  })

  it('[Q25] full of what may not be evicted: said so after one attempt, nothing kept is touched', async () => {
    world = new World()
    world.weather = 'down'
    const { queue } = world.tab({ limits: { records: 2 } })
    for (let i = 0; i < 2; i++) await queue.submit(delivery(uuid(i), 1, { urgent: true }))
    await settled()
    const before = await world.waiting()
    expect(await queue.submit(delivery('x', 1, { urgent: true }))).toEqual({ durable: 'none', reason: 'full' })
    expect(await world.waiting()).toEqual(before)
    world.weather = 'fine'
    expect(await queue.submit(delivery('y'))).toEqual({ durable: 'server' })
  })

  it('[Q25] the first answer of a page that finds no place leaves nothing behind; one that fits exactly is kept', async () => {
    world = await waitingWorld(3, { text: true })
    world.weather = 'down'
    const before = await world.waiting()
    const full = world.tab({ limits: { records: 3 } })
    expect(await full.queue.submit(delivery('x', 1, { urgent: true }))).toEqual({ durable: 'none', reason: 'full' })
    expect(await world.waiting()).toEqual(before)
    const roomy = world.tab({ limits: { records: 4 } })
    expect(await roomy.queue.submit(delivery('y', 1, { urgent: true }))).toEqual({ durable: 'disk' })
    expect(await roomy.queue.submit(delivery('z', 1, { urgent: true }))).toEqual({ durable: 'none', reason: 'full' })
    expect(await world.waiting()).toEqual([expect.stringContaining('y.1'), ...before])
  })

  it('[Q25] an ordinary answer never takes the place of another: what was told to be kept is kept', async () => {
    world = new World()
    world.weather = 'down'
    const { queue } = world.tab({ limits: { bytes: 500 } })
    const told = [
      await queue.submit(delivery('a')),
      await queue.submit(delivery('b')),
      await queue.submit(delivery('c')),
    ]
    expect(told.at(0)).toEqual({ durable: 'disk' })
    expect(told.at(-1)).toEqual({ durable: 'none', reason: 'full' })
    expect((await queue.status()).bytes).toBeLessThanOrEqual(500)
  })
})

describe('withdrawal', () => {
  it('[Q26] QI8: erases what is kept and sends one erasure with all response ids, nothing else', async () => {
    world = new World()
    const { queue } = world.tab()
    await queue.submit(delivery('sent'))
    await settled()
    world.weather = 'down'
    await queue.submit(delivery('kept', 3, { text: true }))
    await settled()
    world.requests.length = 0
    world.weather = 'fine'
    await queue.withdraw({ subjectId: 'u1', responseIds: ['older'] })
    await world.pass(60_000)
    expect(world.requests).toHaveLength(1)
    const erasure = JSON.parse([...world.received.values()].at(-1)!)
    expect(erasure).toMatchObject({ type: 'subject.erased', lane: 'urgent', data: { subjectId: 'u1' } })
    expect(new Set(erasure.data.responseIds)).toEqual(new Set(['kept', 'sent', 'older']))
    expect(await world.waiting()).toEqual([])
  })

  it('[Q26] QI8: what is on its way is aborted, what is being stored is not stored', async () => {
    world = new World((label) => (label === '0 request' ? new Promise(() => {}) : Promise.resolve()))
    const { queue } = world.tab()
    const told = queue.submit(delivery('a'))
    await settled()
    await queue.withdraw()
    expect(world.requests[0]!.signal.aborted).toBe(true)
    await settled()
    expect(['disk', 'none']).toContain((await told).durable)
    expect(await world.waiting()).toEqual([expect.stringMatching(/^p:0:/)])
  })

  it('[Q26] another page drops what it holds of a withdrawn record', async () => {
    world = new World()
    world.weather = 'busy'
    const other = world.tab()
    await other.queue.submit(delivery('a'))
    await settled()
    world.weather = 'fine'
    await world.tab().queue.withdraw()
    await world.pass(10 * 60_000)
    expect([...world.received.values()].map((text) => JSON.parse(text).type)).toEqual(['subject.erased'])
  })

  it('[Q26] a page drops the record that another withdrew between its writing and the first counting', async () => {
    const count = heldCount()
    world = new World(count.turn)
    world.weather = 'busy'
    void world.tab().queue.submit(delivery('a'))
    await settled()
    world.weather = 'fine'
    await world.tab().queue.withdraw()
    count.go()
    await world.pass(10 * 60_000)
    expect([...world.received.values()].map((text) => JSON.parse(text).type)).toEqual(['subject.erased'])
  })

  it('[Q1] [Q26] what another page delivered and is taken for withdrawn is told sent by the reply that is on its way', async () => {
    const replies = worldThatHolds('0 reply')
    const [{ queue }, other] = [world.tab(), world.tab()]
    const told: string[] = []
    queue.on('item', ({ id, state }) => id === 'a.1' && told.push(state))
    // knows of no withdrawal
    await queue.flush()
    await other.queue.withdraw({ subjectId: 'u1' })
    await world.pass(10)
    await queue.submit(delivery('a'))
    await settled()
    await other.queue.flush()
    expect(await world.waiting()).toEqual([])
    void queue.flush()
    await settled()
    for (const go of replies) go()
    await settled()
    expect(told).toEqual(['saving', 'queued', 'sent'])
  })

  it('[Q21] [Q26] what was written after another page withdrew did not fall to that: delivered by that page, it is told sent', async () => {
    world = new World()
    const [{ queue }, other] = [world.tab(), world.tab()]
    const told: string[] = []
    queue.on('item', ({ id, state }) => id === 'a.1' && told.push(state))
    // knows of no withdrawal
    await queue.flush()
    await other.queue.withdraw({ subjectId: 'u1' })
    await world.pass(10)
    world.weather = 'down'
    await queue.submit(delivery('a'))
    await settled()
    world.weather = 'fine'
    await other.queue.flush()
    expect(await world.waiting()).toEqual([])
    await world.pass(10 * 60_000)
    expect(told).toEqual(['saving', 'queued', 'sent'])
    expect((await queue.status()).counters).toEqual({ submitted: 1, sent: 1 })
  })

  it('[Q26] an erasure that has not arrived outlives the next withdrawal and is sent again at once', async () => {
    world = new World()
    world.weather = 'hangs'
    const { queue } = world.tab()
    await queue.submit(delivery('a'))
    await queue.withdraw()
    await settled()
    world.weather = 'fine'
    await queue.withdraw()
    await settled()
    expect([...world.received.values()].map((text) => JSON.parse(text).data)).toEqual([{ responseIds: ['a'] }])
    expect((await queue.status()).counters).toEqual({ submitted: 2, withdrawn: 1, sent: 1 })
  })

  it('[Q26] an erasure that an earlier visit left outlives a withdrawal', async () => {
    world = new World()
    world.weather = 'down'
    const earlier = world.tab()
    await earlier.queue.submit(delivery('a'))
    await earlier.queue.withdraw()
    await settled()
    earlier.crash()
    const { queue } = world.tab()
    await queue.submit(delivery('b'))
    await settled()
    await queue.withdraw()
    world.weather = 'fine'
    await world.pass(10 * 60_000)
    const erased = [...world.received.values()].flatMap((text) => JSON.parse(text).data.responseIds)
    expect(erased.sort()).toEqual(['a', 'b'])
    expect((await queue.status()).counters).toMatchObject({ submitted: 2, withdrawn: 1 })
  })

  it('[Q26] of two pages that withdraw at once, both erasures arrive', async () => {
    let clear = (): void => {}
    world = new World((label) => (label === '0 clear' ? new Promise<void>((go) => (clear = go)) : Promise.resolve()))
    world.weather = 'busy'
    const [first, second] = [world.tab(), world.tab()]
    await first.queue.submit(delivery('a'))
    await second.queue.submit(delivery('b'))
    await settled()
    const ended = first.queue.withdraw({ subjectId: 'u1' })
    await settled()
    await second.queue.withdraw({ subjectId: 'u2' })
    clear()
    await ended
    world.weather = 'fine'
    await world.pass(10 * 60_000)
    const erased = [...world.received.values()].map((text) => JSON.parse(text).data.subjectId)
    expect(erased.sort()).toEqual(['u1', 'u2'])
  })

  it.each([
    ['own', 0],
    ["another page's", 1],
  ])(
    '[Q3] [Q26] QI2: what is said after %s withdrawal is not taken for withdrawn by a pass that reads the store meanwhile',
    async (_whose, by) => {
      let hold = false
      let go = (): void => {}
      world = new World((label) => {
        if (!hold || label !== '0 keys done') return Promise.resolve()
        hold = false
        return new Promise<void>((release) => (go = release))
      })
      world.weather = 'hangs'
      const pages = [world.tab(), world.tab()]
      const { queue } = pages[0]!
      await queue.submit(delivery('a'))
      await queue.withdraw()
      await queue.submit(delivery('b'))
      if (by) await pages[by]!.queue.withdraw()
      hold = true
      void queue.flush()
      await settled()
      if (!by) await queue.withdraw()
      // what is said in the very millisecond of another page's withdrawal counts as said before it
      await world.pass(1)
      await queue.submit(delivery('c'))
      // in memory only: whoever forgets it loses it
      world.full = true
      void queue.submit(delivery('d'))
      await settled()
      go()
      await world.pass(60_000)
      world.full = false
      world.weather = 'fine'
      await world.pass(10 * 60_000)
      expect([...world.received.keys()]).toEqual(expect.arrayContaining(['c.1', 'd.1']))
      // a, b, c, d and the erasures of a and b
      const { counters } = await queue.status()
      expect(counters).toMatchObject({ submitted: by ? 5 : 6, withdrawn: 2, sent: by ? 3 : 4 })
    },
  )

  it('[Q26] with nothing ever said there is nothing to erase', async () => {
    world = new World()
    await world.tab().queue.withdraw()
    await world.pass(60_000)
    expect(world.requests).toEqual([])
  })
})

describe('what is told', () => {
  it('[Q27] saving, queued, sent, with ids and receipts', async () => {
    world = new World()
    const states: string[] = []
    const { queue } = world.tab()
    queue.on('item', ({ state, durable, responseId, revision }) =>
      states.push([state, durable, responseId, revision].join(' ')),
    )
    world.weather = 'down'
    await queue.submit(delivery('a', 2))
    world.weather = 'fine'
    await world.pass(60_000)
    expect(states).toEqual(['saving  a 2', 'queued disk a 2', 'sent server a 2'])
  })

  it('[Q27] what was parked or evicted is reported with the next request that is made anyway', async () => {
    world = new World()
    const reports: unknown[] = []
    const transport = {
      maxBatch: 50,
      send: () => Promise.reject(new Error('unused')),
      sendMany: async (all: readonly { id: string }[], _: AbortSignal, how?: { report?: unknown }) => {
        reports.push(how?.report)
        return all.map(({ id }) =>
          id === 'bad.1'
            ? ({ status: 'rejected', code: 'too_old', detail: '' } as const)
            : ({ status: 'delivered' } as const),
        )
      },
    }
    const { queue } = world.tab({ transport })
    await queue.submit(delivery('bad'))
    await settled()
    await queue.submit(delivery('b'))
    await settled()
    await queue.submit(delivery('c'))
    await settled()
    expect(reports).toEqual([undefined, { 'parked.too_old': 1 }, undefined])
  })

  it('works on the platform without a page, with words stored beside the answer', async () => {
    world = new World()
    const sent: unknown[] = []
    const queue = createQueue({
      project: 'p',
      platform: createMemoryPlatform(),
      textsFor: (response) => ({ surveyId: response.surveyId, title: 'T', questions: [] }),
      transport: {
        send: async (one) => {
          sent.push(one.texts?.title)
          return { status: 'delivered', receipt: { code: 'K7M4-2QXD-9' } }
        },
      },
    })
    expect(await queue.submit(delivery('a'))).toEqual({ durable: 'server', receipt: { code: 'K7M4-2QXD-9' } })
    expect(await queue.flush()).toMatchObject({ waiting: 0, backoff: 'none', store: 'memory' })
    expect(sent).toEqual(['T'])
    queue.close()
  })
})
