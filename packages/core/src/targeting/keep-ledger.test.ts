import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY, NOON } from '../../test/client-world.ts'
import { mergeLedgers, noted, readLedger } from './keep-ledger.ts'
import { EMPTY_LEDGER, type LedgerEntry } from './ledger.ts'

const entry: fc.Arbitrary<LedgerEntry> = fc.record(
  {
    what: fc.constantFrom('shown', 'dismissed', 'answered'),
    surveyId: fc.constantFrom('a', 'b', '__proto__'),
    at: fc.integer({ min: NOON - 20 * DAY, max: NOON }),
    order: fc.constantFrom('o1', 'o2'),
  },
  { requiredKeys: ['what', 'surveyId', 'at'] },
)
const ledger = fc.array(entry, { maxLength: 8 }).map((entries) => entries.reduce(noted, EMPTY_LEDGER))

it('[L1] a ledger is plain data: written and read it is the same', () => {
  fc.assert(
    fc.property(ledger, (known) => {
      expect(readLedger(JSON.stringify(known), NOON)).toEqual(known)
    }),
  )
})
it('[L1] noting keeps the latest of each and the moments of a month', () => {
  const old = noted(EMPTY_LEDGER, { what: 'shown', surveyId: 'a', at: NOON - 40 * DAY })
  const now = noted(noted(old, { what: 'shown', surveyId: 'b', at: NOON }), {
    what: 'answered',
    surveyId: 'b',
    at: NOON,
  })
  expect(now).toEqual({
    shown: [NOON],
    dismissed: 0,
    answered: NOON,
    surveys: { a: { shown: NOON - 40 * DAY }, b: { shown: NOON, answered: NOON } },
    orders: [],
  })
})
it('[L2] merging is the same either way round, repeated and in any grouping', () => {
  fc.assert(
    fc.property(ledger, ledger, ledger, (a, b, c) => {
      expect(mergeLedgers(a, b)).toEqual(mergeLedgers(b, a))
      expect(mergeLedgers(a, mergeLedgers(a, b))).toEqual(mergeLedgers(a, b))
      expect(mergeLedgers(mergeLedgers(a, b), c)).toEqual(mergeLedgers(a, mergeLedgers(b, c)))
      expect(mergeLedgers(a, b).shown).toEqual(expect.arrayContaining([...a.shown, ...b.shown]))
      expect(mergeLedgers(a, b).answered).toBe(Math.max(a.answered, b.answered))
    }),
  )
})
it('[L3] whatever lies in the store, reading gives a sound ledger', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const { shown, orders, surveys, dismissed } = readLedger(text, NOON)
        expect(shown.every((at) => typeof at === 'number')).toBe(true)
        expect(orders.every((mark) => typeof mark === 'string')).toBe(true)
        expect([typeof surveys, typeof dismissed]).toEqual(['object', 'number'])
      },
    ),
  )
  for (const text of [
    undefined,
    '',
    'null',
    '[]',
    '7',
    '{"shown":"x","surveys":3,"orders":{}}',
    '{"surveys":{"a":null}}',
  ])
    expect(readLedger(text, NOON)).toMatchObject({ shown: [], orders: [], dismissed: 0 })
})
it('[L3] moments of a wrong clock are dropped', () => {
  const ahead = { ...EMPTY_LEDGER, shown: [NOON, NOON + 9 * DAY], answered: NOON + 9 * DAY, dismissed: NOON }
  expect(readLedger(JSON.stringify(ahead), NOON)).toMatchObject({ shown: [NOON], answered: 0, dismissed: NOON })
})
