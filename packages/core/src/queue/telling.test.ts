import { expect, it } from 'vitest'
import { createTelling } from './telling.ts'

const quiet = { debug() {}, warn() {} }

it('[Q27] [SV9] what is counted while a report is on its way goes with the next one', () => {
  const telling = createTelling(quiet)
  const counts: Record<string, number> = { 'shown~a~1~web~en': 2 }
  telling.takeAlong(counts)
  telling.tally('parked.refused')
  const report = telling.report()
  expect(report).toEqual({ 'parked.refused': 1, 'shown~a~1~web~en': 2 })
  counts['shown~a~1~web~en'] = 3
  counts['answered~a~1~web~en'] = 1
  telling.tally('parked.refused')
  telling.reported(report)
  expect(telling.report()).toEqual({ 'parked.refused': 1, 'shown~a~1~web~en': 1, 'answered~a~1~web~en': 1 })
  telling.reported(telling.report())
  expect([telling.report(), counts]).toEqual([undefined, {}])
})
