import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Opened, open, surveyOf } from '../../test/support/open.ts'
import { loadRest } from '../load-rest.ts'
import doorEn from './door/en.ts'
import en from './en.ts'
import { fill } from './fill.ts'
import { FURTHER } from './further.ts'
import { directionOf, LANGUAGES, languageOf, loadTexts, textsFor } from './languages.ts'
import laterEn from './later/en.ts'
import { plural } from './plural.ts'

const english: Readonly<Record<string, unknown>> = { ...en, ...laterEn, ...doorEn }
const whole = async (tag: string): Promise<Record<string, unknown>> => {
  const parts = await Promise.all([LANGUAGES[tag]!(), FURTHER.later[tag]!(), FURTHER.door[tag]!()])
  return Object.assign({}, ...parts.map((part) => part.default))
}
/** Every string of a catalogue with its path. */
function strings(value: unknown, path = ''): [string, string][] {
  return typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, part]) => strings(part, `${path}.${key}`))
}
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()

describe.each(Object.keys(LANGUAGES))('the catalogue %s', (tag) => {
  let words: Record<string, unknown>
  beforeAll(async () => {
    words = await whole(tag)
  })

  it('[peers 49] has every string, none of them empty, each with the places of English', () => {
    const forms = /^\.moreAsk\./
    expect(
      strings(words)
        .filter(([path]) => !forms.test(path))
        .map(([path, text]) => [path, places(text)]),
    ).toEqual(
      strings(english)
        .filter(([path]) => !forms.test(path))
        .map(([path, text]) => [path, places(text)]),
    )
    expect(strings(words).filter(([, text]) => !text.trim())).toEqual([])
  })

  it('has a form for every plural of the language', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions()
    const ask = words['moreAsk'] as Record<string, string>
    const integers = Array.from({ length: 200 }, (_, n) => new Intl.PluralRules(tag).select(n))
    for (const form of pluralCategories) if (integers.includes(form)) expect(Object.keys(ask)).toContain(form)
  })

  it('[WCAG 1.4.1] scale words differ from point to point', () => {
    for (const scale of ['csat5', 'ease5', 'quality5', 'ces2', 'nps', 'thumbs']) {
      const points = words[scale] as string[]
      expect(new Set(points).size).toBe(points.length)
    }
  })
})

it('there are 24 languages at least', () => {
  expect(Object.keys(LANGUAGES).filter((tag) => tag !== 'no').length + 1).toBeGreaterThanOrEqual(24)
})

it('[peers 47] a missing language never hides anything: exact tag, base, English', async () => {
  await loadTexts('pt-BR')
  expect([languageOf('pt-BR'), textsFor('pt-BR').back]).toEqual(['pt', 'Voltar'])
  expect(await loadTexts('tlh')).toBe(true)
  expect([languageOf('tlh'), textsFor('tlh').back]).toEqual(['en', 'Back'])
})

it('[F18] a name that every object has is no language', async () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(await loadTexts(name), name).toBe(true)
    expect([languageOf(name), textsFor(name).back], name).toEqual(['en', 'Back'])
  }
})

it('plural forms follow the language', () => {
  const ask = { one: '{n} вопрос', few: '{n} вопроса', many: '{n} вопросов', other: '{n} вопроса' }
  expect([1, 2, 5, 21].map((n) => plural('ru', ask, n))).toEqual(['1 вопрос', '2 вопроса', '5 вопросов', '21 вопрос'])
})

it('a place without a value stays, so that it is seen', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}')
})

describe('on screen', () => {
  let shown: Opened | undefined
  afterEach(() => shown?.stop())
  const localized = { en: 'How did it go?', ru: 'Как прошло?', ar: 'كيف كان؟' }
  const survey = surveyOf([[{ kind: 'rating', id: 'r', text: localized, scale: 'csat5' }]], {
    locales: ['en', 'ru', 'ar'],
  })

  it('[peers 51] a switch of the language keeps the answers', async () => {
    await loadRest() // in life it follows the first frame
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

  it('[peers 49] [WCAG 3.1.2] language and direction stand on the card', async () => {
    shown = await open(survey, { locale: 'ar' })
    const card = shown.find('.card')
    expect([card.lang, card.dir]).toEqual(['ar', 'rtl'])
    expect(['ar', 'he', 'fa', 'en', 'arn'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'ltr', 'ltr'])
  })
})
