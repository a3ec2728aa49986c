import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const contact = { kind: 'contact', id: 'q', text: 'How should we reply?' } as const
const answer = () => shown!.model.run().answers['q']

it('nothing is chosen beforehand, and no address is asked for until a way needs one', async () => {
  shown = await open(surveyOf([[contact]]))
  expect(shown.all<HTMLInputElement>('input').filter(({ checked }) => checked)).toEqual([])
  shown.click(shown.labelled('No reply needed'))
  expect(shown.all('input.in')).toHaveLength(0)
  shown.click(shown.labelled('With a code only'))
  expect(shown.all('input.in')).toHaveLength(0)
  expect(answer()).toEqual({ kind: 'contact', channel: 'code' })
})

it('[WCAG 1.3.5] a way brings the right field', async () => {
  shown = await open(surveyOf([[contact]]))
  shown.click(shown.labelled('Email'))
  expect(shown.labelled('Your email address').type).toBe('email')
  shown.click(shown.labelled('SMS'))
  expect(shown.labelled('Your phone number').type).toBe('tel')
})

it('a number serves another way by number; an e-mail address does not', async () => {
  shown = await open(surveyOf([[contact]]))
  shown.click(shown.labelled('Phone'))
  shown.type(shown.labelled('Your phone number'), '+44 20 7946 0000')
  shown.click(shown.labelled('SMS'))
  expect(answer()).toEqual({ kind: 'contact', channel: 'sms', address: '+44 20 7946 0000' })
  shown.click(shown.labelled('Email'))
  expect(answer()).toEqual({ kind: 'contact', channel: 'email' })
  expect(shown.labelled('Your email address').value).toBe('')
})

it('a call asks for convenient hours, other ways do not', async () => {
  shown = await open(surveyOf([[contact]]))
  shown.click(shown.labelled('Phone'))
  shown.click(shown.labelled('Evening 5–9'))
  shown.click(shown.labelled('Morning 9–12'))
  expect(answer()).toEqual({ kind: 'contact', channel: 'phone', hours: ['morning', 'evening'] })
  shown.click(shown.labelled('Telegram'))
  expect(shown.root.textContent).not.toContain('Morning')
})
