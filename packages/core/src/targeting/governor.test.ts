import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, NOON, survey } from '../../test/client-world.ts'
import { choose, decide } from './decide.ts'
import { govern } from './governor.ts'
import { noted } from './keep-ledger.ts'
import { EMPTY_LEDGER, type Ledger } from './ledger.ts'
import type { GovernorPolicy } from './policy.ts'
import { HARD_STOP, isQuiet } from './quiet-hours.ts'
import { quietUntil } from './quiet-until.ts'
import { orderMark } from './stable-hash.ts'
import type { Visit } from './visit.ts'
import { offsetsOf } from './zone.ts'

const HOUR = 3_600_000
const visit = (changes: Partial<Visit> = {}): Visit => ({
  now: NOON,
  url: '',
  locale: 'en',
  key: 'anna',
  event: { on: 'call' },
  sessionStart: NOON - HOUR,
  ...changes,
})
const ledger = (changes: Partial<Ledger>): Ledger => ({ ...EMPTY_LEDGER, ...changes })
const verdict = (past: Partial<Ledger>, policy: GovernorPolicy = {}, changes: Partial<Visit> = {}) =>
  govern(visit(changes), { policy, ledger: ledger(past) })

const noGaps: GovernorPolicy = { gapAfterShownDays: 0, gapAfterAnsweredDays: 0, gapAfterDismissedDays: 0 }

describe('caps', () => {
  it('[G1] one in a session', () => {
    expect(verdict({ shown: [NOON - HOUR] }, { ...noGaps, perDay: 9 })).toMatchObject({
      reason: 'session-cap',
      evidence: { wanted: 1, found: 1 },
    })
    expect(verdict({ shown: [NOON - HOUR - 1] }, { ...noGaps, perDay: 9 })).toBeUndefined()
    expect(verdict({ shown: [NOON - HOUR] }, { ...noGaps, perDay: 9, perSession: 2 })).toBeUndefined()
  })
  it('[G1] one in 24 hours', () => {
    const shown = [NOON - DAY + 1]
    expect(verdict({ shown }, noGaps)).toMatchObject({ reason: 'daily-cap', evidence: { until: NOON + 1 } })
    expect(verdict({ shown: [NOON - DAY] }, noGaps)).toBeUndefined()
  })
  it('[G1] four in 30 days', () => {
    const shown = [29, 20, 10, 5].map((days) => NOON - days * DAY)
    expect(verdict({ shown }, noGaps)).toMatchObject({
      reason: 'monthly-cap',
      evidence: { wanted: 4, found: 4, until: NOON + DAY },
    })
    expect(verdict({ shown: shown.slice(1) }, noGaps)).toBeUndefined()
    expect(verdict({ shown: [NOON - 30 * DAY, ...shown.slice(1)] }, noGaps)).toBeUndefined()
  })
})

describe('gaps', () => {
  it('[G2] seven days after one was shown, thirty after a dismissal, ninety after an answer', () => {
    for (const [reason, past, days] of [
      ['gap-shown', (at: number) => ({ shown: [at] }), 7],
      ['gap-dismissed', (at: number) => ({ dismissed: at }), 30],
      ['gap-answered', (at: number) => ({ answered: at }), 90],
    ] as const) {
      const policy = { perDay: 9, perSession: 9, per30Days: 9 }
      const until = NOON + 1
      expect(verdict(past(NOON - days * DAY + 1), policy)).toMatchObject({ reason, evidence: { wanted: days, until } })
      expect(verdict(past(NOON - days * DAY), policy)).toBeUndefined()
    }
  })
  it('[G9] 0 stays 0: a cap of 0 asks nobody, a gap of 0 waits for nothing', () => {
    expect(verdict({}, { perSession: 0 })).toMatchObject({ reason: 'session-cap' })
    expect(verdict({}, { perDay: 0 })).toMatchObject({ reason: 'daily-cap' })
    expect(verdict({}, { per30Days: 0 })).toMatchObject({ reason: 'monthly-cap' })
    const past = { shown: [NOON - 2 * DAY], dismissed: NOON - 1, answered: NOON - 1 }
    expect(verdict(past, noGaps)).toBeUndefined()
  })
  it('[G2] quietUntil says from when on caps and gaps let somebody be asked', () => {
    const moment = fc.integer({ min: 1, max: 120 * DAY }).map((ago) => NOON - ago)
    const past = fc.record({
      shown: fc.array(moment, { maxLength: 6 }).map((times) => times.sort((a, b) => a - b)),
      dismissed: fc.option(moment, { nil: 0 }),
      answered: fc.option(moment, { nil: 0 }),
    })
    fc.assert(
      fc.property(past, (known) => {
        const governor = { policy: {}, ledger: ledger(known) }
        const asked = (now: number) => govern(visit({ now, sessionStart: now + 1 }), governor)
        const until = quietUntil(NOON, governor)
        expect(asked(until || NOON)).toBeUndefined()
        if (until) expect(asked(until - 1)).toBeDefined()
      }),
    )
  })
})

describe('who is not asked', () => {
  it('[G3] one order is asked about once, and the ledger does not hold its id', () => {
    const order = { orderId: 'A-1' }
    const known = noted(EMPTY_LEDGER, { what: 'shown', surveyId: 's', at: NOON - 10 * DAY, order: orderMark('A-1') })
    expect(JSON.stringify(known)).not.toContain('A-1')
    expect(verdict(known, noGaps, { order })).toMatchObject({ reason: 'order-asked' })
    expect(verdict(known, { ...noGaps, oncePerOrder: false }, { order })).toBeUndefined()
    expect(verdict(known, noGaps, { order: { orderId: 'A-2' } })).toBeUndefined()
  })
  it('[G6] nothing is asked while a case is open', () => {
    expect(verdict({}, {}, { caseOpen: true })).toMatchObject({ reason: 'case-open' })
  })
  it('[G7] nor while another survey is open, nor after a refusal', () => {
    expect(verdict({}, {}, { open: 'other' })).toMatchObject({ reason: 'another-open', evidence: { found: 'other' } })
    expect(verdict({}, {}, { refused: true })).toMatchObject({ reason: 'consent' })
  })
  it('[G8] the always-open door is never suppressed by the governor, but its own rules hold', () => {
    const door = survey({ targeting: { alwaysOpen: true } })
    const past = ledger({ shown: [NOON - 1], dismissed: NOON - 1, answered: NOON - 1 })
    const now = visit({ refused: true, caseOpen: true, open: 'other', channel: 'message', offsets: [660] })
    expect(decide(door, now, { policy: { perDay: 0 }, ledger: past }).show).toBe(true)
    const phones = survey({ targeting: { alwaysOpen: true, devices: ['phone'] } })
    expect(choose([phones], now, { policy: {}, ledger: past }).survey).toBeUndefined()
  })
})

describe('quiet hours', () => {
  const message = (hour: number, minute = 0, changes: Partial<Visit> = {}, policy: GovernorPolicy = {}) =>
    verdict({}, policy, {
      now: Date.UTC(2026, 10, 21, hour, minute),
      sessionStart: 0,
      channel: 'message',
      offsets: [0],
      ...changes,
    })?.reason

  it('[G4] messages go from 09:00 until before 21:00', () => {
    expect([message(8, 59), message(9), message(20, 59), message(21)]).toEqual([
      'quiet-hours',
      undefined,
      undefined,
      'quiet-hours',
    ])
  })
  it('[G4] 21:59 passes only in a wider window, 22:00 never', () => {
    const quietHours = { from: 0, until: 24 * 60 }
    expect(message(21, 59)).toBe('quiet-hours')
    expect(message(21, 59, {}, { quietHours })).toBeUndefined()
    expect(message(22, 0, {}, { quietHours })).toBe('quiet-hours')
    expect(message(23, 59, {}, { quietHours: { from: 1320, until: 9999 } })).toBe('quiet-hours')
  })
  it('[G4] questions in an open page are quiet only when the shop says so', () => {
    expect(message(23, 0, { channel: 'page' })).toBeUndefined()
    expect(message(23, 0, { channel: 'page' }, { quietHours: { applyInPage: true } })).toBe('quiet-hours')
  })
  it('[G5] an unknown zone must be day everywhere in the country', () => {
    const at = (hour: number) => Date.UTC(2026, 10, 21, hour)
    const inRussia = (hour: number) => isQuiet(at(hour), offsetsOf({ country: 'RU' }, at(hour)))
    // Kaliningrad is UTC+2, Kamchatka UTC+12: 09:00 there is 19:00 here
    expect([inRussia(6), inRussia(7), inRussia(8), inRussia(9)]).toEqual([true, false, false, true])
    expect(isQuiet(at(7), offsetsOf({ zone: 'Europe/Moscow', country: 'RU' }, at(7)))).toBe(false)
    expect(offsetsOf({ zone: 'Mars/Olympus', country: 'de' }, at(7))).toEqual([60])
    for (const nowhere of [{}, { country: 'XX' }, { country: 'Germany' }, { zone: 'Mars/Olympus' }])
      expect(isQuiet(at(12), offsetsOf(nowhere, at(12)))).toBe(true)
  })

  const zones = ['Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca']
  const aroundChange = fc.tuple(
    fc.constantFrom(...zones, 'Asia/Kathmandu', 'Pacific/Chatham', 'Europe/Moscow'),
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
  )
  const wallClock = (zone: string, at: number): number => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(at)
    const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
    return part('hour') * 60 + part('minute')
  }
  const changes = zones.flatMap((zone) => {
    const found: [string, number][] = []
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 11, 31); day += DAY)
      if (offsetsOf({ zone }, day)[0] !== offsetsOf({ zone }, day + DAY)[0]) found.push([zone, day])
    return found
  })

  it('[G4] no option and no change of clocks lets a message out between 22:00 and midnight', () => {
    const window = fc.record({
      from: fc.integer({ min: -100, max: 2000 }),
      until: fc.integer({ min: -100, max: 3000 }),
    })
    const nearChange = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: 0, max: 2 * DAY }))
      .map(([[zone, day], on]): [string, number] => [zone, day + on])
    expect(changes.length).toBeGreaterThan(12)
    fc.assert(
      fc.property(fc.oneof(aroundChange, nearChange), window, ([zone, at], hours) => {
        const minute = wallClock(zone, at)
        const quiet = isQuiet(at, offsetsOf({ zone }, at), hours)
        if (minute >= HARD_STOP) expect(quiet).toBe(true)
        expect(quiet).toBe(!(minute >= hours.from && minute < Math.min(hours.until, HARD_STOP)))
      }),
      { numRuns: 600 },
    )
  })
})
