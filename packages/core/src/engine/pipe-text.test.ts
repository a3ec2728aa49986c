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

it('[E46] marks that come from outside cannot close the ones around them', () => {
  expect(filled('شكرا {shop}', 'a\u2069b')).toBe('شكرا \u2068a b\u2069')
})

it('[E46] every script that is written from right to left is known', () => {
  // Hebrew, Arabic, Syriac, Thaana, N'Ko, presentation forms
  for (const letter of ['א', 'ع', 'پ', 'ܐ', 'ހ', 'ߊ', 'ﬡ', 'ﻊ']) expect(isolated('a', letter)).toBe('\u2068a\u2069')
  for (const letter of ['a', 'я', 'ก', '한', '漢', 'é', '١'])
    expect(isolated('a', letter).length > 1).toBe(letter === '١')
})
