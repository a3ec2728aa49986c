import { decide, EMPTY_LEDGER, type GovernorPolicy, type Survey, type Trigger } from '@frankly/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Occasion } from '../triggers/watch.ts'
import { quickYes } from './quick-yes.ts'
import { happeningOf } from './visit.ts'

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ on: fc.constant('event' as const), name: fc.constantFrom('a', 'b') }),
  fc.record({ on: fc.constant('purchase' as const) }),
  fc.record({
    on: fc.constant('purchase' as const),
    where: fc.constant([{ key: 'value', op: 'gt' as const, value: 5 }]),
  }),
  fc.record({ on: fc.constantFrom('page' as const, 'route' as const, 'exit_intent' as const) }),
  fc.record({ on: fc.constant('click' as const), selector: fc.constantFrom('#a', '#b') }),
  fc.record({ on: fc.constant('scroll' as const), percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ on: fc.constant('dwell' as const), ms: fc.integer({ min: 0, max: 100 }) }),
)
const occasion: fc.Arbitrary<Occasion | undefined> = fc.option(
  fc.oneof(
    fc.record({ on: fc.constant('event' as const), name: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ on: fc.constantFrom('purchase' as const, 'page' as const, 'route' as const, 'exit_intent' as const) }),
    fc.record({ on: fc.constant('click' as const), met: fc.constantFrom('#a', '#b') }),
    fc.record({ on: fc.constantFrom('scroll' as const, 'dwell' as const), met: fc.integer({ min: 0, max: 100 }) }),
  ),
  { nil: undefined },
)
/** Mostly the first, so that a yes is met often; each of the others must turn it down. */
const mostly = <Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const targeting = fc
  .tuple(
    fc.array(trigger, { minLength: 1, maxLength: 3 }),
    fc.constantFrom({}, { delayMs: 10 }, { alwaysOpen: true }),
    mostly<object>(
      {},
      { url: { op: 'contains', value: 'nowhere' } },
      { percentage: 0 },
      { devices: ['phone'] },
      { locales: ['ru'] },
      { touchpoints: ['checkout'] },
      { order: [{ key: 'value', op: 'exists' }] },
      { traits: [{ key: 'vip', op: 'exists' }] },
      { schedule: { until: '2001-01-01' } },
    ),
  )
  .map(([triggers, harmless, rule]) => ({ triggers, ...harmless, ...rule }))
const policy = mostly<GovernorPolicy>(
  {},
  { perSession: 0 },
  { perDay: 0 },
  { per30Days: 0 },
  { perSession: 3, perDay: 3 },
  { quietHours: { applyInPage: true, from: 0, until: 1 } },
)
const seldom = mostly(false, true)

describe('quickYes', () => {
  it('never says yes where decide says no', () => {
    let yes = 0
    fc.assert(
      fc.property(targeting, policy, occasion, seldom, seldom, (rules, caps, met, refused, open) => {
        const survey = { id: 's', targeting: rules } as unknown as Survey
        if (!quickYes(survey, met, { policy: caps, ledger: undefined, refused, open })) return
        yes++
        const decision = decide(
          survey,
          {
            now: 1_700_000_000_000,
            url: 'https://shop.example/thanks',
            locale: 'en',
            key: 'k',
            device: 'desktop',
            offsets: [0],
            refused,
            happening: met ? happeningOf(met) : { on: 'call' },
            ...(open && { open: 'other' }),
          },
          { policy: caps, ledger: EMPTY_LEDGER },
        )
        expect(decision).toMatchObject({ show: true })
      }),
      { numRuns: 3000 },
    )
    // the rule must be worth something
    expect(yes).toBeGreaterThan(100)
  })
})
