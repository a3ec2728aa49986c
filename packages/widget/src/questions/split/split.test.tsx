import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const split = {
  kind: 'split',
  id: 'q',
  text: 'Share out 100 points',
  choices: ['a', 'b'].map((id) => ({ id, text: `Thing ${id}` })),
} as const
const points = () => {
  const answer = shown!.model.run().answers['q']
  return answer?.kind === 'split' ? answer.points : {}
}

it('takes typed numbers and steps, and tells what is left', async () => {
  shown = await open(surveyOf([[split]]))
  shown.type(shown.labelled('Thing a'), '95')
  shown.click(shown.labelled('More points: Thing b'))
  expect(points()).toEqual({ a: 95, b: 5 })
  expect(shown.text('[role=status]')).toBe('Points left: 0')
  shown.click(shown.labelled('Fewer points: Thing a'))
  expect(points()).toEqual({ a: 85, b: 5 })
})

it('what is no number counts as nothing', async () => {
  shown = await open(surveyOf([[split]]))
  shown.type(shown.labelled('Thing a'), 'many')
  expect(points()).toEqual({})
})

it('[E22] points may be typed in the digits of any keyboard', async () => {
  shown = await open(surveyOf([[split]]))
  shown.type(shown.labelled('Thing a'), '۴۵')
  shown.type(shown.labelled('Thing b'), '５５')
  expect(points()).toEqual({ a: 45, b: 55 })
})

it('never goes below nothing', async () => {
  shown = await open(surveyOf([[split]]))
  shown.click(shown.labelled('Fewer points: Thing a'))
  expect(points()).toEqual({})
})
