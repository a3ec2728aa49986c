import { describe, expect, it } from 'vitest'
import { DAY, NOON, settled, survey, type World, world } from '../../test/client-world.ts'
import type { Survey } from '../model/survey.ts'

const onPurchase = (changes: Partial<Survey> = {}) =>
  survey({ targeting: { triggers: [{ on: 'purchase' }], ...changes.targeting }, ...changes })
const refusals = (w: World) =>
  w.events.flatMap(([name, event]) => (name === 'suppressed' ? [event as { surveyId: string; reason: string }] : []))

describe('[CD1] every no has its reason, and is told once', () => {
  it.each<[string, Partial<Survey>, (w: World) => unknown]>([
    ['device', { targeting: { devices: ['phone'] } }, () => undefined],
    ['url', { targeting: { url: { op: 'equals', value: '/thanks' } } }, () => undefined],
    ['consent', {}, (w) => w.client.consent('denied')],
  ])('%s', async (reason, changes, before) => {
    const w = world({ surveys: [survey(changes)] })
    await before(w)
    const result = await w.client.show('after-purchase')
    expect(result).toMatchObject({ shown: false, reason, surveyId: 'after-purchase' })
    expect(refusals(w)).toHaveLength(1)
    expect(refusals(w)[0]).toMatchObject({ surveyId: 'after-purchase', reason, at: NOON })
    expect(refusals(w)[0]).toHaveProperty('evidence')
  })

  it('of several that wait for one moment each no is told, the first is the answer; a survey that waits for another moment is none', async () => {
    const surveys = [
      survey({ id: 'elsewhere', targeting: { triggers: [{ on: 'event', name: 'other' }] } }),
      onPurchase({ id: 'on-phones', targeting: { triggers: [{ on: 'purchase' }], devices: ['phone'] } }),
      onPurchase({
        id: 'on-a-page',
        targeting: { triggers: [{ on: 'purchase' }], url: { op: 'equals', value: '/a' } },
      }),
    ]
    const w = world({ surveys })
    const result = await w.client.purchase({ orderId: 'A-1' })
    expect(refusals(w).map(({ surveyId, reason }) => [surveyId, reason])).toEqual([
      ['on-phones', 'device'],
      ['on-a-page', 'url'],
    ])
    expect(result).toMatchObject({ shown: false, surveyId: 'on-phones', reason: 'device' })
  })

  it('nothing that waits for the moment: `no-trigger`, and nobody was refused', async () => {
    const w = world({ surveys: [onPurchase()] })
    expect(await w.client.track('searched')).toMatchObject({ shown: false, reason: 'no-trigger' })
    expect(refusals(w)).toEqual([])
  })

  it('the one of highest priority is shown, and the others are told why not', async () => {
    const w = world({ surveys: [onPurchase({ id: 'low' }), onPurchase({ id: 'high', priority: 9 })] })
    expect(await w.client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: true, run: { surveyId: 'high' } })
    expect(refusals(w)).toMatchObject([{ surveyId: 'low', reason: 'lower-priority' }])
  })

  it('`force` shows against the rules, not against another page that has the order', async () => {
    const first = world({ surveys: [survey({ targeting: { devices: ['phone'] } })], governor: { perDay: 0 } })
    first.client.context({ order: { orderId: 'A-1' } })
    expect(await first.client.show('after-purchase', { force: true })).toMatchObject({ shown: true })
    const second = world({}, { locks: first.locks })
    second.client.context({ order: { orderId: 'A-1' } })
    expect(await second.client.show('after-purchase', { force: true })).toMatchObject({ reason: 'another-open' })
    expect(refusals(second)).toMatchObject([{ reason: 'another-open' }])
  })
})

describe('[D7] what was decided is decided again after the delay', () => {
  const delayed = () => onPurchase({ targeting: { triggers: [{ on: 'purchase' }], delayMs: 3000 } })

  it.each<[string, string, (w: World) => unknown]>([
    ['the customer refused', 'consent', (w) => w.client.consent('denied')],
    ['something else opened', 'another-open', (w) => w.client.start('other')],
  ])('%s meanwhile', async (_, reason, meanwhile) => {
    const w = world({ surveys: [delayed(), survey({ id: 'other' })] })
    const result = w.client.purchase({ orderId: 'A-1' })
    await w.pass(2000)
    await meanwhile(w)
    await w.pass(1000)
    expect(await result).toMatchObject({ shown: false, surveyId: 'after-purchase', reason })
  })

  it('while one waits for its delay another may be shown, and then the first is not', async () => {
    const w = world({
      surveys: [delayed(), survey({ id: 'other', targeting: { triggers: [{ on: 'event', name: 'now' }] } })],
    })
    const first = w.client.purchase({ orderId: 'A-1' })
    await w.pass(1000)
    expect(await w.client.track('now')).toMatchObject({ shown: true, run: { surveyId: 'other' } })
    await w.pass(2000)
    expect(await first).toMatchObject({ shown: false, reason: 'another-open' })
  })

  it('[CD2] a client that is destroyed answers what waits, at once, and shows nothing', async () => {
    const w = world({ surveys: [delayed()] })
    const result = w.client.purchase({ orderId: 'A-1' })
    await w.pass(1000)
    await w.client.destroy()
    expect(await result).toMatchObject({ shown: false })
    await w.pass(DAY)
    expect(w.events.map(([name]) => name)).not.toContain('survey.shown')
  })
})

it('[C12] of two moments at once that suit different surveys one is shown', async () => {
  const w = world({
    surveys: [
      survey({ id: 'one', targeting: { triggers: [{ on: 'event', name: 'one' }] } }),
      survey({ id: 'two', targeting: { triggers: [{ on: 'event', name: 'two' }] } }),
    ],
  })
  const results = await Promise.all([w.client.track('one'), w.client.track('two')])
  await settled()
  expect(results.filter(({ shown }) => shown)).toHaveLength(1)
  expect(refusals(w)).toMatchObject([{ reason: 'another-open' }])
})
