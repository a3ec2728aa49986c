import { describe, expect, it } from 'vitest'
import { NOON, settled, survey } from '../../test/client-world.ts'
import { startRun } from '../engine/start-run.ts'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { Durability, Journal, JournalRecord, Platform } from '../platform/platform.ts'
import { createQueue } from '../queue/queue.ts'
import type { PassState, Queue } from '../queue/types.ts'
import type { Delivery } from '../wire/delivery.ts'
import { createEmitter } from './events.ts'
import { createSaver, type PassSave } from './saver.ts'
import { createSending } from './sending.ts'

const run = startRun(survey(), { seed: 's', locale: 'en', now: NOON })

function state(revision: number, what: 'both' | 'draft' | 'answer' | 'nothing' = 'both', id = 'r-1'): PassSave {
  const response = { id, revision, surveyId: 'after-purchase', answers: { why: { kind: 'text', text: `${revision}` } } }
  const delivery: Delivery = {
    id: `${id}.${revision}`,
    type: 'answer.saved',
    project: 'p',
    occurredAt: NOON,
    lane: 'normal',
    attempt: 1,
    data: { response: response as never },
  }
  const pass: PassState = { responseId: id, surveyId: 'after-purchase', surveyVersion: 1, revision, at: NOON, run }
  return {
    responseId: id,
    delivery: what === 'both' || what === 'answer' ? delivery : undefined,
    pass: what === 'both' || what === 'draft' ? pass : undefined,
  }
}

/** A page whose sending code comes when `come` or `fail` is called; its disk is a map. */
function page({
  durability = 'disk' as Durability,
  parts = {} as Partial<Platform>,
  disk = new Map<string, JournalRecord>(),
  isMade = false,
} = {}) {
  const memory = createMemoryJournal(disk)
  const journal: Journal = {
    ...memory,
    durability,
    put: async (records) => memory.put(records).then(() => durability),
    swap: async (swap) => (await memory.swap(swap)) && durability,
  }
  const warned: string[] = []
  const sent: string[] = []
  const host = createMemoryPlatform({
    journal: { open: async () => journal },
    log: { debug() {}, warn: (line) => warned.push(line) },
  })
  // drafts are taken up for some days
  const platform: Platform = { ...host, clock: { ...host.clock, now: () => NOON }, ...parts }
  let come = (): void => {}
  let fail = (): void => {}
  let calls = 0
  const made = (): Queue =>
    createQueue({
      project: 'p',
      platform,
      transport: {
        async send({ id }) {
          sent.push(id)
          return { status: 'delivered' }
        },
      },
    })
  const before = isMade ? made() : undefined
  const make = (): Promise<Queue> => {
    calls++
    return new Promise((resolve, reject) => {
      come = () => resolve(made())
      fail = () => reject(new Error('no such chunk'))
    })
  }
  const sending = createSending({
    queue: make,
    queueHere: () => before,
    emitter: createEmitter(platform.log),
    sent: () => {},
    isOver: () => false,
  })
  const saver = createSaver({ project: 'p', platform, sending })
  return {
    saver,
    sending,
    disk,
    warned,
    sent,
    calls: () => calls,
    async come() {
      come()
      await settled()
    },
    async fail() {
      fail()
      await settled()
    },
  }
}
/** A promise that the test keeps. */
function deferred<Value>() {
  let resolve = (_: Value): void => {}
  const is = new Promise<Value>((go) => {
    resolve = go
  })
  return { is, resolve: (value: Value) => resolve(value) }
}
/** Revisions that lie on the disk, in any kind of record. */
const onDisk = (disk: Map<string, JournalRecord>) =>
  [...disk.values()].map(
    ({ body, meta }) => JSON.parse(body || '{}').data?.response?.revision ?? JSON.parse(meta).pass?.revision,
  )

describe('[CS2] what was said is written down first and sent afterwards', () => {
  it.each(['both', 'draft', 'answer'] as const)(
    '%s: on the disk before the sending code came, told as that',
    async (what) => {
      const one = page()
      expect(await one.saver.save(state(1, what))).toEqual({ durable: 'disk' })
      expect(onDisk(one.disk)).toEqual([1])
      expect(one.sent).toEqual([])
      // a page of tomorrow finds it
      const next = page({ disk: one.disk })
      void next.sending.load()
      await next.come()
      await (await next.sending.load()).flush()
      expect(next.sent).toEqual(what === 'draft' ? [] : ['r-1.1'])
      expect((await (await next.sending.load()).passes()).map(({ revision }) => revision)).toEqual(
        what === 'answer' ? [] : [1],
      )
    },
  )

  it('[Q2] a queue that was made before has it in the same task: sent beside the writing, as one record', async () => {
    const opened = deferred<Journal>()
    const one = page({ isMade: true, parts: { journal: { open: () => opened.is } } })
    const saved = one.saver.save(state(1))
    await settled()
    // the store is still being opened
    expect(one.sent).toEqual(['r-1.1'])
    expect(one.calls()).toBe(0)
    opened.resolve(createMemoryJournal(one.disk))
    expect(await saved).toEqual({ durable: 'server' })
    // what was stored meanwhile is gone with its acknowledgement, and nothing was written beside it
    await one.sending.here!.flush()
    expect(onDisk(one.disk)).toEqual([1])
    expect(one.sent).toEqual(['r-1.1'])
  })

  it('[CR1] it is not touched before there is something to save', async () => {
    const opened: string[] = []
    const journal = { open: () => Promise.reject(new Error(`${opened.push('journal')}`)) }
    page({ isMade: true, parts: { journal } })
    await settled()
    expect(opened).toEqual([])
  })

  it('of one response one record lies there, the latest; of two, two', async () => {
    const { saver, disk } = page()
    await saver.save(state(1))
    await saver.save(state(2))
    await saver.save(state(1, 'both', 'r-2'))
    await saver.save(state(3))
    expect(onDisk(disk).sort()).toEqual([1, 3])
  })

  it('when the code comes it is given the newest state alone, which is sent once', async () => {
    const one = page()
    const saved = [one.saver.save(state(1)), one.saver.save(state(2)), one.saver.save(state(1, 'both', 'r-2'))]
    await settled()
    await one.come()
    await Promise.all(saved)
    await (await one.sending.load()).flush()
    expect(one.sent.sort()).toEqual(['r-1.2', 'r-2.1'])
    // what was sent is a draft now: nothing waits
    expect((await (await one.sending.load()).status()).waiting).toBe(0)
    expect((await (await one.sending.load()).passes()).map(({ revision }) => revision).sort()).toEqual([1, 2])
  })

  it('what other code writes meanwhile is waited for, and its place is taken', async () => {
    const one = page()
    await one.saver.save(state(1))
    let wrote = (): void => {}
    one.saver.wrote('r-1', new Promise<void>((resolve) => (wrote = resolve)))
    await one.come()
    const saved = one.saver.save(state(2))
    await settled()
    expect(one.sent).not.toContain('r-1.2')
    wrote()
    expect(await saved).toBeDefined()
    await settled()
    expect(onDisk(one.disk)).toEqual([2])
  })

  it('nothing to keep any more: the draft of before is released', async () => {
    const one = page()
    void one.sending.load()
    await one.come()
    await one.saver.save(state(1, 'draft'))
    expect(one.disk.size).toBe(1)
    expect(await one.saver.save(state(2, 'nothing'))).toBeUndefined()
    expect(one.disk.size).toBe(0)
  })
})

describe('[CS1] it is told how safe it is, never safer', () => {
  it('memory alone is not told as kept: the sending code may still do better', async () => {
    const one = page({ durability: 'memory' })
    let told: unknown = 'nothing yet'
    void one.saver.save(state(1)).then((result) => {
      told = result
    })
    await settled()
    expect(told).toBe('nothing yet')
    await one.come()
    expect(told).toMatchObject({ durable: expect.stringMatching(/memory|server/) })
  })

  it('neither a store nor the sending code: nothing is told, one line says why, and nothing throws', async () => {
    const one = page({ parts: { journal: { open: () => Promise.reject(new DOMException('no', 'SecurityError')) } } })
    const saved = one.saver.save(state(1))
    await settled()
    await one.fail()
    expect(await saved).toBeUndefined()
    expect(one.warned).toEqual(['an answer could not be written down', 'answers cannot be sent now'])
  })

  it('a failure of the code is forgotten: the next save, or `hurry`, asks for it again', async () => {
    const one = page()
    void one.saver.save(state(1))
    await settled()
    await one.fail()
    one.saver.hurry()
    expect(one.calls()).toBe(2)
    await one.fail()
    void one.saver.save(state(2))
    await settled()
    expect(one.calls()).toBe(3)
    await one.come()
    await (await one.sending.load()).flush()
    expect(one.sent).toEqual(['r-1.2'])
  })
})

describe('[CS5] a page that is going', () => {
  it('what is saved as it goes is kept within the task, whatever else is there', async () => {
    for (const isHere of [false, true]) {
      const kept: JournalRecord[] = []
      const lifecycle = { on: () => () => {}, isLeaving: true }
      const one = page({
        parts: {
          lifecycle,
          keepNow: (record) => {
            kept.push(record)
            return () => {}
          },
        },
      })
      if (isHere) {
        void one.sending.load()
        await one.come()
      }
      void one.saver.save(state(4))
      expect(kept).toHaveLength(1)
      expect(onDisk(new Map(kept.map((record) => [record.key, record])))).toEqual([4])
    }
  })
  it('a page that stays keeps nothing there', async () => {
    const one = page({ parts: { keepNow: () => expect.unreachable() } })
    await one.saver.save(state(1))
  })
})

it('[CS1] who listens to a response hears of it alone, until it ends', async () => {
  const one = page()
  const heard: string[] = []
  const ends = ['r-1', 'r-2'].map((id) =>
    one.saver.listen(id, ({ id: about, state }) => state === 'sent' && heard.push(about)),
  )
  void one.sending.load()
  await one.come()
  await one.saver.save(state(1))
  await (await one.sending.load()).flush()
  expect(heard).toEqual(['r-1.1'])
  for (const end of ends) end()
  expect(one.sending.listeners.size).toBe(0)
  await one.saver.save(state(2))
  await (await one.sending.load()).flush()
  expect(heard).toEqual(['r-1.1'])
})
