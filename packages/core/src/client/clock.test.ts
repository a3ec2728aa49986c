import { describe, expect, it } from 'vitest'
import { DAY, NOON, responseOf, survey, type World, world } from '../../test/client-world.ts'
import { checkResponse } from '../check/check-response.ts'

const YEAR = 365 * DAY
const onPurchase = survey({ targeting: { triggers: [{ on: 'purchase' }] } })
const other = { ...onPurchase, id: 'other' }
const open = { gapAfterShownDays: 0, gapAfterDismissedDays: 0, gapAfterAnsweredDays: 0, perDay: 99, per30Days: 99 }
const buy = (w: World, orderId: string) => w.client.purchase({ orderId })

describe('[F10] a clock that was wrong', () => {
  it.each(['dismissed', 'answered'])(
    '[F10] a year ahead while it was %s, then mended: asked again at once',
    async (what) => {
      const wrong = world({ surveys: [onPurchase], storage: 'local' }, { now: NOON + YEAR })
      const first = await buy(wrong, 'A-1')
      if (!first.shown) throw new Error(first.reason)
      if (what === 'answered') first.run.answer('score', { kind: 'rating', value: 3 })
      await first.run.dismiss()
      await wrong.pass(1)
      const next = world({ surveys: [onPurchase], storage: 'local' }, { disk: new Map(wrong.disk), now: NOON })
      expect(await buy(next, 'A-2')).toMatchObject({ shown: true })
      // mended while the same page stands open
      wrong.now = NOON
      expect(await buy(wrong, 'A-2')).toMatchObject({ shown: true })
    },
  )

  it('[F10] what is noted after the mending counts, in spite of the moments from the future', async () => {
    const wrong = world({ surveys: [onPurchase], storage: 'local' }, { now: NOON + YEAR })
    const first = await buy(wrong, 'A-1')
    if (first.shown) await first.run.dismiss()
    await wrong.pass(1)
    const next = world({ surveys: [onPurchase], storage: 'local' }, { disk: wrong.disk, now: NOON })
    const second = await buy(next, 'A-2')
    if (!second.shown) throw new Error(second.reason)
    await second.run.dismiss()
    await next.pass(DAY + 1)
    expect(await buy(next, 'A-3')).toMatchObject({ shown: false, reason: 'gap-dismissed' })
  })

  it('[F10] a draft from the future is not taken up', async () => {
    const wrong = world({ storage: 'local' }, { now: NOON + YEAR })
    const run = await wrong.client.start('after-purchase')
    run.answer('score', { kind: 'rating', value: 3 })
    await wrong.pass(1000)
    const next = world({ storage: 'local' }, { disk: wrong.disk, journal: wrong.journal, now: NOON })
    expect((await next.client.start('after-purchase')).responseId).not.toBe(run.responseId)
  })

  it('[F12] before 1970: asked, answered, and quiet afterwards', async () => {
    const scheduled = { ...onPurchase, targeting: { ...onPurchase.targeting!, schedule: { until: '2030-01-01' } } }
    const w = world({ surveys: [scheduled] }, { now: -5 * YEAR })
    const shown = await buy(w, 'A-1')
    if (!shown.shown) throw new Error(shown.reason)
    shown.run.answer('score', { kind: 'rating', value: 3 })
    await shown.run.submit()
    expect(responseOf(w.sent.at(-1))).toMatchObject({ status: 'completed' })
    // and what was answered is taken
    expect(checkResponse(responseOf(w.sent.at(-1)))).toMatchObject({ ok: true })
    expect(await buy(w, 'A-2')).toMatchObject({ shown: false })
  })
})

describe('[F10] a session in core', () => {
  const options = { surveys: [onPurchase, other], governor: open, storage: 'local' } as const

  it('[F10] is the page until the customer acts: nothing of it is stored', async () => {
    const w = world(options)
    const shown = await buy(w, 'A-1')
    expect(shown).toMatchObject({ shown: true })
    await w.pass(60_000)
    expect([...w.disk.keys()].filter((key) => key.endsWith('.session'))).toEqual([])
  })

  it('[F10] lasts over pages from the first act on, and ends after 30 minutes without a sign of life', async () => {
    const w = world(options)
    const shown = await buy(w, 'A-1')
    if (!shown.shown) throw new Error(shown.reason)
    await shown.run.dismiss()
    await w.pass(1)
    expect([...w.disk.keys()].filter((key) => key.endsWith('.session'))).toHaveLength(1)
    const next = world(options, { disk: w.disk, now: w.now + 20 * 60_000 })
    expect(await buy(next, 'A-2')).toMatchObject({ shown: false, reason: 'session-cap' })
    await next.pass(1)
    // a decision is a sign of life
    const third = world(options, { disk: w.disk, now: next.now + 20 * 60_000 })
    expect(await buy(third, 'A-3')).toMatchObject({ shown: false, reason: 'session-cap' })
    await third.pass(31 * 60_000)
    // the same page, half an hour later, is another session
    expect(await buy(third, 'A-4')).toMatchObject({ shown: true })
  })
})
