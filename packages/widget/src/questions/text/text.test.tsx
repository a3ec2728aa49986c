import { afterEach, expect, it, vi } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

it('[WCAG 3.3.2] the question is the visible label of its field', async () => {
  shown = await open(surveyOf([[{ kind: 'text', id: 't', text: 'What should we fix?' }]]))
  shown.type(shown.labelled('What should we fix?'), 'The lid')
  expect(shown.model.run().answers['t']).toEqual({ kind: 'text', text: 'The lid' })
})

it('a later render leaves what is being typed alone, spaces and all', async () => {
  shown = await open(surveyOf([[{ kind: 'text', id: 't', text: 'Why?' }]]))
  const field = shown.labelled('Why?')
  shown.type(field, ' ')
  shown.type(field, ' T')
  shown.model.delivery.value = { is: 'saving' }
  expect(field.value).toBe(' T')
})

it('a draft is put back', async () => {
  const value = { kind: 'text', text: 'half a wor' } as const
  shown = await open(surveyOf([[{ kind: 'text', id: 't', text: 'Why?' }]]), {
    before: [{ type: 'answered', questionId: 't', value, at: 0 }],
  })
  expect(shown.labelled('Why?').value).toBe('half a wor')
})

it.each([
  ['email', 'email', 'email'],
  ['phone', 'tel', 'tel'],
  ['number', 'text', ''],
] as const)('[WCAG 1.3.5] %s brings its keyboard and its autofill', async (input, type, autocomplete) => {
  shown = await open(surveyOf([[{ kind: 'text', id: 't', text: 'Q', input }]]))
  const field = shown.labelled('Q')
  expect([field.type, field.getAttribute('autocomplete') ?? '']).toEqual([type, autocomplete])
})

it('[WCAG 3.3.1] [WCAG 3.3.3] a fault is told in words at the field, which gets the focus', async () => {
  shown = await open(surveyOf([[{ kind: 'text', id: 't', text: 'Mail', input: 'email' }]]))
  const field = shown.labelled('Mail')
  shown.type(field, 'anna@')
  shown.submit()
  expect(field.getAttribute('aria-invalid')).toBe('true')
  await vi.waitFor(() => expect(shown!.root.activeElement).toBe(field), 10_000)
  const note = shown.root.getElementById(field.getAttribute('aria-describedby')!)!
  expect(note.querySelector('[role=alert]')!.textContent).not.toBe('')
})
