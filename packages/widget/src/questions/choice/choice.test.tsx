import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const choices = [
  { id: 'a', text: 'Range' },
  { id: 'b', text: 'Advice' },
]
const choice = { kind: 'choice', id: 'q', text: 'Why us?', choices } as const
const answer = () => shown!.model.run().answers['q']

it('one of several: radios, and the stored value is an id', async () => {
  shown = await open(surveyOf([[choice]]))
  shown.click(shown.labelled('Advice'))
  expect(shown.all<HTMLInputElement>('input').map(({ type }) => type)).toEqual(['radio', 'radio'])
  expect(answer()).toEqual({ kind: 'choice', choices: ['b'] })
})

it('several: checkboxes, added and taken away', async () => {
  shown = await open(surveyOf([[{ ...choice, multiple: true }]]))
  shown.click(shown.labelled('Range'))
  shown.click(shown.labelled('Advice'))
  shown.click(shown.labelled('Range'))
  expect(answer()).toEqual({ kind: 'choice', choices: ['b'] })
})

it('None of these stands alone', async () => {
  shown = await open(surveyOf([[{ ...choice, multiple: true, none: true }]]))
  shown.click(shown.labelled('Range'))
  shown.click(shown.labelled('None of these'))
  expect(answer()).toEqual({ kind: 'choice', choices: ['none'] })
  shown.click(shown.labelled('Advice'))
  expect(answer()).toEqual({ kind: 'choice', choices: ['b'] })
})

it('Something else asks in which words, and keeps them with the choice', async () => {
  shown = await open(surveyOf([[{ ...choice, other: true }]]))
  shown.click(shown.labelled('Something else'))
  shown.type(shown.labelled('In your own words'), 'The smell')
  expect(answer()).toEqual({ kind: 'choice', choices: ['other'], other: 'The smell' })
  shown.click(shown.labelled('Range'))
  expect(answer()).toEqual({ kind: 'choice', choices: ['a'] })
})

it('a long list may be a native select', async () => {
  shown = await open(surveyOf([[{ ...choice, display: 'dropdown' }]]))
  const select = shown.find<HTMLSelectElement>('select')
  select.value = 'b'
  select.dispatchEvent(new Event('change', { bubbles: true }))
  expect(select.getAttribute('aria-label')).toBe('Why us?')
  expect(answer()).toEqual({ kind: 'choice', choices: ['b'] })
})

it('[WCAG 1.1.1] a picture is decoration: the words beside it are the name', async () => {
  const pictured = choices.map((each) => ({ ...each, image: '/x.svg' }))
  shown = await open(surveyOf([[{ ...choice, choices: pictured, display: 'picture' }]]))
  expect(shown.all('img').map((image) => image.getAttribute('alt'))).toEqual(['', ''])
  expect(shown.labelled('Range').type).toBe('radio')
})
