import type { ScaleQuestion } from '@frankly/core'
import { afterEach, describe, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const scale = (more: Partial<ScaleQuestion>): ScaleQuestion => ({
  kind: 'scale',
  id: 'q',
  text: 'How important is the price?',
  min: 1,
  max: 5,
  look: 'numbers',
  ...more,
})
const ends = { low: 'Not important', high: 'Very important' }
const show = async (more: Partial<ScaleQuestion>) => {
  shown = await open(surveyOf([[scale(more)]]))
  return shown
}
const answer = () => shown!.model.run().answers['q']
const names = () =>
  shown!.all('[type=radio]').map((input) => input.getAttribute('aria-label') ?? input.parentElement!.textContent)

describe('a neutral scale', () => {
  it('[K1] numbers: native radios, both ends in the names and below', async () => {
    await show({ ends })
    expect(names()).toEqual(['1, Not important', '2', '3', '4', '5, Very important'])
    expect(shown!.text('.ends')).toBe('1 · Not important5 · Very important')
    shown!.click(shown!.labelled('4'))
    expect(answer()).toEqual({ kind: 'scale', value: 4 })
  })

  it('words name every point, without numbers', async () => {
    await show({ min: -1, max: 1, words: ['Less', 'The same', 'More'] })
    expect(names()).toEqual(['Less', 'The same', 'More'])
    shown!.click(shown!.labelled('Less'))
    expect(answer()).toEqual({ kind: 'scale', value: -1 })
  })

  it.each(['stars', 'faces'] as const)('[K4] %s: a drawing for each value, steps of a half too', async (look) => {
    await show({ look, min: 0, max: 2, step: 0.5, ends })
    expect(shown!.all('.r svg')).toHaveLength(5)
    shown!.click(shown!.labelled('0.5'))
    expect(answer()).toEqual({ kind: 'scale', value: 0.5 })
  })

  it('offers that it does not apply', async () => {
    await show({ ends, notApplicable: true })
    shown!.click(shown!.labelled('Does not apply'))
    expect(answer()).toEqual({ kind: 'scale', value: 'na' })
  })
})

describe('[K9] a slider', () => {
  const slider = { look: 'slider', min: 0, max: 100, step: 5, ends } as const
  const range = () => shown!.find<HTMLInputElement>('[type=range]')

  it('is a native range with a name and no answer: its middle is told as none', async () => {
    await show(slider)
    expect([range().min, range().max, range().step, range().value]).toEqual(['0', '100', '5', '50'])
    expect(range().getAttribute('aria-label')).toBe('How important is the price?')
    expect(range().getAttribute('aria-valuetext')).toBe('Choose…')
    expect(range().className).toContain('unset')
    expect(shown!.find(`#${range().getAttribute('aria-describedby')}`).textContent).toBe(
      '0\u00a0·\u00a0Not important100\u00a0·\u00a0Very important',
    )
    expect(answer()).toBeUndefined()
  })

  it('counts from the first touch on: moved, or pressed where it stands, by a pointer or the space bar', async () => {
    await show(slider)
    shown!.type(range(), '65')
    expect(answer()).toEqual({ kind: 'scale', value: 65 })
    expect(range().getAttribute('aria-valuetext')).toBe('65')
    expect(range().className).not.toContain('unset')
    shown!.type(range(), '100')
    expect(range().getAttribute('aria-valuetext')).toBe('100, Very important')
    shown!.stop()
    await show(slider)
    shown!.click(range())
    expect(answer()).toEqual({ kind: 'scale', value: 50 })
    shown!.stop()
    await show(slider)
    range().dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true }))
    expect(answer()).toEqual({ kind: 'scale', value: 50 })
  })

  it('that does not apply has no value until it is touched again', async () => {
    await show({ ...slider, notApplicable: true })
    shown!.type(range(), '65')
    shown!.click(shown!.labelled('Does not apply'))
    expect(answer()).toEqual({ kind: 'scale', value: 'na' })
    expect(range().getAttribute('aria-valuetext')).toBe('Choose…')
    shown!.type(range(), '70')
    expect(answer()).toEqual({ kind: 'scale', value: 70 })
    expect(shown!.labelled('Does not apply').checked).toBe(false)
  })

  it('an unanswered one that is required is at fault: its middle is not sent', async () => {
    await show({ ...slider, required: true })
    shown!.submit()
    expect(answer()).toBeUndefined()
    expect(shown!.model.view.value.screen).toBe('page')
  })
})
