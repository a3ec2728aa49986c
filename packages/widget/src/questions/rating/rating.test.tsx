import type { RatingScale } from '@frankly/core'
import { afterEach, describe, expect, it } from 'vitest'
import { code, type Opened, open, surveyOf } from '../../../test/support/open.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const rating = (scale: RatingScale, more: object = {}) =>
  ({ kind: 'rating', id: 'q', text: 'How did ordering go?', scale, ...more }) as const

describe('a rating', () => {
  it.each([
    ['csat5', ['Very badly', 'Badly', 'So-so', 'Well', 'Very well']],
    ['ease5', ['Very hard', 'Hard', 'In between', 'Easy', 'Very easy']],
    ['thumbs', ['Bad', 'Good']],
  ] as const)('[U1] %s has words on every point, the negative end first', async (scale, words) => {
    shown = await open(surveyOf([[rating(scale)]]))
    expect(shown.all('label.o').map((label) => label.querySelector('span:last-child')!.textContent)).toEqual(words)
  })

  it.each(['stars5', 'emoji5'] as const)(
    '[peers 53] [K4] %s: each point is drawn, the drawing is hidden from names, its word is not',
    async (scale) => {
      await code.full.load() // in life a survey that begins with drawings waits for it
      shown = await open(surveyOf([[rating(scale)]]))
      for (const label of shown.all('label.o')) {
        expect(label.querySelector('svg')!.getAttribute('aria-hidden')).toBe('true')
        expect(label.querySelector('svg')!.querySelectorAll('path,circle').length).toBeGreaterThan(0)
        expect(label.querySelector('svg')!.textContent).toBe('')
        expect(label.querySelector('span:last-child')!.textContent).toMatch(/\p{L}{2}/u)
      }
    },
  )

  it('[U1] nps tells both ends in words, also in the names of 0 and 10', async () => {
    shown = await open(surveyOf([[rating('nps')]]))
    const names = shown
      .all('input')
      .map((input) => input.getAttribute('aria-label') ?? input.parentElement!.textContent)
    expect(names).toHaveLength(11)
    expect([names[0], names[5], names[10]]).toEqual(['0, Not at all likely', '5', '10, Extremely likely'])
    expect(shown.text('.ends')).toBe('0 · Not at all likely10 · Extremely likely')
  })

  it('[peers 14] is a fieldset of native radios of one name', async () => {
    shown = await open(surveyOf([[rating('csat5')]]))
    expect(shown.text('fieldset > legend')).toBe('How did ordering go?')
    expect(new Set(shown.all<HTMLInputElement>('fieldset input').map(({ type, name }) => `${type} ${name}`))).toEqual(
      new Set(['radio f-q']),
    )
  })

  it('stores the number, or that it does not apply', async () => {
    shown = await open(surveyOf([[rating('csat5', { notApplicable: true })]]))
    shown.click(shown.labelled('Well'))
    expect(shown.model.run().answers['q']).toEqual({ kind: 'rating', value: 4 })
    shown.click(shown.labelled('Does not apply'))
    expect(shown.model.run().answers['q']).toEqual({ kind: 'rating', value: 'na' })
  })

  it("the shop's own words go before the catalogue's", async () => {
    shown = await open(surveyOf([[rating('thumbs', { labels: ['Broken', 'Whole'] })]]))
    expect(shown.all('label.o').map((label) => label.textContent)).toEqual(['Broken', 'Whole'])
  })
})
