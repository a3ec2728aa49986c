import type { Question } from '@frankly/core'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { code, type Opened, open, surveyOf } from '../../test/support/open.ts'
import { loadWords } from '../i18n/languages.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())
beforeAll(async () => {
  await code.full.load()
  await loadWords(code.language, 'en', 'later', 'door')
})

const room = (): string | undefined => shown!.all('p').find((each) => /Characters/.test(each.textContent))?.textContent

describe('[E55] room is told near the limit, in characters', () => {
  it.each(['a', 'ж', '茶', '🫖'])('a text of %s', async (sign) => {
    shown = await open(surveyOf([[{ kind: 'text', id: 't', text: 'Why?', maxLength: 200 }]]))
    const field = shown.find('textarea')
    shown.type(field, sign.repeat(179))
    expect(room()).toBeUndefined()
    shown.type(field, sign.repeat(185))
    expect(room()).toBe('Characters left: 15')
    shown.type(field, sign.repeat(201))
    expect(room()).toBe('Characters over the limit: 1')
    expect(shown.find('[role=status]').textContent).toBe('Characters over the limit: 1')
    // the browser's own limit counts halves of pairs, and eats what is pasted past it
    expect(field.hasAttribute('maxlength')).toBe(false)
  })

  const over: readonly (readonly [string, Question, (at: Opened) => Element, number])[] = [
    ['a complaint', { kind: 'complaint', id: 'q', text: 'Q' }, (at) => at.find('textarea'), 4000],
    ['a praise', { kind: 'praise', id: 'q', text: 'Q' }, (at) => at.find('textarea'), 4000],
    ['who helped', { kind: 'praise', id: 'q', text: 'Q' }, (at) => at.find('input[type=text]'), 400],
  ]
  it.each(over)('%s', async (_, question, field, limit) => {
    shown = await open(surveyOf([[question]]))
    await vi.waitFor(() => field(shown!), 10_000)
    shown.type(field(shown), '🫖'.repeat(limit))
    expect(room()).toBe('Characters left: 0')
    shown.type(field(shown), '🫖'.repeat(limit + 2))
    expect(room()).toBe('Characters over the limit: 2')
  })

  it('something else, and an address', async () => {
    const choices = [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ]
    shown = await open(surveyOf([[{ kind: 'choice', id: 'q', text: 'Q', choices, other: true }]]))
    await vi.waitFor(() => shown!.labelled('Something else'), 10_000)
    shown.click(shown.labelled('Something else'))
    shown.type(shown.find('input[type=text]'), 'x'.repeat(3990))
    expect(room()).toBe('Characters left: 10')
    shown.stop()
    shown = await open(surveyOf([[{ kind: 'contact', id: 'q', text: 'Q', channels: ['telegram', 'none'] }]]))
    await vi.waitFor(() => shown!.find('input[value=telegram]'), 10_000)
    shown.click(shown.find('input[value=telegram]'))
    shown.type(shown.find('input[type=text]'), 'x'.repeat(60))
    expect(room()).toBe('Characters left: 4')
  })
})

it('[E56] all words together past what one response holds: said while typing, and the page stays until it is shorter', async () => {
  const texts = ['a', 'b', 'c', 'd'].map((id) => ({ kind: 'text', id, text: id, maxLength: 20_000 }) as const)
  shown = await open(surveyOf([texts]))
  const fields = shown.all('textarea')
  for (const field of fields.slice(0, 2)) shown.type(field, 'ж'.repeat(19_000))
  expect(shown.all('[role=alert]')).toHaveLength(0)
  shown.type(fields[2]!, 'ж'.repeat(19_500))
  expect(shown.text('[role=alert]')).toBe('Your answers together are too long to send. Please shorten this text.')
  shown.submit()
  expect(shown.model.view.value.screen).toBe('page')
  shown.type(fields[2]!, 'ж'.repeat(100))
  expect(shown.all('[role=alert]')).toHaveLength(0)
  shown.submit()
  expect(shown.model.view.value.screen).toBe('end')
})
