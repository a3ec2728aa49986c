import { describe, expect, it } from 'vitest'
import { DAY, NOON, responseOf, settled, survey, world } from '../../test/client-world.ts'
import { EMPTY_LEDGER } from '../targeting/ledger.ts'
import type { ClientOptions } from './options.ts'

const nine = { kind: 'rating', value: 9 } as const

/** Answers, and gives what was sent of it. */
async function answered(w: ReturnType<typeof world>, context = {}) {
  const run = await w.client.start('after-purchase', context)
  run.answer('score', nine)
  await run.submit()
  return responseOf(w.sent.at(-1))
}

describe('[CR5] facts outside the list are dropped and named, never their value', () => {
  it.each([
    [4711, { id: '4711' }],
    ['', undefined],
    [null, undefined],
    [['anna'], undefined],
    [10n, { id: '10' }],
    [{ id: 'anna' }, undefined],
    ['x'.repeat(500), undefined],
    [Symbol('secret-1'), undefined],
  ] as const)('a visitor of the id %o', async (id, subject) => {
    const w = world()
    w.client.identify({ id } as never)
    expect((await answered(w)).subject).toEqual(subject)
    if (!subject) expect(w.warnings.join()).toContain('subject')
    expect(w.warnings.join()).not.toContain('secret')
  })

  it.each<[string, unknown]>([
    ['an array', ['gold']],
    ['null', null],
    ['500 letters of two bytes', { note: 'ж'.repeat(500) }],
    ['a BigInt', { points: 10n }],
    [
      'a circle',
      (() => {
        const circle: Record<string, unknown> = {}
        circle['self'] = circle
        return circle
      })(),
    ],
    [
      'what throws',
      {
        get plan() {
          throw new Error('secret-1')
        },
      },
    ],
    ['5,000 of them', Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`t${n}`, 'ж'.repeat(90)]))],
  ])('traits that are %s never cost an answer', async (_, traits) => {
    const w = world()
    w.client.identify({ id: 'anna', traits } as never)
    const response = await answered(w)
    expect(response).toMatchObject({ subject: { id: 'anna' }, answers: { score: nine } })
    expect(w.warnings.join()).not.toContain('secret')
  })

  it('an order of 200 lines in any script, in a year far away, costs no answer', async () => {
    const w = world({ record: ['items'] }, { now: Date.UTC(12_000, 0, 1) })
    const items = Array.from({ length: 200 }, () => ({ name: 'Чайник заварной '.repeat(20), price: 1990, quantity: 1 }))
    const response = await answered(w, { order: { orderId: 'E-1', value: 1990, currency: 'RUB', items } })
    expect(response).toMatchObject({ context: { order: { orderId: 'E-1', value: 1990 } }, answers: { score: nine } })
  })
})

describe('[CR4] a language tag is cleaned', () => {
  it.each([
    ['ru_RU', 'ru-RU'],
    ['russian', 'en'],
    ['x-default', 'en'],
    ['', 'en'],
    ['zh-Hant-TW', 'zh-Hant-TW'],
    [7, 'en'],
    [null, 'en'],
  ])('%s is spoken as %s', async (given, spoken) => {
    const w = world()
    w.client.locale(given as string)
    expect((await answered(w)).locale).toBe(spoken)
    if (spoken === 'en') expect(w.warnings.join()).toContain('locale')
  })
  it('one that cannot be read leaves the one before', async () => {
    const w = world({ locale: 'ru' })
    w.client.locale('russian!')
    expect((await answered(w)).locale).toBe('ru')
  })
})

describe('what is known of the context', () => {
  it('what the app says adds up, the later goes first; what goes with one call is of that call', async () => {
    const w = world()
    w.client.context({ tags: { store: 'north', till: '1' }, order: { orderId: 'A-1' } })
    w.client.context({ tags: { till: '2' } })
    expect((await answered(w, { order: { orderId: 'A-2' } })).context).toMatchObject({
      tags: { store: 'north', till: '2' },
      order: { orderId: 'A-2' },
    })
    expect((await answered(w)).context.order).toEqual({ orderId: 'A-1' })
  })

  it('[T12] a trial is one from the moment on in which the app says so, and no longer', async () => {
    const w = world()
    const marks = []
    for (const test of [undefined, true, undefined, 'no', false]) {
      w.client.context({ ...(test !== undefined && { test }) } as never)
      marks.push((await answered(w)).test)
    }
    expect(marks).toEqual([false, true, true, true, false])
  })

  it('reset forgets visitor, order, tags and signals', async () => {
    const w = world()
    await w.client.consent({ analytics: 'granted' })
    w.client.identify({ id: 'anna' })
    w.client.context({ tags: { store: 'north' }, order: { orderId: 'A-1' } })
    await w.client.signal('coupon_failed')
    await w.client.reset()
    const { subject, context } = await answered(w)
    expect(subject).toBeUndefined()
    expect(context).toEqual({})
  })
})

describe('[L2] what the collector knows of a visitor', () => {
  type ContactHistory = Awaited<ReturnType<NonNullable<ClientOptions['contactHistory']>>>
  /** A collector that answers when told to. */
  function slow() {
    const asked: { who: string | undefined; reply: (contactHistory: ContactHistory) => void }[] = []
    const contactHistory: NonNullable<ClientOptions['contactHistory']> = ({ subject }) =>
      new Promise((reply) => asked.push({ who: subject?.id, reply }))
    return { asked, contactHistory }
  }
  const dismissed = { ledger: { ...EMPTY_LEDGER, dismissed: NOON - DAY } }

  it('[P3] what comes late of Anna says nothing about Boris', async () => {
    const { asked, contactHistory } = slow()
    const w = world({ contactHistory })
    w.client.identify({ id: 'anna' })
    w.client.identify({ id: 'boris' })
    expect(asked.map(({ who }) => who)).toEqual(['anna', 'boris'])
    asked[1]!.reply(undefined)
    asked[0]!.reply({ ...dismissed, caseOpen: true })
    await settled()
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
  })

  it('[P3] [G6] an open case of Anna keeps nobody else from being asked', async () => {
    const w = world({
      contactHistory: async ({ subject }) => (subject?.id === 'anna' ? { caseOpen: true } : undefined),
    })
    w.client.identify({ id: 'anna' })
    expect(await w.client.show('after-purchase')).toMatchObject({ reason: 'case-open' })
    w.client.identify({ id: 'boris' })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
  })

  it('[G6] a complaint before the name was known is of who is known then', async () => {
    const w = world({ surveys: [survey(), survey({ id: 'other', pages: survey().pages.slice(0, 1) })] })
    const run = await w.client.start('after-purchase')
    run.answer('wrong', { kind: 'complaint', text: 'Chipped' })
    run.answer('score', nine)
    await run.submit()
    w.client.identify({ id: 'anna' })
    expect(await w.client.show('other')).toMatchObject({ reason: 'case-open' })
    w.client.identify({ id: 'anna', traits: { plan: 'gold' } })
    expect(await w.client.show('other')).toMatchObject({ reason: 'case-open' })
  })

  it('is waited for 1.5 s, and counts from when it comes', async () => {
    const { asked, contactHistory } = slow()
    const w = world({ contactHistory })
    w.client.identify({ id: 'anna' })
    const first = w.client.show('after-purchase')
    await w.pass(1499)
    let done = false
    void first.then(() => (done = true))
    await settled()
    expect(done).toBe(false)
    await w.pass(1)
    expect(await first).toMatchObject({ shown: true })
    await w.client.close()
    asked[0]!.reply(dismissed)
    await settled()
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: false })
  })

  it('nobody is asked about who is not known and bought nothing', async () => {
    const { asked, contactHistory } = slow()
    const w = world({ contactHistory })
    w.client.identify({ id: '' })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
    expect(asked).toEqual([])
    w.client.context({ order: { orderId: 'A-1' } })
    expect(asked).toHaveLength(1)
  })
})
