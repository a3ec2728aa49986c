import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const complaint = { kind: 'complaint', id: 'q', text: 'What happened?', required: true } as const
const answer = () => shown!.model.run().answers['q']

it('[domain 5.2] open words come first; category and wish come after them and are never forced', async () => {
  shown = await open(surveyOf([[complaint]]))
  const fields = shown.all('textarea,input,select').map((field) => field.tagName)
  expect(fields[0]).toBe('TEXTAREA')
  expect(fields.indexOf('SELECT')).toBeGreaterThan(0)
  shown.type(shown.find('textarea'), 'The lid is chipped')
  shown.submit()
  expect(shown.model.view.value.screen).toBe('end')
  expect(answer()).toEqual({ kind: 'complaint', text: 'The lid is chipped' })
})

it('keeps wish, category and who may see the name', async () => {
  shown = await open(surveyOf([[complaint]]))
  shown.type(shown.find('textarea'), 'Chipped')
  shown.click(shown.labelled('Exchange'))
  const select = shown.find<HTMLSelectElement>('select')
  select.value = 'quality'
  select.dispatchEvent(new Event('change', { bubbles: true }))
  shown.click(shown.labelled('Nobody'))
  expect(answer()).toEqual({
    kind: 'complaint',
    text: 'Chipped',
    remedy: 'exchange',
    category: 'quality',
    nameVisibleTo: 'nobody',
  })
})

it('a category can be taken back', async () => {
  shown = await open(surveyOf([[complaint]]))
  shown.type(shown.find('textarea'), 'Chipped')
  const select = shown.find<HTMLSelectElement>('select')
  for (const value of ['quality', '']) {
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }
  expect(answer()).toEqual({ kind: 'complaint', text: 'Chipped' })
})

it('[domain 5.4] offers all 14 categories in the order of the list, Something else last', async () => {
  shown = await open(surveyOf([[complaint]]))
  const words = shown.all('option').map((option) => option.textContent)
  expect(words).toHaveLength(16)
  expect([words[1], words[8], words[14], words[15]]).toEqual([
    'Nobody cared',
    'Wrong or missing item',
    'Danger, data leak, discrimination',
    'Something else',
  ])
})
