import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delivery } from '../../test/queue/world.ts'
import { chooseBatch, isOwnTurn } from './choose-batch.ts'
import { createPageRecords } from './page-records.ts'
import type { Priority } from './priority.ts'
import { type QueueRecord, type RecordMeta, toQueueRecord } from './record.ts'

const LIMITS = { records: 50, bytes: 48 * 1024 }

/** A record of `id` that may go now. */
function held(
  id: string,
  { priority = 2, revision = 1, bytes, ...meta }: Partial<RecordMeta> & Partial<QueueRecord> = {},
): { readonly record: QueueRecord } {
  const record = toQueueRecord('p:', delivery(id, revision), priority)
  return { record: { ...record, ...(bytes ? { bytes } : {}), meta: { n: 0, ...meta } } }
}

const idsOf = (batch: readonly { readonly record: QueueRecord }[]): readonly string[] =>
  batch.map(({ record }) => record.id)

describe('chooseBatch', () => {
  it('[Q7] [Q8] takes one priority, the first that has something due, in the order of the keys', () => {
    const due = [held('c'), held('b', { priority: 1 }), held('a', { priority: 1 }), held('d')]
    expect(idsOf(chooseBatch(due, LIMITS))).toEqual(['a.1', 'b.1'])
  })

  it('[Q16] what was refused alone goes behind the others', () => {
    expect(idsOf(chooseBatch([held('a', { at: 5 }), held('b')], LIMITS))).toEqual(['b.1', 'a.1'])
  })

  it('[Q9] of a response only the highest revision goes', () => {
    expect(idsOf(chooseBatch([held('a'), held('a', { revision: 3 }), held('a', { revision: 2 })], LIMITS))).toEqual([
      'a.3',
    ])
  })

  it('[Q11] what was in a refused batch travels with at most so many others of the same search', () => {
    const due = [held('a', { cap: 2 }), held('b', { cap: 2 }), held('c', { cap: 2 }), held('d')]
    expect(idsOf(chooseBatch(due, LIMITS))).toEqual(['a.1', 'b.1'])
  })

  it('[Q8] a record that is larger than a request goes alone, and one behind it may fill the room that is left', () => {
    const large = held('a', { bytes: 100_000 })
    expect(idsOf(chooseBatch([large, held('b')], LIMITS))).toEqual(['a.1'])
    const [small, medium] = [held('a', { bytes: 30_000 }), held('b', { bytes: 30_000 })]
    expect(idsOf(chooseBatch([small, medium, held('c')], LIMITS))).toEqual(['a.1', 'c.1'])
  })

  it('[Q7] [Q8] whatever is due: a batch is within the limits, of one priority, and empty only when nothing is due', () => {
    const some = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      priority: fc.constantFrom<Priority>(0, 1, 2),
      revision: fc.integer({ min: 1, max: 3 }),
      bytes: fc.integer({ min: 1, max: 60_000 }),
    })
    fc.assert(
      fc.property(fc.array(some), fc.integer({ min: 1, max: 5 }), (given, records) => {
        const due = given.map(({ id, ...more }) => held(id, more))
        const batch = chooseBatch(due, { ...LIMITS, records })
        expect(batch.length > 0).toBe(due.length > 0)
        expect(batch.length).toBeLessThanOrEqual(records)
        expect(new Set(batch.map(({ record }) => record.priority)).size).toBeLessThanOrEqual(1)
        const bytes = batch.reduce((sum, { record }) => sum + record.bytes, 0)
        expect(batch.length === 1 || bytes <= LIMITS.bytes).toBe(true)
      }),
    )
  })
})

describe('isOwnTurn', () => {
  const open = { isWaiting: false, isAsked: false, failures: 0 }
  const page = createPageRecords({ tally: () => {}, tell: () => {} })
  const add = (id: string, meta: Partial<RecordMeta> = {}) =>
    page.add(held(id, meta).record, { at: 0, mark: undefined }, 0)

  it('[Q15] an own backoff does not hold a record that came after the failure, an asked wait holds all', () => {
    const own = add('a')
    expect(isOwnTurn(own, open)).toBe(true)
    expect(isOwnTurn(own, { ...open, isWaiting: true })).toBe(true)
    expect(isOwnTurn(own, { ...open, isWaiting: true, failures: 1 })).toBe(false)
    expect(isOwnTurn(own, { ...open, isWaiting: true, isAsked: true })).toBe(false)
  })

  it('[Q16] one that was tried comes from memory only where it has a wait of its own', () => {
    const tried = [add('b'), add('c', { at: 1 })]
    for (const { record } of tried) {
      page.on(record.key, 'taken')
      page.on(record.key, 'kept')
    }
    expect(tried.map((own) => isOwnTurn(own, open))).toEqual([false, true])
    expect(tried.map((own) => isOwnTurn(own, { ...open, isWaiting: true }))).toEqual([false, false])
  })
})
