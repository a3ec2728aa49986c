import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

it('is words without inputs, with the small markup only', async () => {
  shown = await open(
    surveyOf([
      [{ kind: 'statement', id: 's', text: 'Hello', help: 'One **honest** [answer](https://example.com/a) <b>x</b>' }],
    ]),
  )
  expect(shown.all('input,textarea')).toHaveLength(0)
  expect(shown.text('.soft')).toBe('One honest answer <b>x</b>')
  expect(shown.find('a').getAttribute('href')).toBe('https://example.com/a')
  expect(shown.all('b')).toHaveLength(0)
})

it('[peers 40] a javascript: link stays text', async () => {
  shown = await open(
    surveyOf([[{ kind: 'statement', id: 's', text: 'Hi', help: '[x](javascript:alert(1)) [y](data:text/html,1)' }]]),
  )
  expect(shown.all('a')).toHaveLength(0)
})
