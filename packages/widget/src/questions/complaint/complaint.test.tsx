import type { Question, Survey } from '@frankly/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const complaint = { kind: 'complaint', id: 'q', text: 'What happened?', required: true } as const
const words: Question = { ...complaint, part: 'words' }
const wish: Question = { kind: 'complaint', id: 'w', part: 'wish', of: 'q', text: 'What would put it right?' }
const name: Question = { kind: 'complaint', id: 'n', part: 'name', of: 'q', text: 'Who may see your name?' }
const door: Survey = surveyOf([[words], [wish], [name]], { targeting: { alwaysOpen: true } })

const answer = () => shown!.model.run().answers['q']
const say = (text: string) => shown!.type(shown!.find('textarea'), text)
const pick = (value: string) => {
  const select = shown!.find<HTMLSelectElement>('select')
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
}
const chips = (part: string) => shown!.all<HTMLInputElement>(`input[name="f-q.${part}"]`).map((input) => input.value)
const chip = (value: string) => shown!.find<HTMLInputElement>(`input[value=${value}]`)
const toStep = async (text: string) => {
  shown = await open(door)
  say(text)
  shown.submit()
  await vi.waitFor(() => shown!.find('.ways'), 10_000)
}

describe('a complaint in steps', () => {
  it('[U2] the words stand alone: one field and nothing else', async () => {
    shown = await open(door)
    expect(shown.all('textarea,input,select,details').map((each) => each.tagName)).toEqual(['TEXTAREA'])
  })

  it('all steps write into one answer, that of the words', async () => {
    await toStep('The lid is chipped')
    shown!.click(chip('exchange'))
    shown!.click(chip('quality'))
    shown!.submit()
    await vi.waitFor(() => shown!.find('details'), 10_000)
    shown!.click(chip('nobody'))
    expect(shown!.model.run().answers).toEqual({
      q: {
        kind: 'complaint',
        text: 'The lid is chipped',
        remedy: 'exchange',
        category: 'quality',
        nameVisibleTo: 'nobody',
      },
    })
  })

  it('it can be sent from every step, nothing after the words is required', async () => {
    shown = await open(door)
    say('The lid is chipped')
    shown.click(shown.labelled('Send'))
    expect(shown.model.view.value.screen).toBe('end')
    expect(shown.model.run().answers).toEqual({ q: { kind: 'complaint', text: 'The lid is chipped' } })
    shown.stop()
    await toStep('The lid is chipped')
    expect(shown.all('button').map((each) => each.textContent)).not.toContain('Skip')
    shown.click(shown.labelled('Send'))
    expect(shown.model.view.value.screen).toBe('end')
  })

  it('[WCAG 3.3.1] sent without words it says so, and stays', async () => {
    shown = await open(door)
    shown.click(shown.labelled('Send'))
    expect(shown.text('.bad')).toBe('We need an answer here.')
    await vi.waitFor(() => expect(shown!.root.activeElement?.tagName).toBe('TEXTAREA'), 10_000)
  })

  it('where a later page requires an answer of everybody, Send is not offered before it', async () => {
    const text: Question = { kind: 'text', id: 't', text: 'Order?', required: true }
    shown = await open({ ...door, pages: [...door.pages, { id: 'last', questions: [text] }] })
    expect(shown.all('.foot button').map((each) => each.textContent)).toEqual(['Next'])
  })

  it('Back is there on every step after the first, and what was written stands', async () => {
    await toStep('The lid is chipped')
    shown!.click(chip('refund'))
    shown!.click(shown!.labelled('Back'))
    expect(shown!.find<HTMLTextAreaElement>('textarea').value).toBe('The lid is chipped')
    shown!.submit()
    expect(chip('refund').checked).toBe(true)
  })
})

describe('a category is offered from the words and never decided', () => {
  it('what the words sound like comes as chips, none of them taken', async () => {
    await toStep('The lid arrived chipped and nobody answers the phone: no reply for a week')
    expect(chips('category')).toEqual(['unreachable', 'quality'])
    expect(shown!.all<HTMLInputElement>('input').filter(({ checked }) => checked)).toEqual([])
    expect(answer()).not.toHaveProperty('category')
  })

  it('a chip is taken, changed, and taken back by a second press', async () => {
    await toStep('The lid arrived chipped')
    const wanted = chips('category')
    expect(wanted).toContain('quality')
    shown!.click(chip('quality'))
    expect(answer()).toMatchObject({ category: 'quality' })
    pick('billing')
    expect(answer()).toMatchObject({ category: 'billing' })
    expect(chip('quality').checked).toBe(false)
    shown!.click(chip('quality'))
    expect(shown!.find<HTMLSelectElement>('select').value).toBe('')
    shown!.click(chip('quality'))
    expect(answer()).toEqual({ kind: 'complaint', text: 'The lid arrived chipped' })
    expect(chip('quality').checked).toBe(false)
  })

  it('words that sound like nothing known bring the list alone', async () => {
    await toStep('Hm')
    expect(chips('category')).toEqual([])
    pick('information')
    expect(answer()).toMatchObject({ category: 'information' })
    pick('')
    expect(answer()).toEqual({ kind: 'complaint', text: 'Hm' })
  })

  it('[U3] the list has all 14 categories in their order, Something else last', async () => {
    await toStep('Hm')
    const offered = shown!.all('option').map((option) => option.textContent)
    expect(offered).toHaveLength(16)
    expect([offered[1], offered[8], offered[14], offered[15]]).toEqual([
      'Nobody cared',
      'Wrong or missing item',
      'Danger, data leak, discrimination',
      'Something else',
    ])
  })

  it('only what the shop offers', async () => {
    const few = { ...wish, categories: ['billing', 'other'], remedies: ['refund'] } as Question
    shown = await open(surveyOf([[words], [few]], { targeting: { alwaysOpen: true } }))
    say('The lid arrived chipped')
    shown.submit()
    await vi.waitFor(() => shown!.find('select'), 10_000)
    expect(chips('category')).toEqual([])
    expect(shown.all('option')).toHaveLength(3)
    expect(chips('remedy')).toEqual(['refund'])
  })
})

describe('a complaint that is asked all at once, as surveys of shops do', () => {
  it('[U2] open words come first, the rest is folded and never forced', async () => {
    shown = await open(surveyOf([[complaint]]))
    expect(shown.all('textarea,details').map((each) => each.tagName)).toEqual(['TEXTAREA', 'DETAILS', 'DETAILS'])
    expect(shown.all<HTMLDetailsElement>('details').some((each) => each.open)).toBe(false)
    say('The lid is chipped')
    shown.submit()
    expect(shown.model.view.value.screen).toBe('end')
    expect(answer()).toEqual({ kind: 'complaint', text: 'The lid is chipped' })
  })

  it('keeps wish, category and who may see the name, also what was chosen before the first word', async () => {
    shown = await open(surveyOf([[complaint]]))
    shown.click(chip('nobody'))
    expect(answer()).toBeUndefined()
    say('Chipped')
    shown.click(chip('exchange'))
    pick('quality')
    expect(answer()).toEqual({
      kind: 'complaint',
      text: 'Chipped',
      remedy: 'exchange',
      category: 'quality',
      nameVisibleTo: 'nobody',
    })
  })

  it('a wish that was made stands open', async () => {
    const value = { kind: 'complaint', text: 'Late', remedy: 'other', remedyText: 'A call' } as const
    shown = await open(surveyOf([[complaint]]), { before: [{ type: 'answered', questionId: 'q', value, at: 0 }] })
    expect(shown.find<HTMLDetailsElement>('details').open).toBe(true)
    expect(shown.find<HTMLInputElement>('input[type=text]').value).toBe('A call')
  })
})
