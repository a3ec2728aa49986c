import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oddConsents, oddContext, oddLocale, oddOrder, oddSubject } from '../../test/odd-values.ts'
import { cleanConsents } from './clean-consents.ts'
import { cleanContext } from './clean-context.ts'
import { cleanLocale } from './clean-locale.ts'
import { cleanSubject } from './clean-subject.ts'
import { sayDropped } from './say-dropped.ts'

describe('[E57] facts are cleaned when they come in', () => {
  it('property: whatever is given, nothing is thrown, the result is JSON, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(
        oddSubject,
        oddContext,
        oddOrder,
        oddConsents,
        oddLocale,
        (subject, context, order, records, locale) => {
          const cleaned = [
            cleanSubject(subject).subject,
            cleanContext(context).context,
            cleanContext({ order }).context,
            cleanConsents(records, 5).records,
            cleanLocale(locale),
          ] as const
          expect(JSON.parse(JSON.stringify({ cleaned }))).toEqual({ cleaned: cleaned.map((each) => each ?? null) })
          const [who, where, what, agreed, language] = cleaned
          expect(cleanSubject(who)).toEqual({ ...(who && { subject: who }), dropped: [] })
          expect(cleanContext(where)).toEqual({ context: where, dropped: [] })
          expect(cleanContext(what)).toEqual({ context: what, dropped: [] })
          expect(cleanConsents(agreed, 9)).toEqual({ records: agreed, dropped: [] })
          expect(cleanLocale(language)).toBe(language)
          if (language) expect(() => new Intl.PluralRules(language)).not.toThrow()
        },
      ),
      { numRuns: 1000 },
    )
  }, 60_000)
})

it.each([
  ['object', {}],
  ['list', []],
])('[E57] a revoked proxy of an %s is no fact', (_, target) => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  expect(cleanSubject(proxy)).toEqual({ dropped: ['subject'] })
  expect(cleanSubject({ id: 1, traits: proxy })).toEqual({ subject: { id: '1' }, dropped: ['subject.traits'] })
  expect(cleanContext(proxy)).toEqual({ context: {}, dropped: ['context'] })
  expect(cleanContext({ order: { orderId: 1, items: proxy }, tags: proxy })).toEqual({
    context: { order: { orderId: '1' } },
    dropped: ['order.items', 'tags'],
  })
  expect(cleanConsents(proxy, 1)).toEqual({ records: [], dropped: ['records'] })
})

describe('[E57] a person', () => {
  it.each([
    [{ id: 4711 }, { id: '4711' }, []],
    [{ id: 4711n }, { id: '4711' }, []],
    [{ id: 'c-1', traits: null }, { id: 'c-1' }, ['subject.traits']],
    [{ id: 'c-1', traits: ['a'] }, { id: 'c-1' }, ['subject.traits']],
    [{ id: 'c-1', email: 'a@b.c' }, { id: 'c-1' }, ['subject.email']],
    [
      { id: 'c-1', traits: { since: new Date(0), vip: true, n: 3, big: 12n, address: { city: 'B' }, 'bad key': 1 } },
      { id: 'c-1', traits: { since: '1970-01-01T00:00:00.000Z', vip: true, n: 3, big: '12' } },
      ['subject.traits.address', 'subject.traits.bad key'],
    ],
  ])('%o', (given, subject, dropped) => {
    expect(cleanSubject(given)).toEqual({ subject, dropped })
  })

  it.each([[''], [[]], ['c-1'], [4711], [{}], [{ id: '' }], [{ id: ' ' }], [{ id: null }], [{ id: 'x'.repeat(201) }]])(
    'nobody is named by %o',
    (given) => {
      const { subject, dropped } = cleanSubject(given)
      expect(subject).toBeUndefined()
      expect(dropped.length).toBeGreaterThan(0)
    },
  )

  it('undefined and null name nobody, and nothing is said of it: that is how a person leaves', () => {
    expect(cleanSubject(undefined)).toEqual({ dropped: [] })
    expect(cleanSubject(null)).toEqual({ dropped: [] })
  })
})

describe('[E57] a language', () => {
  it.each([
    ['ru_RU', 'ru-RU'],
    ['pt-br', 'pt-br'],
    ['de_DE.UTF-8@euro', 'de-DE'],
    ['zh-Hant-TW-u-ca-chinese', 'zh-Hant-TW'],
    ['en-x-private', 'en'],
    ['iw', 'he'],
    ['rus', 'ru'],
    ['de--AT', 'de'],
    ['en-1a', 'en'],
    [' fr ', 'fr'],
    ['russian', undefined],
    ['x-default', undefined],
    ['i-klingon', undefined],
    ['C', undefined],
    ['', undefined],
    [null, undefined],
    [7, undefined],
  ])('%o is %o', (given, locale) => {
    expect(cleanLocale(given)).toBe(locale)
  })
})

describe('[E57] consents', () => {
  it('no refusal is lost: a word that is not true is no, what is missing is filled in', () => {
    expect(
      cleanConsents(
        [
          { purpose: 'contact', granted: 'no' },
          { purpose: 'publish', granted: true, at: new Date(7) },
          { granted: true },
        ],
        5,
      ),
    ).toEqual({
      records: [
        { purpose: 'contact', granted: false, textVersion: '', at: 5 },
        { purpose: 'publish', granted: true, textVersion: '', at: 7 },
      ],
      dropped: ['records[2]'],
    })
  })
})

describe('[E57] what was left out', () => {
  it('is told in one line, by path', () => {
    expect(sayDropped([])).toBeUndefined()
    expect(sayDropped(['order.email', 'tags.x'])).toBe(
      'left out, since not on the list or not of its type: "order.email", "tags.x"; the answer is sent without',
    )
    const many = sayDropped(Array.from({ length: 20 }, (_, i) => `tags.${i}${'x'.repeat(500)}`))!
    expect(many).toContain('and 12 more')
    expect(many.length).toBeLessThan(900)
  })
})
