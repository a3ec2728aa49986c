import { expect, it } from 'vitest'
import { delivery, settled, type Tab, World } from '../../test/queue/world.ts'
import { createLayeredJournal } from '../platform/layered-journal.ts'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import type { Journal } from '../platform/platform.ts'
import type { SendOutcome, Transport } from '../transport/transport.ts'
import type { Delivery } from '../wire/delivery.ts'
import { draftRecord } from './draft-record.ts'
import type { ItemEvent, PassState } from './types.ts'
import { writeAhead } from './write-ahead.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 10, 21, 20)
const everything = { after: '', before: '\uffff' }

function pass(responseId: string, revision: number, more: Partial<PassState> = {}): PassState {
  const run = {
    surveyId: 's',
    surveyVersion: 1,
    seed: 'x',
    locale: 'en',
    status: 'partial',
    at: 'end',
    trail: [],
    answers: { why: { kind: 'text', text: `words ${revision}` } },
    skipped: [],
    faults: {},
    context: {},
    startedAt: START,
    updatedAt: START,
    questionMs: {},
  } as PassState['run']
  return { responseId, surveyId: 's', surveyVersion: 1, revision, at: START, run, ...more }
}

/** A receiver of whole states that knows who wrote them, as the collector does. */
function receiver(): { transport(writer: string): Transport; states: Map<string, State>; words: Set<string> } {
  const states = new Map<string, State>()
  const words = new Set<string>()
  const take = (one: Delivery, by: string): SendOutcome => {
    const { response } = one.data as { response: { id: string; revision: number; continues?: string; answers: object } }
    const text = JSON.stringify(response.answers)
    const there = states.get(response.id)
    const mine = { revision: response.revision, writer: by, text }
    if (!there || response.revision > there.revision) states.set(response.id, mine)
    else if (there.writer !== by) return { status: 'overtaken', revision: there.revision }
    words.add(states.get(response.id)!.text)
    return { status: 'delivered' }
  }
  return {
    states,
    words,
    transport: (writer) => ({
      maxBatch: 50,
      send: async (one) => take(one, writer),
      sendMany: async (all) => all.map((one) => take(one, writer)),
    }),
  }
}
interface State {
  readonly revision: number
  readonly writer: string
  readonly text: string
}

function said(id: string, revision: number, text: string): Delivery {
  const one = delivery(id, revision, { text: true })
  const response = { id, revision, answers: { why: { kind: 'text', text } } }
  return { ...one, data: { response } } as unknown as Delivery
}

/** The same, from this writer. */
function by(writer: string, one: Delivery): Delivery {
  const { response } = one.data as { response: object }
  return { ...one, data: { response: { ...response, writer } } } as unknown as Delivery
}

it('[Q30] an acknowledged state of an open pass stays as its draft, one record, and does not wait', async () => {
  const world = new World()
  const { queue } = world.tab()
  await queue.submit(delivery('a', 1), pass('a', 1))
  await settled()
  expect(world.keys()).toEqual([expect.stringMatching(/^p:d:a\.1:/)])
  expect(await queue.status()).toMatchObject({ waiting: 0 })
  world.weather = 'down'
  await queue.submit(delivery('a', 2), pass('a', 2))
  await settled()
  expect(world.keys().filter((key) => key.includes('a.'))).toEqual([expect.stringMatching(/^p:2:a\.2:.*!$/)])
  expect((await world.tab().queue.passes()).map(({ revision }) => revision)).toEqual([2])
})

it('[Q30] a final state removes the draft in the transaction that writes it, and leaves none behind', async () => {
  const world = new World()
  const first = world.tab()
  await first.queue.submit(delivery('a', 1), pass('a', 1))
  await settled()
  first.crash()
  const { queue } = world.tab()
  expect(await queue.passes()).toHaveLength(1)
  world.weather = 'down'
  await queue.submit(delivery('a', 2))
  expect(world.keys().filter((key) => key.includes('a.'))).toEqual([expect.stringMatching(/^p:2:a\.2:/)])
  world.weather = 'fine'
  await world.pass(10 * 60_000)
  expect(await queue.passes()).toEqual([])
  expect(world.keys()).toEqual([])
})

it('[Q30] keep stores what may not be sent; the body that waits still goes, and the later words stay as the draft', async () => {
  const world = new World()
  world.weather = 'down'
  const { queue } = world.tab()
  await queue.submit(delivery('a', 1), pass('a', 1))
  const later = pass('a', 1, { at: START + 5 })
  expect(await queue.keep(later)).toEqual({ durable: 'disk' })
  const latest = pass('a', 1, { at: START + 9 })
  expect(await queue.keep(latest)).toEqual({ durable: 'disk' })
  expect(world.keys().filter((key) => key.includes('a.'))).toHaveLength(1)
  expect(await world.tab().queue.passes()).toEqual([latest])
  expect(await queue.status()).toMatchObject({ waiting: 1 })
  world.weather = 'fine'
  await world.pass(10 * 60_000)
  expect([...world.received.keys()]).toEqual(['a.1'])
  expect(await world.tab().queue.passes()).toEqual([latest])
  expect(world.keys()).toHaveLength(1)
})

it('[Q30] a draft that comes while another page is sending the record is not put back to the one it read', async () => {
  let isHeld = false
  let reply = (): void => {}
  const world = new World((label) =>
    isHeld && label === '1 reply' ? new Promise<void>((go) => (reply = go)) : Promise.resolve(),
  )
  world.weather = 'down'
  const writes = world.tab()
  await writes.queue.submit(delivery('a', 1), pass('a', 1))
  await settled()
  world.weather = 'fine'
  isHeld = true
  void world.tab().queue.flush()
  await settled()
  const later = pass('a', 2, { at: START + 5 })
  await writes.queue.keep(later)
  reply()
  await world.pass(10 * 60_000)
  expect(await world.tab().queue.passes()).toEqual([later])
  expect(world.keys().filter((key) => key.includes('a.'))).toEqual([expect.stringMatching(/^p:d:a\.2:/)])
})

it('[Q30] a state finds what other code wrote of its pass, in the same transaction; words of another writer stay', async () => {
  const world = new World()
  world.weather = 'down'
  await writeAhead(world.disk, 'p', { delivery: by('me', said('a', 1, 'x')), pass: pass('a', 1, { writer: 'me' }) })
  await world.disk.put([draftRecord('p', pass('a', 0, { writer: 'me', acts: [], survey: { id: 's' } as never }))])
  await writeAhead(world.disk, 'p', { delivery: by('other', said('a', 1, 'theirs')) })
  const { queue } = world.tab()
  await queue.submit(by('me', said('a', 2, 'y')), pass('a', 2, { writer: 'me' }))
  const left = await world.disk.page(everything, 9)
  const words = left.flatMap(({ body }) => /"text":"(\w+)"/.exec(body)?.[1] ?? [])
  expect(words.sort()).toEqual(['theirs', 'y'])
  expect(world.keys().filter((key) => key.includes('a.'))).toHaveLength(2)
})

it('[Q31] of acts and a later state of the same writer the state is offered; acts of another writer come first, and take nothing unsent away', async () => {
  const world = new World()
  world.weather = 'down'
  const acts = { acts: [], survey: { id: 's' } as never }
  await world.disk.put([draftRecord('p', pass('a', 0, { writer: 'me', ...acts }))])
  await writeAhead(world.disk, 'p', { delivery: by('me', said('a', 1, 'x')), pass: pass('a', 1, { writer: 'me' }) })
  const { queue } = world.tab()
  expect(await queue.passes()).toEqual([pass('a', 1, { writer: 'me' })])
  await world.disk.put([draftRecord('p', pass('a', 0, { writer: 'other', ...acts }))])
  const next = world.tab().queue
  expect(await next.passes()).toEqual([{ ...pass('a', 0, { writer: 'other', ...acts }), revision: 1 }])
  await next.submit(by('third', said('a', 2, 'y')), pass('a', 2, { writer: 'third' }))
  const words = (await world.disk.page(everything, 9)).flatMap(({ body }) => /"text":"(\w+)"/.exec(body)?.[1] ?? [])
  expect(words.sort()).toEqual(['x', 'y'])
})

it.each(['read before it is sent', 'sent before it is read'])(
  '[Q30] a final state that only a weaker store took ends the older draft on the disk: %s',
  async (order) => {
    const world = new World()
    const weak = createMemoryJournal()
    const refuse = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    let isFull = false
    const { disk } = world
    const safest: Journal = {
      ...disk,
      durability: 'disk',
      swap: async (swap) => (isFull ? refuse() : (await disk.swap(swap)) && 'disk'),
      put: async (records) => (isFull ? refuse() : (await disk.put(records)) && 'disk'),
      change: (changes) => (isFull ? refuse() : disk.change(changes)),
    }
    const open = (): Tab => {
      const tab = world.tab()
      const { platform } = tab
      Object.assign(platform, { journal: { open: async () => createLayeredJournal([safest, weak]) } })
      return tab
    }
    const first = open()
    await first.queue.submit(said('a', 1, 'half'), pass('a', 1))
    await settled()
    isFull = true
    world.weather = 'down'
    await first.queue.submit(said('a', 2, 'whole'))
    await settled()
    first.crash()
    isFull = false
    expect(await weak.keys(everything, 9)).toContainEqual(expect.stringMatching(/^p:1:a\.2:/))
    const { queue } = open()
    if (order.startsWith('read')) expect(await queue.passes()).toEqual([])
    world.weather = 'fine'
    await queue.flush()
    await world.pass(60_000)
    expect([...world.received.keys()]).toEqual(['a.1', 'a.2'])
    expect(await open().queue.passes()).toEqual([])
    expect(world.keys().filter((key) => key.includes('a.'))).toEqual([])
  },
)

it('[Q30] release forgets the draft, resting or waiting; what waits is still sent', async () => {
  const world = new World()
  const { queue } = world.tab()
  await queue.keep(pass('b', 0))
  world.weather = 'down'
  await queue.submit(delivery('a', 1), pass('a', 1))
  await queue.release('a')
  await queue.release('b')
  expect(await world.tab().queue.passes()).toEqual([])
  world.weather = 'fine'
  await world.pass(10 * 60_000)
  expect([...world.received.keys()]).toEqual(['a.1'])
  expect(world.keys()).toEqual([])
})

it('[Q30] a draft that is released while its record is being written is not written', async () => {
  let write = (): void => {}
  const world = new World(async (label) => {
    if (label === '0 swap') await new Promise<void>((go) => (write = go))
    // the page dies before it can change what it has written
    if (label === '0 swap done') await new Promise<never>(() => {})
  })
  const { queue } = world.tab()
  world.weather = 'hangs'
  void queue.submit(delivery('a', 1), pass('a', 1))
  await settled()
  void queue.release('a')
  await settled()
  write()
  await settled()
  const rows = await world.disk.page(everything, 9)
  expect(rows.map(({ body, meta }) => [body !== '', 'pass' in JSON.parse(meta)])).toEqual([[true, false]])
})

it('[Q31] drafts are not offered after 7 days nor from the future; a damaged one is dropped and counted', async () => {
  const world = new World()
  const { queue } = world.tab()
  const ages = { now: 0, old: -7 * DAY, future: 2 * DAY }
  for (const [id, at] of Object.entries(ages)) await queue.keep(pass(id, 1, { at: START + at }))
  const bad = ['"hello"', '{}', '123', '[]', 'null', '{"pass":{"responseId":"x"}}', '{"pass":{"run":null}}', 'no json']
  await world.disk.put(bad.map((meta, i) => ({ key: `p:d:x.${i}:5:q!`, body: '', meta })))
  expect((await queue.passes()).map(({ responseId }) => responseId)).toEqual(['now'])
  expect((await queue.status()).counters).toMatchObject({ pass_damaged: bad.length })
  expect(world.keys()).toHaveLength(3)
})

it('[Q29] [Q30] what was written ahead and what was done before the engine came are passes like others', async () => {
  const world = new World()
  world.weather = 'down'
  await writeAhead(world.disk, 'p', { delivery: delivery('a', 1), pass: pass('a', 1) })
  const acts = pass('b', 0, { acts: [{ type: 'next', at: START }], survey: { id: 's' } as never })
  await world.disk.put([draftRecord('p', acts)])
  const found = await world.tab().queue.passes()
  expect(found).toEqual(expect.arrayContaining([pass('a', 1), acts]))
})

it('[Q26] a withdrawal erases resting drafts and names their responses', async () => {
  const world = new World()
  const first = world.tab()
  await first.queue.submit(delivery('a', 1), pass('a', 1))
  await settled()
  first.crash()
  const { queue } = world.tab()
  await queue.withdraw()
  await settled()
  expect(world.keys().filter((key) => key.startsWith('p:d'))).toEqual([])
  expect([...world.received.values()].at(-1)).toContain('"responseIds":["a"]')
})

it('[Q32] what this page wrote goes on above the state of another writer, told, with its draft', async () => {
  const world = new World()
  const { transport, states } = receiver()
  states.set('a', { revision: 5, writer: 'other', text: 'theirs' })
  const { queue } = world.tab({ transport: transport('me') })
  const told: ItemEvent[] = []
  queue.on('item', (event) => told.push(event))
  await queue.submit(said('a', 2, 'mine'), pass('a', 2))
  await settled()
  expect(states.get('a')).toMatchObject({ revision: 6, writer: 'me', text: expect.stringContaining('mine') })
  expect(told).toContainEqual(
    expect.objectContaining({ id: 'a.2', state: 'overtaken', to: { responseId: 'a', revision: 6 } }),
  )
  expect(told.at(-1)).toMatchObject({ id: 'a.6', state: 'sent' })
  expect((await queue.passes()).map(({ revision }) => revision)).toEqual([6])
  // A client that has not heard yet: below what is there with its own writer it would count as told and be lost.
  await queue.submit(said('a', 3, 'mine, later'), pass('a', 3))
  await settled()
  expect(states.get('a')).toMatchObject({ revision: 7, text: expect.stringContaining('mine, later') })
})

it('[Q32] a record of nobody becomes a response of its own that says which one it continues', async () => {
  const world = new World()
  const { transport, states } = receiver()
  states.set('a', { revision: 5, writer: 'other', text: 'theirs' })
  await writeAhead(world.disk, 'p', { delivery: said('a', 2, 'mine'), pass: pass('a', 2) })
  const { queue } = world.tab({ transport: transport('swept') })
  await queue.flush()
  await world.pass(60_000)
  expect(states.get('a')?.text).toBe('theirs')
  const [, other] = [...states]
  expect(other?.[1]).toMatchObject({ revision: 1, text: expect.stringContaining('mine') })
  expect(await queue.passes()).toMatchObject([{ responseId: other?.[0], revision: 1 }])
  expect(world.keys().filter((key) => /^p:[0-9]/.test(key))).toEqual([])
})

it('[Q32] two live pages with one response come to rest, and each word was stored', async () => {
  const world = new World()
  const { transport, states, words } = receiver()
  const pages = ['A', 'B'].map((name) => world.tab({ transport: transport(name) }).queue)
  const all: string[] = []
  for (let n = 1; n <= 4; n++)
    for (const [i, queue] of pages.entries()) {
      all.push(`${n} of ${i}`)
      void queue.submit(said('a', n, `${n} of ${i}`), pass('a', n))
      if (n % 2) await settled()
    }
  await settled()
  await world.pass(10 * 60_000)
  const before = states.get('a')?.revision
  await world.pass(10 * 60_000)
  expect(states.get('a')?.revision).toBe(before)
  expect(world.keys().filter((key) => /^p:[0-9]/.test(key))).toEqual([])
  // Whole states: each page's last one holds all its words.
  for (const last of ['4 of 0', '4 of 1'])
    expect(
      [...words].some((text) => text.includes(last)),
      last,
    ).toBe(true)
})

it('[Q10] damaged records are parked after one look, told by code, and hold up nothing behind them', async () => {
  const world = new World()
  const bodies = ['"hello"', '{}', '123', '[]', 'null', '{"data":{"response":{}}}', '{"id', '', '{"response":{}}']
  const metas = ['{"n":"x"}', '[]', 'null', '7', '{"cap":0}', '{"cap":-1,"at":"soon"}', 'no json', '"', '{}']
  await world.disk.put(bodies.map((body, i) => ({ key: `p:1:x.${i}:5:q`, body, meta: metas[i]! })))
  await world.disk.put(['p:1', 'p:1:', 'p:1::', 'p:2:zz', 'p:5:a.1:3'].map((key) => ({ key, body: '{}', meta: '{}' })))
  const sound = delivery('z', 1)
  await writeAhead(world.disk, 'p', { delivery: { ...sound, unknown: { field: 1 } } as never })
  const { queue } = world.tab()
  await queue.flush()
  await world.pass(60_000)
  expect([...world.received.keys()]).toEqual(['z.1'])
  const damaged = bodies.length + 5
  expect(await queue.status()).toMatchObject({ waiting: 0, parked: damaged, parkedBy: { unreadable: damaged } })
  expect(world.requests).toHaveLength(1)
})

it('[Q7] two records of one id, revision and length do not share a key', async () => {
  const world = new World()
  world.weather = 'down'
  await world.tab().queue.submit(said('a', 1, 'red'))
  await world.tab().queue.submit(said('a', 1, 'sad'))
  expect(await world.waiting()).toHaveLength(2)
})

it.each(['0 swap', '0 lock'])(
  '[Q26] QI8: a page that stopped at "%s" while another withdrew stores and sends nothing of before',
  async (step) => {
    let hold = true
    let go = (): void => {}
    const world = new World((label) => {
      if (!hold || label !== step) return Promise.resolve()
      return new Promise<void>((release) => (go = release))
    })
    const [writes, withdraws] = [world.tab(), world.tab()]
    world.weather = 'down'
    void writes.queue.submit(delivery('a', 1), pass('a', 1))
    void writes.queue.keep(pass('b', 1))
    await settled()
    await withdraws.queue.withdraw({ responseIds: ['a', 'b'] })
    hold = false
    go()
    const asked = world.requests.length
    world.weather = 'fine'
    await world.pass(10 * 60_000)
    expect(world.keys().filter((key) => /[ab]\.1/.test(key))).toEqual([])
    expect(world.requests.slice(asked).flatMap(({ ids }) => ids)).not.toContain('a.1')
  },
)

it('[Q5] [Q9] what is replaced stays where it was safer, and goes from weaker layers: disk is said of disk only', async () => {
  const [disk, weak] = [createMemoryJournal(), createMemoryJournal()]
  let full = true
  const refuse = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'))
  const safest: Journal = {
    ...disk,
    durability: 'disk',
    swap: async (swap) => (full ? refuse() : (await disk.swap(swap)) && 'disk'),
    put: async (records) => (full ? refuse() : (await disk.put(records)) && 'disk'),
  }
  const layers = createLayeredJournal([safest, weak])
  const record = (key: string) => ({ key, body: '', meta: '' })
  await disk.put([record('r1')])
  expect(await layers.swap({ make: () => ({ put: [record('r2')], remove: ['r1'] }) })).toBe('memory')
  expect(await disk.keys(everything, 9)).toEqual(['r1'])
  full = false
  expect(await layers.swap({ make: () => ({ put: [record('r3')], remove: ['r1', 'r2'] }) })).toBe('disk')
  expect([await disk.keys(everything, 9), await weak.keys(everything, 9)]).toEqual([['r3'], []])
})

it('[Q30] acts that no code has stepped on are the only copy of their words: they are found whatever their age', async () => {
  const world = new World()
  const acts = pass('b', 0, { acts: [{ type: 'next', at: START }], survey: { id: 's' } as never })
  await world.disk.put([draftRecord('p', acts), draftRecord('p', pass('a', 1))])
  world.shift = 3650 * DAY
  expect(await world.tab().queue.passes()).toEqual([acts])
})

it.each([
  ['the older one last', true],
  ['the later one last', false],
] as const)(
  '[Q31] an older state never wins over a later one, whichever was stored last: %s',
  async (_name, isTurned) => {
    const world = new World()
    const act = (text: string) => ({ type: 'answered', questionId: 'why', value: { kind: 'text', text }, at: START })
    const acts = (...texts: string[]) =>
      pass('a', 0, { writer: 'me', acts: texts.map(act) as never, survey: { id: 's' } as never })
    const states = [
      [acts('one'), acts('one', 'two'), acts('one', 'two', 'three')],
      [pass('b', 1, { writer: 'me' }), pass('b', 2, { writer: 'me' }), pass('b', 3, { writer: 'me' })],
    ]
    // each is a transaction of its own, in the order in which the disk happened to take them
    for (const line of states)
      for (const state of isTurned ? line.toReversed() : line) await world.disk.put([draftRecord('p', state)])
    const { queue } = world.tab()
    expect(
      (await queue.passes()).map(({ responseId, revision, acts }) => [responseId, revision, acts?.length]),
    ).toEqual(
      expect.arrayContaining([
        ['a', 0, 3],
        ['b', 3, undefined],
      ]),
    )
    // and what goes on with it takes the place of all of them
    await queue.keep(pass('a', 1, { writer: 'next' }))
    await queue.keep(pass('b', 4, { writer: 'next' }))
    expect(world.keys().filter((key) => key.startsWith('p:d')).length).toBe(2)
  },
)
