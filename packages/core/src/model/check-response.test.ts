import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeSchema } from '../schema/response.ts'
import { checkResponse } from './check-response.ts'
import { cleanContext } from './clean-context.ts'
import type { Response } from './response.ts'

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
    ['an id of another kind', { ...good, id: '01890a5d-ac96-474b-bcce-b302099a8057' }, 'id'],
    ['revision 0', { ...good, revision: 0 }, 'revision'],
    ['an unknown status', { ...good, status: 'done' }, 'status'],
    ['an unknown kind of answer', { ...good, answers: { q: { kind: 'slider', value: 1 } } }, 'answers.q.kind'],
    ['a rating of 11', { ...good, answers: { q: { kind: 'rating', value: 11 } } }, 'answers.q.value'],
    [
      'a label where an id belongs',
      { ...good, answers: { q: { kind: 'choice', choices: ['Очень хорошо'] } } },
      'answers.q.choices[0]',
    ],
    ['endless words', { ...good, answers: { q: { kind: 'text', text: 'x'.repeat(20_001) } } }, 'answers.q.text'],
    [
      'endless answers',
      {
        ...good,
        answers: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`q${i}`, { kind: 'rating', value: 1 }])),
      },
      'answers',
    ],
    [
      'a name that every object has',
      { ...good, answers: { constructor: { kind: 'rating', value: 1 } } },
      'answers.constructor',
    ],
    ['a time that cannot be', { ...good, timings: { startedAt: Number.NaN, updatedAt: 1 } }, 'timings.startedAt'],
  ])('[R2] refuses %s', (_name, value, path) => {
    expect(paths(value)).toContain(path)
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
