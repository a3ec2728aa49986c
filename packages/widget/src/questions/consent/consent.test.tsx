import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const consent = {
  kind: 'consent',
  id: 'q',
  text: 'I agree to be answered.',
  purpose: 'contact',
  textVersion: '1',
} as const

it('[U4] is never ticked beforehand, and the whole sentence is its label', async () => {
  shown = await open(surveyOf([[{ ...consent, required: true }]]))
  const box = shown.labelled('I agree to be answered.')
  expect([box.type, box.checked]).toEqual(['checkbox', false])
  expect(shown.model.run().answers).toEqual({})
})

it('can be given and taken back', async () => {
  shown = await open(surveyOf([[consent]]))
  shown.click(shown.labelled('I agree to be answered.'))
  expect(shown.model.run().answers['q']).toEqual({ kind: 'consent', granted: true })
  shown.click(shown.labelled('I agree to be answered.'))
  expect(shown.model.run().answers['q']).toEqual({ kind: 'consent', granted: false })
})

it('the document is one step away', async () => {
  let opened = ''
  shown = await open(surveyOf([[{ ...consent, link: 'https://example.com/c' }]]), {
    ui: {
      openLink: (url) => {
        opened = url
      },
    },
  })
  shown.click(shown.all('button').find((each) => each.textContent === 'Read the full text')!)
  expect(opened).toBe('https://example.com/c')
})
