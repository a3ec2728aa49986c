import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appLoaders } from '../entries/loaders.ts'
import { counted } from './counted.ts'
import { type LoadLanguage, loadWords, textsFor } from './languages.ts'

const { language } = appLoaders
const russian = { one: '{n} вопрос', few: '{n} вопроса', many: '{n} вопросов', other: '{n} вопроса' }

describe('a number in a sentence', () => {
  it('plural forms follow the language', () => {
    expect([1, 2, 5, 21].map((n) => counted(russian, n, { lang: 'ru' }))).toEqual([
      '1 вопрос',
      '2 вопроса',
      '5 вопросов',
      '21 вопрос',
    ])
  })

  it('it is written as the language writes it', () => {
    const told = (lang: string, n: number): string => counted('{n}', n, { lang }).replace(/[\u2068\u2069]/g, '')
    expect(['en', 'de', 'ru', 'fa', 'ar-EG', 'hi'].map((lang) => told(lang, 12_345.5))).toEqual([
      '12,345.5',
      '12.345,5',
      '12\u00a0345,5',
      '۱۲٬۳۴۵٫۵',
      '١٢٬٣٤٥٫٥',
      '12,345.5',
    ])
    // a year is no amount; what is small is not nothing
    expect([told('en', 1990), told('de', 1990), told('en', 0.0005)]).toEqual(['1990', '1990', '0.0005'])
  })

  it('any limit can be read back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.000_001, max: 1e9, noNaN: true }), (n) => {
        const value = Number(n.toPrecision(12))
        expect(Number(counted('{n}', value, { lang: 'en' }).replaceAll(',', ''))).toBe(value)
      }),
    )
  })
})

describe('the rules are those of the words that are shown', () => {
  it.each([
    ['fil', [1, 2, 3, 5, 21]],
    ['lt', [21]],
    ['th', [1]],
  ])('a page in %s, which has no catalogue, counts as English does', async (locale, numbers) => {
    await loadWords(language, locale, 'later')
    const texts = textsFor(locale)
    for (const n of numbers)
      expect(counted(texts.moreAsk, n, texts)).toBe(n === 1 ? 'One more question?' : `${n} more questions?`)
  })

  it('while the later words of a language are on their way, those that are here count by their own rules', async () => {
    await loadWords(language, 'en', 'later')
    const offline: LoadLanguage = async (tag, part) => {
      if (part === 'later') throw new Error('offline')
      return language(tag, part)
    }
    expect(await loadWords(offline, 'pl', 'later')).toBe(false)
    const now = textsFor('pl')
    expect([now.next, counted(now.moreAsk, 22, now)]).toEqual(['Dalej', '22 more questions?'])
    await loadWords(language, 'pl', 'later')
    const texts = textsFor('pl')
    expect(counted(texts.moreAsk, 22, texts)).toBe('Jeszcze 22 pytania?')
  })

  it("the customer's region writes the number where the language is the customer's", async () => {
    await loadWords(language, 'ar-EG', 'later')
    await loadWords(language, 'ar', 'later')
    const time = (locale: string): string => {
      const texts = textsFor(locale)
      return counted(texts.moreTime, 10, texts)
    }
    expect([time('ar'), time('ar-EG')]).toEqual(['نحو \u206810\u2069 ثوانٍ.', 'نحو \u2068١٠\u2069 ثوانٍ.'])
  })

  it('ten seconds and twenty have another noun in Arabic', async () => {
    await loadWords(language, 'ar', 'later')
    const texts = textsFor('ar')
    const plain = (n: number): string => counted(texts.moreTime, n, texts).replace(/[\u2068\u2069]/g, '')
    expect([10, 20, 30, 100].map(plain)).toEqual(['نحو 10 ثوانٍ.', 'نحو 20 ثانية.', 'نحو 30 ثانية.', 'نحو 100 ثانية.'])
  })
})
