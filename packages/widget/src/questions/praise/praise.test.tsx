import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

it('words first, then who and how', async () => {
  shown = await open(surveyOf([[{ kind: 'praise', id: 'q', text: 'What did we do best?' }]]))
  shown.type(shown.find('textarea'), 'Packed like a gift')
  shown.type(shown.labelled('Who helped? A name, or what you remember.'), 'Anna')
  shown.click(shown.labelled('They headed off trouble'))
  expect(shown.model.run().answers['q']).toEqual({
    kind: 'praise',
    text: 'Packed like a gift',
    who: 'Anna',
    praise: 'prevention',
  })
})

it('offers the kinds that the shop asks for', async () => {
  shown = await open(surveyOf([[{ kind: 'praise', id: 'q', text: 'Q', kinds: ['idea'] }]]))
  expect(shown.all('.ways label').map((label) => label.textContent)).toEqual(['A good idea'])
})
