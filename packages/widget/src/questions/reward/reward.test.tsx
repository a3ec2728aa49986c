import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

it('[U5] says that it is the same for everybody', async () => {
  shown = await open(surveyOf([[{ kind: 'reward', id: 'q', text: 'A pack of tea', pool: 'tea' }]]))
  expect(shown.text('[data-q=q]')).toBe('A pack of teaThe same for everyone, whatever you answer.')
})
