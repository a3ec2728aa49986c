import { describe, expect, it } from 'vitest'
import { DAY, NOON, settled } from '../../test/client-world.ts'
import type { KeyValueStore } from '../platform/platform.ts'
import type { StorageMode } from '../platform/storage-mode.ts'
import { EMPTY_LEDGER } from '../targeting/ledger.ts'
import { createMemory } from './memory.ts'

const HOUR = 3_600_000
const answered = (at: number, surveyId = 'after') => ({ what: 'answered', surveyId, at, order: `mark-${at}` }) as const

/** One device on which pages come and go. */
function device() {
  const disk = new Map<string, string>()
  const store: KeyValueStore = {
    get: async (key) => disk.get(key),
    set: async (key, value) => void disk.set(key, value),
    remove: async (key) => void disk.delete(key),
  }
  return {
    disk,
    names: () => [...disk.keys()].map((key) => key.replace('frankly.p.', '')).sort(),
    page: (start = NOON, mode: StorageMode = 'local', mayWrite = () => true, on: Partial<KeyValueStore> = {}) =>
      createMemory({ ...store, ...on }, 'p', mode, start, mayWrite),
  }
}

describe('what a device remembers of a visitor', () => {
  it('[CR1] [L4] nothing is written before the customer acts; what was seen before is written with the act', async () => {
    const { page, disk, names } = device()
    const memory = page()
    await memory.recall(NOON)
    memory.note({ what: 'shown', surveyId: 'after', at: NOON }, {})
    memory.sent('r-1', NOON + 4)
    await settled()
    expect(disk.size).toBe(0)
    memory.note(answered(NOON + 1), {})
    memory.sent('r-2', NOON + 4)
    await settled()
    expect(names()).toEqual(['ledger', 'quiet', 'sent', 'session'])
    expect((await page(NOON + 2).recall(NOON + 2)).ledger).toMatchObject({ shown: [NOON], answered: NOON + 1 })
    expect(await page(NOON + 2).allSent(NOON + 2)).toEqual(['r-1', 'r-2'])
  })

  it.each(['answered', 'dismissed'] as const)(
    '[CR2] with storage none %s is not written, and nothing is read',
    async (what) => {
      const { page, disk } = device()
      const before = page()
      before.note(answered(NOON), {})
      before.sent('r-1', NOON + 4)
      await settled()
      const kept = new Map(disk)
      const memory = page(NOON, 'none')
      expect((await memory.recall(NOON)).ledger).toEqual(EMPTY_LEDGER)
      memory.note({ what, surveyId: 'after', at: NOON + 5 }, {})
      memory.sent('r-2', NOON + 4)
      await settled()
      expect(disk).toEqual(kept)
      // the page itself knows
      expect((await memory.recall(NOON + 5)).ledger[what]).toBe(NOON + 5)
      expect(await memory.allSent(NOON + 5)).toEqual(['r-2'])
    },
  )

  it('[CR3] [L5] after a refusal nothing is written, and erase takes away what was', async () => {
    const { page, disk } = device()
    let mayWrite = true
    const memory = page(NOON, 'local', () => mayWrite)
    memory.note(answered(NOON), {})
    memory.sent('r-1', NOON + 4)
    await settled()
    mayWrite = false
    memory.erase()
    memory.note(answered(NOON + 1), {})
    memory.sent('r-2', NOON + 4)
    await memory.recall(NOON + 2)
    await settled()
    expect(disk.size).toBe(0)
  })

  it('[L2] what an act of a page adds, adds: what earlier pages noted stays, also where nobody asked for it before', async () => {
    const { page } = device()
    page().note(answered(NOON, 'first'), {})
    await settled()
    const later = page(NOON + 60_000)
    // called by name: no decision has read the ledger
    later.note(answered(NOON + 61_000, 'second'), {})
    later.sent('r-2', NOON + 62_000)
    await settled()
    const { ledger, sessionStart } = await page(NOON + 70_000).recall(NOON + 70_000)
    expect(Object.keys(ledger.surveys).sort()).toEqual(['first', 'second'])
    expect(ledger.orders).toEqual([`mark-${NOON}`, `mark-${NOON + 61_000}`])
    expect(sessionStart).toBe(NOON)
  })

  it('[W2] what a page sends is added to what earlier pages of the visit sent, also where nobody asked before', async () => {
    const { page } = device()
    const first = page()
    first.note(answered(NOON), {})
    first.sent('r-1', NOON + 4)
    await settled()
    // what an earlier page had left is sent on a page where nobody acts
    page(NOON + 60_000).sent('r-2', NOON + 60_000)
    await settled()
    const third = page(NOON + 120_000)
    third.note(answered(NOON + 121_000), {})
    third.sent('r-3', NOON + 122_000)
    await settled()
    expect([...(await page(NOON + 130_000).allSent(NOON + 130_000))].sort()).toEqual(['r-1', 'r-2', 'r-3'])
  })

  it('[W2] of a visit each response is named once, the newest 20; what an earlier visit sent is no matter of this one', async () => {
    const { page } = device()
    const memory = page()
    memory.note(answered(NOON), {})
    for (let n = 0; n < 25; n++) for (let again = 0; again < 2; again++) memory.sent(`r-${n}`, NOON + 4)
    await settled()
    const known = await page(NOON + 60_000).allSent(NOON + 60_000)
    expect(known).toEqual(Array.from({ length: 20 }, (_, n) => `r-${n + 5}`))
    const later = page(NOON + 2 * HOUR)
    await later.recall(NOON + 2 * HOUR)
    expect(await later.allSent(NOON + 2 * HOUR)).toEqual([])
  })

  it('[L6] a session goes on over pages, and ends after half an hour without a sign of life', async () => {
    const { page } = device()
    page().note(answered(NOON), {})
    await settled()
    const next = page(NOON + 20 * 60_000)
    expect((await next.recall(NOON + 20 * 60_000)).sessionStart).toBe(NOON)
    await settled()
    // that was a sign of life
    const third = page(NOON + 45 * 60_000)
    expect((await third.recall(NOON + 45 * 60_000)).sessionStart).toBe(NOON)
    await settled()
    const late = page(NOON + 2 * HOUR)
    expect((await late.recall(NOON + 2 * HOUR)).sessionStart).toBe(NOON + 2 * HOUR)
  })

  it.each(['{', 'null', '[]', '123', '"hello"', '{"shown":{}}'])('[L3] what is damaged is empty: %s', async (text) => {
    const { page, disk } = device()
    for (const name of ['ledger', 'session', 'sent', 'quiet']) disk.set(`frankly.p.${name}`, text)
    const memory = page()
    const { ledger, sessionStart } = await memory.recall(NOON)
    expect(ledger).toEqual(EMPTY_LEDGER)
    expect(sessionStart).toBe(NOON)
    expect(await memory.allSent(NOON + 5)).toEqual([])
    memory.note(answered(NOON + 1), {})
    await settled()
    expect((await page(NOON + 2).recall(NOON + 2)).ledger.answered).toBe(NOON + 1)
  })

  it('[L3] of a damaged list of responses those are left that are ids', async () => {
    const { page, disk } = device()
    page().note(answered(NOON), {})
    await settled()
    disk.set('frankly.p.sent', '[7,null,{},"r-1"]')
    expect(await page(NOON + 1).allSent(NOON + 1)).toEqual(['r-1'])
  })

  it('[W2] a page that was open for long while another tab spoke knows what that one sent', async () => {
    const { page } = device()
    const open = page()
    const other = page(NOON + HOUR)
    other.note(answered(NOON + HOUR), {})
    other.sent('r-1', NOON + HOUR)
    await settled()
    expect(await open.allSent(NOON + HOUR + 60_000)).toEqual(['r-1'])
  })

  it('[L2] two tabs that are open at once know of each other: neither takes away what the other noted', async () => {
    const { page } = device()
    const tabs = [page(), page()]
    for (const tab of tabs) await tab.recall(NOON)
    tabs[0]!.note(answered(NOON + 1, 'first'), {})
    tabs[0]!.sent('r-1', NOON + 4)
    await settled()
    expect((await tabs[1]!.recall(NOON + 2)).ledger.answered).toBe(NOON + 1)
    tabs[1]!.note(answered(NOON + 3, 'second'), {})
    tabs[1]!.sent('r-2', NOON + 4)
    await settled()
    for (const tab of [...tabs, page(NOON + 4)]) {
      expect(Object.keys((await tab.recall(NOON + 5)).ledger.surveys).sort()).toEqual(['first', 'second'])
      expect(await tab.allSent(NOON + 5)).toEqual(['r-1', 'r-2'])
    }
  })

  it('[P3] what is being read for one visitor when another comes is left', async () => {
    const { page } = device()
    page().note(answered(NOON), {})
    await settled()
    const memory = page(NOON + 1)
    const reading = memory.recall(NOON + 1)
    memory.forget(NOON + 2)
    await reading
    expect((await memory.recall(NOON + 3)).ledger).toEqual(EMPTY_LEDGER)
  })

  it('a store that throws or never takes anything costs nothing', async () => {
    const broken = () => Promise.reject(new DOMException('denied', 'SecurityError'))
    const memory = device().page(NOON, 'local', () => true, { get: broken, set: broken, remove: broken })
    expect((await memory.recall(NOON)).ledger).toEqual(EMPTY_LEDGER)
    memory.note(answered(NOON), {})
    memory.sent('r-1', NOON + 4)
    memory.erase()
    await settled()
    expect((await memory.recall(NOON + 1)).ledger.answered).toBe(NOON)
    expect(await memory.allSent(NOON + 5)).toEqual(['r-1'])
  })

  it('[L3] what a wrong clock noted counts for nothing, neither from the collector nor from this device', async () => {
    const { page } = device()
    const memory = page()
    memory.learn({ ...EMPTY_LEDGER, dismissed: NOON + 3 * DAY, answered: NOON - DAY }, NOON)
    expect((await memory.recall(NOON)).ledger).toMatchObject({ dismissed: 0, answered: NOON - DAY })
  })

  it('[P3] another visitor begins with nothing, on this page and on the next', async () => {
    const { page, disk } = device()
    const memory = page()
    memory.note(answered(NOON), {})
    memory.sent('r-1', NOON + 4)
    await settled()
    memory.forget(NOON + 1000)
    await settled()
    expect(disk.size).toBe(0)
    const { ledger, sessionStart } = await memory.recall(NOON + 1000)
    expect(ledger).toEqual(EMPTY_LEDGER)
    expect(sessionStart).toBe(NOON + 1000)
    expect(await memory.allSent(NOON + 5)).toEqual([])
    // and what they see is not written before they act
    memory.note({ what: 'shown', surveyId: 'after', at: NOON + 2000 }, {})
    await settled()
    expect(disk.size).toBe(0)
  })
})
