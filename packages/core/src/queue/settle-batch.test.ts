import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delivery } from '../../test/queue/world.ts'
import type { SendOutcome } from '../transport/transport.ts'
import { type QueueRecord, toQueueRecord } from './record.ts'
import { type SettleFacts, settleBatch, UNREADABLE } from './settle-batch.ts'

const record = (id: string, n = 0): QueueRecord => ({ ...toQueueRecord('p:', delivery(id), 2), meta: { n } })
const FACTS: SettleFacts = { isDone: () => false, hasLater: () => false, misses: new Set() }
const retry = (scope?: 'item' | 'destination' | 'blocked' | 'paused', afterMs?: number): SendOutcome => ({
  status: 'retry',
  ...(scope ? { scope } : {}),
  ...(afterMs ? { afterMs } : {}),
})
const settle = (batch: readonly QueueRecord[], outcomes: readonly (SendOutcome | undefined)[], facts = {}) =>
  settleBatch(batch, outcomes, { ...FACTS, ...facts })

describe('settleBatch', () => {
  it('[Q10] whatever is missing is a retry, a word of a later version parks', () => {
    const later: SendOutcome = JSON.parse('{"status":"new-word"}')
    const { verdicts } = settle([record('a'), record('b')], [undefined, later])
    expect(verdicts).toEqual([{ kept: { n: 1 } }, { parked: 'unknown-outcome' }])
  })

  it('[Q10] a batch of damaged records says nothing about the way', () => {
    expect(settle([record('a')], [UNREADABLE])).toMatchObject({ verdicts: [{ parked: 'unreadable' }], way: undefined })
  })

  it('[Q11] a refused batch is halved, a refused record parked', () => {
    const refused: SendOutcome = { status: 'rejected', code: 'too_large', detail: '', scope: 'batch' }
    const { verdicts } = settle([record('a'), record('b'), record('c')], [refused, refused, refused])
    expect(verdicts).toEqual([2, 2, 2].map((cap) => ({ kept: { n: 1, cap } })))
    expect(settle([record('a')], [refused]).verdicts).toEqual([{ parked: 'too_large' }])
  })

  it('[Q16] a request that failed as a whole makes all wait, a reason of its records alone makes none wait', () => {
    expect(settle([record('a')], [retry('destination')]).way).toBe('failed')
    expect(settle([record('a')], [retry('item')]).way).toBe('missed')
    expect(settle([record('a')], [retry()]).way).toBe('missed')
  })

  it('[Q16] three different records that were refused alone make all wait; something done between begins anew', () => {
    let misses: ReadonlySet<string> = new Set()
    const alone = (id: string) => {
      const settled = settle([record(id)], [retry('item')], { misses })
      misses = settled.misses
      return settled.way
    }
    expect([alone('a'), alone('a'), alone('b')]).toEqual(['missed', 'missed', 'missed'])
    const done = settle([record('c')], [{ status: 'delivered' }], { misses, isDone: () => true })
    expect(done).toMatchObject({ way: 'succeeded', misses: new Set() })
    expect(alone('c')).toBe('failed')
    expect(misses).toEqual(new Set())
  })

  it('[Q15] what was asked about a record counts although the page is done with it', () => {
    const settled = settle([record('a')], [retry('destination', 7000)], { isDone: () => true })
    expect(settled).toMatchObject({ verdicts: [undefined], way: 'failed', afterMs: 7000 })
    expect(settle([record('a')], [retry('destination')], { isDone: () => true }).way).toBe('succeeded')
  })

  it('[Q15] the wait that a record had is over with its attempt, what it was refused for is not', () => {
    const tried = { ...record('a'), meta: { n: 2, at: 5, asked: true as const, cap: 3 } }
    expect(settle([tried], [retry('item')]).verdicts).toEqual([{ kept: { n: 3, cap: 3 } }])
  })

  it('[Q32] what is overtaken goes on, unless a later state is about to go or it is no response', () => {
    const overtaken: SendOutcome = { status: 'overtaken', revision: 4 }
    expect(settle([record('a')], [overtaken]).verdicts).toEqual([{ overtaken: 4 }])
    expect(settle([record('a')], [overtaken], { hasLater: () => true }).verdicts).toEqual([{ kept: { n: 1 } }])
    const erasure = { ...record('e'), response: undefined }
    expect(settle([erasure], [overtaken]).verdicts).toEqual([{ parked: 'overtaken' }])
  })

  it('[Q10] [Q33] whatever comes back, each record has one verdict, and only what is done or refused leaves', () => {
    const outcome = fc.constantFrom<SendOutcome | undefined>(
      undefined,
      retry(),
      retry('destination', 9),
      { status: 'delivered' },
      { status: 'skipped', reason: 'event' },
      { status: 'overtaken', revision: 2 },
      { status: 'rejected', code: 'no', detail: '', scope: 'item' },
      { status: 'rejected', code: 'no', detail: '', scope: 'batch' },
    )
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 9 }), (outcomes) => {
        const batch = outcomes.map((_, i) => record(`r${i}`, i))
        const isDone = (key: string): boolean => {
          const status = outcomes[batch.findIndex((one) => one.key === key)]?.status
          return status === 'delivered' || status === 'skipped'
        }
        const { verdicts, way } = settle(batch, outcomes, { isDone })
        expect(verdicts.length).toBe(batch.length)
        outcomes.forEach((one, i) => {
          const verdict = verdicts[i]
          if (!one || one.status === 'retry') expect(verdict).toEqual({ kept: { n: i + 1 } })
          if (one?.status === 'delivered' || one?.status === 'skipped') expect(verdict).toBeUndefined()
        })
        expect(way === 'failed').toBe(outcomes.some((one) => one?.status === 'retry' && one.scope === 'destination'))
      }),
    )
  })
})
