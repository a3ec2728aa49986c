import { cleanLocale } from '@frankly/core/clean'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { code, type Opened, open, surveyOf } from '../../test/support/open.ts'
import { appLoaders } from '../entries/loaders.ts'
import { door, first, later } from './en.ts'
import { fill } from './fill.ts'
import { directionOf, LANGUAGES, type Language, languageOf, loadWords, tagFor, textsFor } from './languages.ts'

const english: Readonly<Record<string, unknown>> = { ...first, ...later, ...door }
const whole = async (tag: Language): Promise<Record<string, unknown>> => ({
  ...(await appLoaders.language(tag, 'first')).first,
  ...(await appLoaders.language(tag, 'later')).later,
  ...(await appLoaders.language(tag, 'door')).door,
})
/** Every string of a catalogue with its path. */
function strings(value: unknown, path = ''): [string, string][] {
  return typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, part]) => strings(part, `${path}.${key}`))
}
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()

describe.each(LANGUAGES)('the catalogue %s', (tag) => {
  let words: Record<string, unknown>
  beforeAll(async () => {
    words = await whole(tag)
  })

  it('[peers 49] has every string, none of them empty, each with the places of English', () => {
    // a language may give any counted sentence its forms; each form is held below
    const forms = /^\.(moreAsk|moreTime|faults\.\w+)\.(zero|one|two|few|many|other)$/
    const placesOf = (of: unknown): object =>
      Object.fromEntries(
        strings(of)
          .filter(([path]) => !forms.test(path) || path.endsWith('.other'))
          .map(([path, text]) => [path.replace(/\.other$/, ''), places(text)]),
      )
    expect(placesOf(words)).toEqual(placesOf(english))
    expect(strings(words).filter(([, text]) => !text.trim())).toEqual([])
  })

  it('has a form for every plural of the language', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions()
    const ask = words['moreAsk'] as Record<string, string>
    const integers = Array.from({ length: 200 }, (_, n) => new Intl.PluralRules(tag).select(n))
    for (const form of pluralCategories) if (integers.includes(form)) expect(Object.keys(ask)).toContain(form)
  })

  it('what is written from left to right stands apart in a sentence from right to left', () => {
    if (directionOf(tag) === 'ltr') return
    // a link that ends in a sign, a number that begins with one: both would be turned round
    const loose = strings(words).filter(([, text]) => /https:|\+\d/.test(text.replace(/\u2066[^\u2069]*\u2069/g, '')))
    expect(loose).toEqual([])
    expect(strings(words).filter(([, text]) => /https:|\+\d/.test(text))).toHaveLength(2)
  })

  it('[WCAG 1.4.1] scale words differ from point to point', () => {
    for (const scale of ['csat5', 'ease5', 'quality5', 'ces2', 'nps', 'thumbs']) {
      const points = words[scale] as string[]
      expect(new Set(points).size).toBe(points.length)
    }
  })
})

it('there are 24 languages at least', () => {
  expect(LANGUAGES.length + 1).toBeGreaterThanOrEqual(24)
})

it('[peers 47] a missing language never hides anything: exact tag, base, English', async () => {
  await loadWords(code.language, 'pt-BR')
  expect([languageOf('pt-BR'), textsFor('pt-BR').back]).toEqual(['pt', 'Voltar'])
  expect(await loadWords(code.language, 'tlh')).toBe(true)
  expect([languageOf('tlh'), textsFor('tlh').back]).toEqual(['en', 'Back'])
})

it('simplified Chinese is no rougher form of the traditional one: that gets English until it is there', () => {
  expect(['zh', 'zh-CN', 'zh-SG', 'zh-Hans', 'zh-Hans-HK'].map(tagFor)).toEqual(Array(5).fill('zh'))
  expect(['zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant', 'zh-Hant-TW', 'zh-hant'].map(tagFor)).toEqual(Array(6).fill('en'))
})

it('old names of a language find its words, as a page may still say them', () => {
  expect(['iw', 'in', 'iw_IL', 'in_ID', 'pt_PT'].map((tag) => tagFor(cleanLocale(tag)!))).toEqual([
    'he',
    'id',
    'he',
    'id',
    'pt',
  ])
})

it('[F18] a name that every object has is no language', async () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(await loadWords(code.language, name), name).toBe(true)
    expect([languageOf(name), textsFor(name).back], name).toEqual(['en', 'Back'])
  }
})

it('a place without a value stays, so that it is seen', () => {
  expect(fill('{a} and {b}', { a: 'x' })).toBe('x and {b}')
})

describe('on screen', () => {
  let shown: Opened | undefined
  afterEach(() => shown?.stop())
  const localized = { en: 'How did it go?', ru: 'Как прошло?', ar: 'كيف كان؟' }
  const survey = surveyOf([[{ kind: 'rating', id: 'r', text: localized, scale: 'csat5' }]], {
    locales: ['en', 'ru', 'ar'],
  })

  it('[peers 51] a switch of the language keeps the answers', async () => {
    await code.full.load() // in life it follows the first frame
    shown = await open(survey)
    await vi.waitFor(() => shown!.find('select'), 10_000)
    shown.click(shown.labelled('Well'))
    const select = shown.find<HTMLSelectElement>('select')
    select.value = 'ru'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await vi.waitFor(() => expect(shown!.labelled('Хорошо').checked).toBe(true), 10_000)
    expect(shown.text('h2')).toBe('Как прошло?')
    expect(shown.model.run().answers['r']).toEqual({ kind: 'rating', value: 4 })
  })

  it.each([
    ['ja', 'どうして？', 'どうして？（任意）', 'Leaf & Clayにのみ届きます。Cookieは使いません。'],
    ['en', 'Why?', `Why? (${first.optional})`, `${fill(first.goesTo, { shop: 'Leaf & Clay' })} ${first.noCookies}`],
  ])(
    'Chinese and Japanese set no space between sentences, and brackets of their own: %s',
    async (locale, why, heading, promise) => {
      const mixed = surveyOf(
        [
          [
            { kind: 'rating', id: 'r', text: 'a', scale: 'csat5', required: true },
            { kind: 'text', id: 't', text: { en: 'Why?', [locale]: why } },
          ],
        ],
        { locales: ['en', locale] },
      )
      shown = await open(mixed, { locale, ui: { promises: { noCookies: true } } })
      expect(shown.text('[data-q=t] h2')).toBe(heading)
      expect(shown.text('.fine > span')).toBe(promise)
    },
  )

  it('[E46] a name keeps its own direction in a sentence of the other', async () => {
    shown = await open(survey, { locale: 'ar', ui: { shop: '7-Eleven' } })
    expect(shown.text('.fine > span')).toContain('\u20687-Eleven\u2069')
    shown.stop()
    shown = await open(survey, { locale: 'en', ui: { shop: '7-Eleven' } })
    expect(shown.text('.fine > span')).toBe('Goes only to 7-Eleven.')
  })

  it('[peers 49] [WCAG 3.1.2] language and direction stand on the card', async () => {
    shown = await open(survey, { locale: 'ar' })
    const card = shown.find('.card')
    expect([card.lang, card.dir]).toEqual(['ar', 'rtl'])
    expect(['ar', 'he', 'fa', 'ps', 'ckb', 'ug', 'yi', 'dv', 'ur-PK'].map(directionOf)).toEqual(Array(9).fill('rtl'))
    expect(['en', 'arn', 'fat', 'hel'].map(directionOf)).toEqual(Array(4).fill('ltr'))
  })
})
