import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, NOON, survey } from '../../test/client-world.ts'
import { startRun } from '../engine/start-run.ts'
import type { PassState } from '../queue/types.ts'
import { findPass, type PassWanted } from './find-pass.ts'

const run = startRun(survey(), { seed: 's', locale: 'en', now: NOON })
const pass = (more: Partial<PassState> = {}): PassState => ({
  responseId: 'r',
  surveyId: 'after-purchase',
  surveyVersion: 1,
  revision: 1,
  at: NOON,
  run,
  ...more,
})
const ended = { ...run, at: 'end' as const }
const wanted: PassWanted = { survey: survey(), subjectId: 'anna', order: undefined, now: NOON + DAY, keepMs: 7 * DAY }
const find = (passes: readonly PassState[], more: Partial<PassWanted> = {}) =>
  findPass({ passes: async () => passes }, { ...wanted, ...more })
const idOf = async (...args: Parameters<typeof find>) => (await find(...args)).open?.responseId

describe('[P2] a pass is taken up again by survey, version, visitor and order, for 7 days', () => {
  it('the newest that fits', async () => {
    expect(await idOf([pass({ responseId: 'new' }), pass({ responseId: 'old' })])).toBe('new')
  })

  it.each([
    ['another survey', { surveyId: 'other' }],
    ['another version', { surveyVersion: 2 }],
    ['another order', { order: 'mark' }],
    ['another visitor [P3]', { subjectId: 'boris' }],
    ['seven days ago', { at: NOON - 6 * DAY }],
    ['a clock that was wrong', { at: NOON + 2 * DAY }],
    ['its end', { run: ended }],
  ] satisfies [string, Partial<PassState>][])('not one of %s', async (_, of) => {
    expect(await idOf([pass(of)])).toBeUndefined()
  })

  it('[P3] what was begun while nobody was known is anybody`s who becomes known; what one wrote, nobody`s', async () => {
    expect(await idOf([pass()])).toBe('r')
    expect(await idOf([pass({ subjectId: 'anna' })])).toBe('r')
    expect(await idOf([pass({ subjectId: 'anna' })], { subjectId: undefined })).toBeUndefined()
  })
})

describe('[P4] that an order was answered to its end is found beside the last words', () => {
  it('also where the ledger had not reached the disk; without an order, or long ago, it says nothing', async () => {
    const { ledger, open } = await find([
      pass({ order: 'mark', run: ended }),
      pass({ run: ended }),
      pass({ order: 'old', run: ended, at: NOON - 7 * DAY }),
    ])
    expect(open).toBeUndefined()
    expect(ledger.orders).toEqual(['mark'])
    expect(ledger.answered).toBe(NOON)
  })

  it('an open pass is no note of an answer', async () => {
    expect((await find([pass({ order: 'mark' })], { order: 'mark' })).ledger.answered).toBe(0)
  })
})

it('[P3] of any passes on a device, none of another known visitor, version or order is ever taken up', async () => {
  const some = fc.record({
    responseId: fc.uuid(),
    surveyId: fc.constantFrom('after-purchase', 'other'),
    surveyVersion: fc.integer({ min: 1, max: 3 }),
    subjectId: fc.constantFrom(undefined, 'anna', 'boris'),
    order: fc.constantFrom(undefined, 'mark', 'other'),
    at: fc.integer({ min: NOON - 20 * DAY, max: NOON + 20 * DAY }),
    run: fc.constantFrom(run, ended),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(some), async (passes) => {
      const { open } = await find(
        passes.map(({ subjectId, order, ...more }) =>
          pass({ ...more, ...(subjectId && { subjectId }), ...(order && { order }) }),
        ),
        { order: 'mark' },
      )
      if (!open) return
      expect(open).toMatchObject({ surveyId: 'after-purchase', surveyVersion: 1, order: 'mark' })
      expect([undefined, 'anna']).toContain(open.subjectId)
      expect(open.run.at).not.toBe('end')
    }),
  )
})
