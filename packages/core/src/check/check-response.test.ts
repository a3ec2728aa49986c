import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanContext } from '../clean/clean-context.ts'
import type { Response } from '../model/response.ts'
import { envelopeSchema, responseSchema } from '../schema/response.ts'
import { checkResponse } from './check-response.ts'

const good: Response = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  revision: 1,
  surveyId: 'delivery',
  surveyVersion: 1,
  status: 'completed',
  mode: 'web',
  test: false,
  locale: 'ru',
  touchpoint: 'delivery',
  answers: { rate: { kind: 'rating', value: 5 }, bad: { kind: 'complaint', text: 'Broken', category: 'quality' } },
  complaint: { severity: 'high' },
  context: {
    path: '/thanks',
    order: { orderId: 'A-1', value: 1990, currency: 'RUB', items: [{ name: 'Lamp', price: 1990, quantity: 1 }] },
  },
  subject: { id: 'c-1', traits: { vip: true } },
  consents: [{ purpose: 'contact', granted: true, textVersion: '1', at: 1 }],
  timings: { startedAt: 1, updatedAt: 2, completedAt: 2, questionMs: { rate: 1 } },
  variables: { score: 5 },
  receiptCode: 'K7M4-2QXD-9',
}
const paths = (value: unknown): string[] => {
  const checked = checkResponse(value)
  return checked.ok ? [] : checked.issues.map(({ path }) => path)
}

describe('checking a response', () => {
  it('[R1] a good one passes unchanged', () => {
    expect(checkResponse(good)).toEqual({ ok: true, response: good, dropped: [] })
    expect(envelopeSchema.safeParse({ sentAt: 1, items: [good], report: { parked: 1 } }).success).toBe(true)
  })

  it.each<[string, unknown, string]>([
    ['nothing', null, ''],
    ['a list', [good], ''],
    ['an id of another kind', { ...good, id: '01890a5d-ac96-474b-bcce-b302099a8057' }, 'id'],
    ['no survey', { ...good, surveyId: undefined }, 'surveyId'],
    ['no answers', { ...good, answers: [] }, 'answers'],
  ])('[R2] refuses %s: that is no response', (_name, value, path) => {
    expect(paths(value)).toContain(path)
  })

  const read = (over: object): Response => {
    const checked = checkResponse({ ...good, ...over }, 77)
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues))
    expect(responseSchema.safeParse(checked.response).success).toBe(true)
    return checked.response
  }
  const rating = { kind: 'rating', value: 5 }

  it.each<[string, object, Partial<Response>]>([
    ['ru_RU', { locale: 'ru_RU' }, { locale: 'ru-RU' }],
    ['a language in words', { locale: 'russian' }, { locale: 'und' }],
    ['x-default', { locale: 'x-default' }, { locale: 'und' }],
    ['a language that is a number', { locale: 7 }, { locale: 'und' }],
    ['a language of 200 signs', { locale: 'x'.repeat(200) }, { locale: 'und' }],
    ['a person that is a number', { subject: { id: 4711 } }, { subject: { id: '4711' } }],
    ['revision 0', { revision: 0 }, { revision: 1 }],
    ['an unknown status', { status: 'done' }, { status: 'partial' }],
    ['an unknown way', { mode: 'pigeon', drawn: 'yes', test: 'no' }, { mode: 'web', test: false }],
    ['an unknown place', { touchpoint: 'On the moon' }, { touchpoint: 'x_unknown' }],
    ['no context', { context: 'none' }, { context: {} }],
    [
      'consents of odd shape',
      { consents: [7, { granted: true }, { purpose: 'contact', granted: 'yes' }] },
      { consents: [{ purpose: 'contact', granted: false, textVersion: '', at: 2 }] },
    ],
    [
      'times that cannot be',
      { timings: { startedAt: 'x', updatedAt: Number.NaN, questionMs: [] } },
      { timings: { startedAt: 77, updatedAt: 77 } },
    ],
    ['a complaint told badly', { complaint: 'yes' }, { complaint: { severity: 'normal' } }],
    [
      'an unknown kind of answer',
      { answers: { q: { kind: 'slider', value: 1 }, rate: rating } },
      { answers: { rate: rating } as Response['answers'] },
    ],
    [
      'a rating of 11',
      { answers: { q: { kind: 'rating', value: 11 }, rate: rating } },
      { answers: { rate: rating } as Response['answers'] },
    ],
    [
      'a label where an id belongs',
      { answers: { q: { kind: 'choice', choices: ['Очень хорошо', 'a'], other: 'b' } } },
      { answers: { q: { kind: 'choice', choices: ['a'], other: 'b' } } },
    ],
    [
      'a detail of a complaint that is none',
      { answers: { q: { kind: 'complaint', text: 'Broken', category: 'moon', remedy: 4 } } },
      { answers: { q: { kind: 'complaint', text: 'Broken' } } },
    ],
    [
      'endless words',
      { answers: { q: { kind: 'text', text: '\u{1f600}'.repeat(20_001) } } },
      { answers: { q: { kind: 'text', text: '\u{1f600}'.repeat(20_000) } } },
    ],
    [
      'half a character',
      { answers: { q: { kind: 'text', text: 'a\ud83d' } } },
      { answers: { q: { kind: 'text', text: 'a\ufffd' } } },
    ],
    [
      'a name that every object has',
      { answers: { constructor: rating, rate: rating } },
      { answers: { rate: rating } as Response['answers'] },
    ],
    ['variables of odd types', { variables: { a: [], b: 2 } }, { variables: { b: 2 } }],
  ])('[R5] %s costs no answer', (_name, over, kept) => {
    expect(read(over)).toMatchObject(kept)
  })

  it.each([
    ['', null],
    ['an empty id', { id: '' }],
    ['a list', ['x']],
    ['an id that is nothing', { id: null }],
  ])('[R5] %s is nobody, and costs no answer', (_name, subject) =>
    expect(read({ subject })).not.toHaveProperty('subject'),
  )

  it('[R5] whatever stands in the facts, the rating is read, and what comes out is a response', {
    timeout: 60_000,
  }, () => {
    const facts = Object.keys(good).filter((key) => !['id', 'surveyId', 'answers'].includes(key))
    const odd = fc.oneof(
      fc.anything(),
      fc.jsonValue({ maxDepth: 20 }),
      fc.double(),
      fc.string({ unit: 'binary', maxLength: 300 }),
    )
    const over = fc.dictionary(fc.constantFrom(...facts, 'unknown', '__proto__'), odd)
    fc.assert(
      fc.property(over, fc.dictionary(fc.string(), odd), (some, answers) => {
        expect(read({ ...some, answers: { ...answers, rate: rating } }).answers['rate']).toEqual(rating)
      }),
      { numRuns: 1000 },
    )
  })

  it('[R3] what it does not know is dropped: fields of a newer client quietly, context by name', () => {
    const checked = checkResponse({
      ...good,
      shoeSize: 44,
      context: { ...good.context, ip: '10.0.0.1', order: { orderId: 7, email: 'ann@example.com' } },
    })
    expect(checked).toEqual({
      ok: true,
      response: { ...good, context: { path: '/thanks', order: { orderId: '7' } } },
      dropped: ['order.email', 'ip'],
    })
  })

  it('[R2] a poisoned prototype does not come through', () => {
    const checked = checkResponse(JSON.parse(`{"__proto__":{"admin":true},${JSON.stringify(good).slice(1)}`))
    expect(checked).toEqual({ ok: true, response: good, dropped: [] })
    expect(checked.ok && 'admin' in checked.response).toBe(false)
  })

  it('[R4] never throws, whatever comes', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => void checkResponse(value)))
    const keys = Object.keys(good) as (keyof Response)[]
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
        const checked = checkResponse({ ...good, [key]: value })
        if (checked.ok)
          expect(Object.keys(checked.response).every((each) => keys.includes(each as keyof Response))).toBe(true)
        else expect(checked.issues.every(({ wanted }) => wanted.length > 0)).toBe(true)
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})

describe('the context', () => {
  it('[R3] keeps the allow-list in its limits and forms', () => {
    expect(
      cleanContext({
        path: '/a/b?token=x#y',
        device: 'watch',
        utcOffsetMinutes: 180,
        order: { orderId: 'A', currency: 'rub', firstOrder: 'yes', items: [{ name: 'L', secret: 1 }, { price: 1 }] },
        tags: { shop: 'n'.repeat(99), 'bad key': 'x' },
      }),
    ).toEqual({
      context: {
        path: '/a/b',
        utcOffsetMinutes: 180,
        order: { orderId: 'A', currency: 'RUB', items: [{ name: 'L' }] },
        tags: { shop: 'n'.repeat(64) },
      },
      dropped: ['device', 'order.firstOrder', 'order.items[0].secret', 'tags.bad key'],
    })
  })
  it('[R3] an order without its number says nothing', () => {
    expect(cleanContext({ order: { value: 5 } })).toEqual({ context: {}, dropped: ['order'] })
    expect(cleanContext(undefined)).toEqual({ context: {}, dropped: [] })
    expect(cleanContext('x')).toEqual({ context: {}, dropped: ['context'] })
  })
})
