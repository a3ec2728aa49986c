import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charactersIn, firstCharacters, wellFormed } from './characters.ts'

describe('[E55] limits count characters', () => {
  it.each([
    ['Latin', 'a'],
    ['Cyrillic', 'ж'],
    ['Chinese', '茶'],
    ['rare Chinese', '𠮷'],
    ['emoji', '🫖'],
    ['half a pair', '\ud83e'],
  ])('%s: one each', (_, sign) => {
    expect(charactersIn(`${sign} `.repeat(500))).toBe(1000)
    expect(charactersIn('')).toBe(0)
  })

  it('property: as many as the text has code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(charactersIn(text)).toBe([...text].length)
      }),
    )
  })
})

describe('[E52] nothing is cut through a character', () => {
  const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

  it('property: the beginning has at most so many characters, and no half of a pair that the text did not have', () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, most) => {
        const cut = firstCharacters(text, most)
        expect(text.startsWith(cut)).toBe(true)
        expect(charactersIn(cut)).toBeLessThanOrEqual(most)
        expect([...text].slice(0, [...cut].length).join('')).toBe(cut)
        if (charactersIn(text) <= most) expect(cut).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('neither through what is seen as one: a family, a flag, a letter with its accent', () => {
    expect(firstCharacters('ab👨‍👩‍👧', 4)).toBe('ab')
    expect(firstCharacters('ab🇩🇪🇫🇷', 5)).toBe('ab🇩🇪')
    expect(firstCharacters('abe\u0301', 3)).toBe('ab')
    expect(firstCharacters('ab👋🏽', 3)).toBe('ab')
  })

  it('a text of nothing but stacked accents is cut all the same', () => {
    const stacked = `a${'\u0301'.repeat(500)}`
    expect(charactersIn(firstCharacters(stacked, 200))).toBe(200)
  })

  it('half a pair becomes a sign that every store can keep', () => {
    expect(wellFormed('a\ud83eb\udd16c🤖')).toBe('a\ufffdb\ufffdc🤖')
  })
})
