import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConsentRecord } from '../model/response.ts'
import { type ConsentState, consented } from './consent.ts'

const now: ConsentState = { feedback: 'granted', analytics: 'denied', records: [] }
const record = (purpose: string, granted: boolean, at: number) =>
  ({ purpose, granted, textVersion: '1', at }) as unknown as ConsentRecord

describe('[C6] consent to feedback is apart from consent to analytics', () => {
  it('a bare word is about feedback; what a change does not name stays', () => {
    expect(consented(now, 'denied')).toEqual({ ...now, feedback: 'denied' })
    expect(consented(now, { analytics: 'granted' })).toEqual({ ...now, analytics: 'granted' })
    expect(consented({ ...now, feedback: 'withdrawn' }, { records: [] }).feedback).toBe('withdrawn')
  })

  it('of all records that a page took, the latest of each purpose goes with a response, and none is lost', () => {
    const changes = fc.array(
      fc.array(fc.tuple(fc.constantFrom('contact', 'publish', 'photo'), fc.boolean()), { maxLength: 3 }),
    )
    fc.assert(
      fc.property(changes, (given) => {
        let at = 0
        const latest = new Map<string, ConsentRecord>()
        let state = now
        for (const change of given) {
          // a page names each purpose once in one change
          const records = [...new Map(change)].map(([purpose, granted]) => record(purpose, granted, ++at))
          for (const each of records) latest.set(each.purpose, each)
          state = consented(state, { records })
        }
        expect(new Map(state.records.map((each) => [each.purpose, each]))).toEqual(latest)
        expect(state.records).toHaveLength(latest.size)
      }),
    )
  })
})
