import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const matrix = {
  kind: 'matrix',
  id: 'q',
  text: 'Rate us on…',
  rows: [
    { id: 'r1', text: 'Courtesy' },
    { id: 'r2', text: 'Packaging' },
  ],
  columns: [
    { id: 'bad', text: 'Poor' },
    { id: 'good', text: 'Good' },
  ],
  notApplicable: true,
} as const

it('[WCAG 1.3.1] each row is a group of its own with every word on every radio', async () => {
  shown = await open(surveyOf([[matrix]]))
  expect(shown.all('.row > legend').map((legend) => legend.textContent)).toEqual(['Courtesy', 'Packaging'])
  for (const row of shown.all('.row'))
    expect([...row.querySelectorAll('label')].map((label) => label.textContent)).toEqual([
      'Poor',
      'Good',
      'Does not apply',
    ])
})

it('stores row by row', async () => {
  shown = await open(surveyOf([[matrix]]))
  const [first, second] = shown.all('.row')
  shown.click(first!.querySelectorAll('input')[1]!)
  shown.click(second!.querySelectorAll('input')[2]!)
  expect(shown.model.run().answers['q']).toEqual({ kind: 'matrix', rows: { r1: 'good', r2: 'na' } })
})
