import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, NOON, survey } from '../../test/client-world.ts'
import type { PropertyFilter, Targeting, Trigger, UrlRule } from '../model/targeting.ts'
import { choose, decide } from './decide.ts'
import { explain } from './explain.ts'
import { EMPTY_LEDGER } from './ledger.ts'
import type { Governor, TriggerEvent, Visit } from './visit.ts'

const governor: Governor = { policy: {}, ledger: EMPTY_LEDGER }
const visit = (changes: Partial<Visit> = {}): Visit => ({
  now: NOON,
  url: 'https://shop.example/thanks/?order=7#top',
  locale: 'en',
  key: 'anna',
  event: { on: 'call' },
  ...changes,
})
const reason = (targeting: Targeting, changes: Partial<Visit> = {}) =>
  decide(survey({ targeting }), visit(changes), governor).reason

describe('deciding', () => {
  it('[D1] a suppressed survey says what was wanted and what was found', () => {
    expect(decide(survey({ targeting: { devices: ['phone'] } }), visit({ device: 'desktop' }), governor)).toEqual({
      show: false,
      reason: 'device',
      evidence: { wanted: ['phone'], found: 'desktop' },
    })
  })
  it('[D2] whatever the definition holds, deciding never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (targeting, value) => {
        for (const broken of [targeting, { url: value }, { order: value }, { locales: value }, { triggers: value }]) {
          const candidate = { id: 'x', targeting: broken as Targeting }
          expect(typeof decide(candidate, visit({ order: { orderId: '1' } }), governor).show).toBe('boolean')
        }
      }),
    )
    expect(decide({ id: 'x', targeting: { url: 7 as never } }, visit(), governor)).toMatchObject({
      show: false,
      reason: 'broken-rule',
      evidence: { error: expect.stringContaining('Error') },
    })
  })
  it('[D3] the first part that does not hold is the reason', () => {
    expect(reason({ locales: ['ru'], devices: ['phone'] }, { device: 'phone' })).toBe('locale')
    expect(reason({ locales: ['ru'], devices: ['phone'] })).toBe('device')
  })
  it('[D4] force shows whatever the rules say', () => {
    expect(reason({ devices: ['phone'], percentage: 0 }, { force: true, refused: true })).toBe('forced')
  })
  it('[D5] explain says what choose would do, and prints a table', () => {
    const surveys = [survey(), survey({ id: 'mobile', targeting: { devices: ['phone'] } })]
    const told = explain(surveys, visit(), governor)
    expect(told.winner).toBe('after-purchase')
    for (const { surveyId, show, reason: why } of told.decisions)
      expect(choose(surveys, visit(), governor).decisions[surveyId]).toMatchObject({ show, reason: why })
    expect(`${told}`).toBe(
      [
        'survey          show  reason   evidence',
        'after-purchase  yes   matched  on="call"',
        'mobile          no    device   wanted=["phone"]',
      ].join('\n'),
    )
    expect(explain(surveys, visit(), governor, 'nobody').decisions).toMatchObject([
      { surveyId: 'nobody', reason: 'unknown-survey' },
    ])
  })
  it('[F18] a name that every object has is no survey, and no quota of one that bears it', () => {
    expect(explain([survey()], visit(), governor, 'constructor').decisions).toMatchObject([
      { surveyId: 'constructor', reason: 'unknown-survey' },
    ])
    const named = survey({ id: 'constructor' })
    expect(explain([named], visit(), { ...governor, fullQuotas: {} }).winner).toBe('constructor')
  })
  it('[D5] moments are printed as dates', () => {
    const asked = { ...governor, ledger: { ...EMPTY_LEDGER, answered: NOON - DAY } }
    expect(`${explain([survey()], visit(), asked)}`).toContain('since=2026-11-20T12:00:00.000Z until=2027-02-18')
  })
  it('[F12] a cap without an end has no date', () => {
    const shown = { ...governor, ledger: { ...EMPTY_LEDGER, shown: [NOON] } }
    const told = `${explain([survey()], visit({ sessionStart: NOON - 1 }), shown)}`
    expect(told).toContain('session-cap')
    expect(told).not.toContain('1970')
    const never = { policy: { perSession: 9, perDay: 0 }, ledger: EMPTY_LEDGER }
    expect(`${explain([survey()], visit(), never)}`).toContain('daily-cap')
  })
  it('[D6] the highest priority wins, of equals the first; a door is behind every question', () => {
    const ids = ['low', 'high', 'also-high', 'door']
    const surveys = ids.map((id) =>
      survey({ id, priority: id === 'low' ? 1 : 5, ...(id === 'door' && { targeting: { alwaysOpen: true } }) }),
    )
    const { survey: best, decisions } = choose(surveys, visit(), governor)
    expect(best?.id).toBe('high')
    expect(decisions['low']).toEqual({ show: false, reason: 'lower-priority', evidence: { by: 'high' } })
    expect(decisions['also-high']?.reason).toBe('lower-priority')
    expect(decisions['door']?.show).toBe(true)
    expect(choose([surveys[3]!, surveys[0]!], visit(), governor).survey?.id).toBe('low')
    expect(choose([surveys[3]!], visit(), governor).survey?.id).toBe('door')
    expect(choose([], visit(), governor)).toEqual({ decisions: {} })
  })
})

describe('triggers', () => {
  const fits = (trigger: Trigger, event: TriggerEvent, changes: Partial<Visit> = {}) =>
    reason({ triggers: [trigger] }, { event, ...changes }) === 'matched'

  it('[T1] without a trigger only a call shows it', () => {
    expect(reason({})).toBe('matched')
    for (const on of ['page', 'route', 'purchase', 'exit_intent'] as const)
      expect(reason({}, { event: { on } })).toBe('no-trigger')
    expect(decide(survey(), { now: NOON, url: '', locale: 'en', key: '' }, governor).reason).toBe('no-trigger')
  })
  it('[T2] an event fits by name and by its properties', () => {
    const trigger: Trigger = { on: 'event', name: 'coupon', where: [{ key: 'count', op: 'gte', value: 2 }] }
    expect(fits(trigger, { on: 'event', name: 'coupon', properties: { count: 2 } })).toBe(true)
    expect(fits(trigger, { on: 'event', name: 'coupon', properties: { count: 1 } })).toBe(false)
    expect(fits(trigger, { on: 'event', name: 'coupon' })).toBe(false)
    expect(fits(trigger, { on: 'event', name: 'other', properties: { count: 2 } })).toBe(false)
    expect(fits({ on: 'event', name: 'coupon' }, { on: 'event', name: 'coupon' })).toBe(true)
  })
  it('[T2] a purchase fits by its order', () => {
    const trigger: Trigger = { on: 'purchase', where: [{ key: 'value', op: 'gt', value: 1000 }] }
    expect(fits(trigger, { on: 'purchase' }, { order: { orderId: '1', value: 1990 } })).toBe(true)
    expect(fits(trigger, { on: 'purchase' }, { order: { orderId: '1', value: 990 } })).toBe(false)
    expect(fits(trigger, { on: 'page' }, { order: { orderId: '1', value: 1990 } })).toBe(false)
  })
  it('[T2] a click fits by selector, scrolling and dwelling from their threshold on', () => {
    expect(fits({ on: 'click', selector: '#buy' }, { on: 'click', selector: '#buy' })).toBe(true)
    expect(fits({ on: 'click', selector: '#buy' }, { on: 'click', selector: '#back' })).toBe(false)
    expect(fits({ on: 'scroll', percent: 50 }, { on: 'scroll', percent: 50 })).toBe(true)
    expect(fits({ on: 'scroll', percent: 50 }, { on: 'scroll', percent: 49 })).toBe(false)
    expect(fits({ on: 'dwell', ms: 5000 }, { on: 'dwell', ms: 4999 })).toBe(false)
    expect(fits({ on: 'dwell', ms: 5000 }, { on: 'dwell', ms: 9000 })).toBe(true)
    for (const on of ['page', 'route', 'exit_intent'] as const) expect(fits({ on }, { on })).toBe(true)
  })
})

describe('addresses', () => {
  const fits = (url: UrlRule | readonly UrlRule[], address = 'https://shop.example/thanks/?order=7#top') =>
    reason({ url }, { url: address }) === 'matched'

  it('[T3] one of the rules that say yes and all that say no', () => {
    const rules: UrlRule[] = [
      { op: 'contains', value: '/cart' },
      { op: 'contains', value: '/checkout' },
      { op: 'not_contains', value: 'preview' },
    ]
    expect(fits(rules, 'https://s.example/cart')).toBe(true)
    expect(fits(rules, 'https://s.example/checkout')).toBe(true)
    expect(fits(rules, 'https://s.example/')).toBe(false)
    expect(fits(rules, 'https://s.example/cart?preview=1')).toBe(false)
    expect(fits([{ op: 'not_equals', value: '/x' }], 'https://s.example/')).toBe(true)
    expect(fits([], 'https://s.example/')).toBe(true)
  })
  it('[T4] equals takes a path or a whole address, slash at the end and fragment aside', () => {
    expect(fits({ op: 'equals', value: '/thanks' })).toBe(true)
    expect(fits({ op: 'equals', value: '/thanks/' })).toBe(true)
    expect(fits({ op: 'equals', value: '/thank' })).toBe(false)
    expect(fits({ op: 'equals', value: 'https://shop.example/thanks/?order=7' })).toBe(true)
    expect(fits({ op: 'equals', value: 'https://shop.example/thanks/' })).toBe(false)
    expect(fits({ op: 'not_equals', value: '/thanks' })).toBe(false)
    expect(fits({ op: 'equals', value: '/' }, 'https://shop.example')).toBe(true)
    expect(fits({ op: 'equals', value: '/' }, 'https://shop.example/?utm=1')).toBe(true)
    expect(fits({ op: 'contains', value: '#top' })).toBe(true)
  })
  it('[T6] a pattern that is not understood holds neither way', () => {
    expect(fits({ op: 'matches', value: '^https://.*/thanks' })).toBe(true)
    expect(fits({ op: 'not_matches', value: '/cart' })).toBe(true)
    expect(fits({ op: 'not_matches', value: '/thanks' })).toBe(false)
    for (const op of ['matches', 'not_matches'] as const) {
      expect(fits({ op, value: '(a+)+$' })).toBe(false)
      expect(decide(survey({ targeting: { url: { op, value: '(x' } } }), visit(), governor)).toMatchObject({
        reason: 'url',
      })
    }
  })
})

describe('properties', () => {
  const order = {
    orderId: 'A-1',
    value: 1990,
    currency: 'RUB',
    items: [
      { name: 'Tea', category: 'tea' },
      { name: 'Pot', category: 'pots' },
    ],
  }
  const fits = (key: string, op: PropertyFilter['op'], value?: PropertyFilter['value']) =>
    reason({ order: [{ key, op, ...(value !== undefined && { value }) }] }, { order }) === 'matched'

  it('[T7] each comparison', () => {
    expect(fits('currency', 'eq', 'RUB')).toBe(true)
    expect(fits('currency', 'ne', 'RUB')).toBe(false)
    expect(fits('currency', 'ne', 'EUR')).toBe(true)
    expect([fits('value', 'lt', 1990), fits('value', 'lte', 1990), fits('value', 'lte', 1989)]).toEqual([
      false,
      true,
      false,
    ])
    expect([fits('value', 'gt', 1990), fits('value', 'gte', 1990), fits('value', 'gt', 1)]).toEqual([false, true, true])
    expect([fits('currency', 'in', ['EUR', 'RUB']), fits('currency', 'not_in', ['EUR', 'RUB'])]).toEqual([true, false])
    expect([fits('orderId', 'contains', 'A-'), fits('orderId', 'contains', 'B')]).toEqual([true, false])
    expect([fits('coupon', 'exists'), fits('coupon', 'not_exists')]).toEqual([false, true])
    expect([fits('value', 'exists'), fits('value', 'not_exists')]).toEqual([true, false])
  })
  it('[T7] unlike types never compare; what is not there is only unlike', () => {
    expect(fits('value', 'gt', '1')).toBe(false)
    expect(fits('value', 'eq', '1990')).toBe(false)
    expect(fits('coupon', 'eq', 'X')).toBe(false)
    expect(fits('coupon', 'ne', 'X')).toBe(true)
    expect(fits('coupon', 'not_in', ['X'])).toBe(true)
  })
  it('[T7] dots reach into lists', () => {
    expect(fits('items.category', 'eq', 'pots')).toBe(true)
    expect(fits('items.category', 'eq', 'cups')).toBe(false)
    expect(fits('items.category', 'not_in', ['tea'])).toBe(false)
    expect(fits('items.price', 'exists')).toBe(false)
  })
  it('[T7] without an order its filters do not hold, traits are looked into alike', () => {
    expect(reason({ order: [{ key: 'value', op: 'gt', value: 1 }] })).toBe('order')
    const traits: PropertyFilter[] = [{ key: 'plan', op: 'eq', value: 'gold' }]
    expect(reason({ traits })).toBe('traits')
    expect(reason({ traits }, { traits: { plan: 'gold' } })).toBe('matched')
  })
})

describe('the rest', () => {
  it('[T8] device, touchpoint and language are on the list', () => {
    expect(reason({ devices: ['phone'] })).toBe('device')
    expect(reason({ devices: ['phone'] }, { device: 'phone' })).toBe('matched')
    expect(reason({ touchpoints: ['delivery'] })).toBe('touchpoint')
    expect(reason({ touchpoints: ['delivery'] }, { touchpoint: 'delivery' })).toBe('matched')
    expect(reason({ locales: ['pt'] }, { locale: 'pt-BR' })).toBe('matched')
    expect(reason({ locales: ['pt-BR'] }, { locale: 'pt' })).toBe('locale')
    expect(reason({ locales: ['pt-br'] }, { locale: 'pt-BR' })).toBe('matched')
    expect(reason({ locales: ['en'] }, { locale: 'enm' })).toBe('locale')
  })
  it('[T9] a schedule holds from its beginning until before its end', () => {
    const schedule = { from: '2026-11-21T12:00:00Z', until: '2026-11-22' }
    expect(reason({ schedule })).toBe('matched')
    expect(reason({ schedule }, { now: NOON - 1 })).toBe('schedule')
    expect(reason({ schedule }, { now: Date.UTC(2026, 10, 22) })).toBe('schedule')
    expect(reason({ schedule }, { now: Date.UTC(2026, 10, 22) - 1 })).toBe('matched')
    expect(reason({ schedule: { from: 'soon' } })).toBe('schedule')
  })
  it('[T10] a share is kept by the same people and grows by others', () => {
    const people = Array.from({ length: 2000 }, (_, i) => `order-${i}`)
    const drawn = (percentage: number, id = 'a') =>
      people.filter((key) => decide(survey({ id, targeting: { percentage } }), visit({ key }), governor).show)
    const third = drawn(30)
    expect(third.length / people.length).toBeGreaterThan(0.27)
    expect(third.length / people.length).toBeLessThan(0.33)
    expect(drawn(30)).toEqual(third)
    expect(drawn(60)).toEqual(expect.arrayContaining(third))
    const other = new Set(drawn(30, 'b'))
    const both = third.filter((key) => other.has(key)).length / people.length
    expect(both).toBeGreaterThan(0.06)
    expect(both).toBeLessThan(0.12)
    expect(drawn(0)).toEqual([])
    expect(drawn(100)).toEqual(people)
  })
  it('[T11] a survey whose whole quota is full is not shown', () => {
    const full = { ...governor, fullQuotas: { 'after-purchase': ['all'] } }
    expect(decide(survey({ quotas: [{ id: 'all', limit: 100 }] }), visit(), full).reason).toBe('quota-full')
    expect(decide(survey({ quotas: [{ id: 'all', limit: 100 }] }), visit(), governor).reason).toBe('matched')
    const when = { left: { answer: 'score' }, op: 'answered' } as const
    expect(decide(survey({ quotas: [{ id: 'all', limit: 100, when }] }), visit(), full).reason).toBe('matched')
  })
  it('[T12] a trial is not drawn and not governed, but keeps the rules', () => {
    const asked = { ...governor, ledger: { ...EMPTY_LEDGER, answered: NOON - 1 } }
    expect(decide(survey({ targeting: { percentage: 0 } }), visit({ test: true }), asked).reason).toBe('matched')
    expect(reason({ devices: ['phone'] }, { test: true })).toBe('device')
  })
})
