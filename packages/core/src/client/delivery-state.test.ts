import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeliveryFacts, deliveryState } from './delivery-state.ts'

const FRESH: DeliveryFacts = {
  hasWords: true,
  isChanged: false,
  revision: 2,
  acknowledged: 0,
  stored: undefined,
  isRefused: false,
  isLate: false,
  blockedBy: undefined,
  isWithdrawn: false,
}
const on = (durable: 'disk' | 'weak' | 'memory', revision = 2) => ({ stored: { revision, durable } })

describe('[CS1] what is told', () => {
  it.each<[string, Partial<DeliveryFacts>, string]>([
    ['nothing said', { hasWords: false }, 'idle'],
    ['on its way', {}, 'saving'],
    ['on its way for too long', { isLate: true }, 'not_saved'],
    ['acknowledged', { acknowledged: 2 }, 'sent'],
    ['acknowledged on another page at a higher number', { acknowledged: 3 }, 'sent'],
    ['an earlier revision acknowledged', { acknowledged: 1 }, 'saving'],
    ['acknowledged, then changed', { acknowledged: 2, isChanged: true }, 'saving'],
    ['acknowledged, then changed, then nothing', { acknowledged: 2, isChanged: true, isLate: true }, 'not_saved'],
    ['on the disk', on('disk'), 'kept'],
    ['on the disk, refused for now', { ...on('disk'), blockedBy: 'HTTP 403' }, 'blocked'],
    ['an earlier revision on the disk', on('disk', 1), 'saving'],
    ['a store that a crash empties, at once', on('weak'), 'saving'],
    ['a store that a crash empties, after 2 s', { ...on('weak'), isLate: true }, 'here'],
    ['memory', on('memory'), 'here'],
    ['refused everywhere', { isRefused: true }, 'not_saved'],
    ['taken back after it was sent', { acknowledged: 2, isWithdrawn: true }, 'withdrawn'],
  ])('%s: %s', (_, facts, is) => {
    expect(deliveryState({ ...FRESH, ...facts }).is).toBe(is)
  })

  const facts: fc.Arbitrary<DeliveryFacts> = fc.record({
    hasWords: fc.boolean(),
    isChanged: fc.boolean(),
    revision: fc.nat(4),
    acknowledged: fc.nat(4),
    stored: fc.option(
      fc.record({ revision: fc.nat(4), durable: fc.constantFrom('disk' as const, 'weak' as const, 'memory' as const) }),
      { nil: undefined },
    ),
    isRefused: fc.boolean(),
    isLate: fc.boolean(),
    blockedBy: fc.option(fc.constant('HTTP 403'), { nil: undefined }),
    isWithdrawn: fc.boolean(),
  })

  it('property: never sent above what was acknowledged, never kept without the disk, never saving when it is late', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { is } = deliveryState(each)
        if (is === 'sent') expect(each.acknowledged).toBeGreaterThanOrEqual(each.revision)
        if (is === 'sent' || is === 'kept' || is === 'blocked') expect(each.isChanged).toBe(false)
        if (is === 'kept' || is === 'blocked') expect(each.stored).toEqual({ revision: each.revision, durable: 'disk' })
        if (each.isWithdrawn) expect(is).toBe('withdrawn')
        if (each.isLate) expect(is).not.toBe('saving')
      }),
      { numRuns: 2000 },
    )
  })
})

it('[CS1] words that the destination refused for good, or does not want, are never told as kept: they will not be sent', () => {
  const onDisk: DeliveryFacts = {
    hasWords: true,
    isChanged: false,
    revision: 2,
    acknowledged: 0,
    stored: { revision: 2, durable: 'disk' },
    isRefused: false,
    isLate: false,
    blockedBy: undefined,
    isWithdrawn: false,
  }
  expect(deliveryState(onDisk).is).toBe('kept')
  expect(deliveryState({ ...onDisk, isRefused: true }).is).toBe('not_saved')
  expect(deliveryState({ ...onDisk, isRefused: true, acknowledged: 2 }).is).toBe('sent')
})
