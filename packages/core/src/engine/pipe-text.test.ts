import { expect, it } from 'vitest'
import { isolated } from '../model/isolated.ts'
import { pipeText } from './pipe-text.ts'

const filled = (text: string, shop: string): string =>
  pipeText(text, { names: { shop } } as unknown as Parameters<typeof pipeText>[1])

it.each([
  [
    'a name that begins with a figure, in an Arabic sentence',
    'شكرا من {shop}!',
    '7-Eleven',
    'شكرا من \u20687-Eleven\u2069!',
  ],
  ['an Arabic name in an English sentence', 'Thanks from {shop}!', 'متجر', 'Thanks from \u2068متجر\u2069!'],
  ['one direction needs no marks', 'Thanks from {shop}.', '7-Eleven', 'Thanks from 7-Eleven.'],
  ['nothing needs none', 'شكرا{shop}', '', 'شكرا'],
])('[E46] what is filled in keeps its own direction: %s', (_, text, shop, shown) => {
  expect(filled(text, shop)).toBe(shown)
})

it('[E41] bold and italics of an option that was chosen are no part of its words', () => {
  const questions = [
    { id: 'c', kind: 'choice', text: 'Which?', choices: [{ id: 'a', text: '**Green** *tea*, 2*3' }] },
  ] as const
  const scene = {
    survey: { pages: [{ id: 'p', questions }], defaultLocale: 'en' },
    run: { locale: 'en' },
    facts: { answers: { c: { kind: 'choice', choices: ['a'] } }, context: {}, variables: [] },
    names: {},
  }
  const text = pipeText('You chose {{answer:c}}.', scene as unknown as Parameters<typeof pipeText>[1])
  expect(text).toBe('You chose Green tea, 2\u2060*\u20603.')
})

it('[E46] marks that come from outside cannot close the ones around them', () => {
  expect(filled('شكرا {shop}', 'a\u2069b')).toBe('شكرا \u2068a b\u2069')
})

it('[E46] every script that is written from right to left is known', () => {
  // Hebrew, Arabic, Syriac, Thaana, N'Ko, presentation forms
  for (const letter of ['א', 'ع', 'پ', 'ܐ', 'ހ', 'ߊ', 'ﬡ', 'ﻊ']) expect(isolated('a', letter)).toBe('\u2068a\u2069')
  for (const letter of ['a', 'я', 'ก', '한', '漢', 'é', '١'])
    expect(isolated('a', letter).length > 1).toBe(letter === '١')
})
