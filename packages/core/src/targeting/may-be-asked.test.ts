import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Targeting, Trigger, UrlRule } from '../model/targeting.ts'
import { decide } from './decide.ts'
import { EMPTY_LEDGER } from './ledger.ts'
import { mayBeAsked } from './may-be-asked.ts'
import type { TriggerEvent } from './visit.ts'

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ on: fc.constant('event' as const), name: fc.constantFrom('a', 'b') }),
  fc.constant({ on: 'purchase' as const, where: [{ key: 'value', op: 'gt' as const, value: 5 }] }),
  fc.record({ on: fc.constantFrom('page' as const, 'route' as const, 'exit_intent' as const) }),
  fc.record({ on: fc.constant('click' as const), selector: fc.constantFrom('#a', '#b') }),
  fc.record({ on: fc.constant('scroll' as const), percent: fc.integer({ min: 0, max: 100 }) }),
)
const event: fc.Arbitrary<TriggerEvent> = fc.oneof(
  fc.record({ on: fc.constant('event' as const), name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ on: fc.constantFrom('purchase' as const, 'page' as const, 'route' as const, 'exit_intent' as const) }),
  fc.record({ on: fc.constant('click' as const), selector: fc.constantFrom('#a', '#b') }),
  fc.record({ on: fc.constant('scroll' as const), percent: fc.integer({ min: 0, max: 100 }) }),
)
const ops: readonly UrlRule['op'][] = ['equals', 'not_equals', 'contains', 'not_contains', 'matches', 'not_matches']
const url: fc.Arbitrary<UrlRule> = fc.record({
  op: fc.constantFrom(...ops),
  value: fc.constantFrom('/thanks', '/cart', 'shop', '^https', '(x', 'https://shop.example/thanks'),
})
const targeting: fc.Arbitrary<Targeting> = fc
  .tuple(fc.array(trigger, { maxLength: 3 }), fc.option(fc.oneof(url, fc.array(url, { minLength: 1, maxLength: 3 }))))
  .map(([triggers, rules]) => ({ triggers, ...(rules && { url: rules }) }))

it('[T13] what decides is left unloaded only where it would say no', () => {
  let left = 0
  let shown = 0
  fc.assert(
    fc.property(targeting, event, (rules, met) => {
      const survey = { id: 's', targeting: rules }
      const order = { orderId: 'A-1', value: 10 }
      const visit = { now: 1, url: 'https://shop.example/thanks?a=1', locale: 'en', key: 'k', order, event: met }
      const decision = decide(survey, visit, { policy: {}, ledger: EMPTY_LEDGER })
      const isWorthIt = mayBeAsked(survey, met, visit.url)
      if (decision.show) expect(isWorthIt).toBe(true)
      left += isWorthIt ? 0 : 1
      shown += decision.show ? 1 : 0
    }),
    { numRuns: 3000 },
  )
  expect(Math.min(left, shown)).toBeGreaterThan(100)
})
