import { describe, expect, it } from 'vitest'
import { DAY, NOON, responseOf, settled, survey, type World, world } from '../../test/client-world.ts'
import type { RunHandle, ShowResult } from '../index.ts'
import type { ClientOptions } from './options.ts'

const nine = { kind: 'rating', value: 9 } as const
const words = (text: string) => ({ kind: 'text', text }) as const
const ofOrder = (orderId = 'A-1') => ({ order: { orderId } })
const runOf = (result: ShowResult): RunHandle => {
  if (!result.shown) throw new Error(result.reason)
  return result.run
}
const refused = { shown: false, reason: 'another-open' }

/** One device: its pages share the disk, the journal and the locks. */
function device(locks = world().locks) {
  const first = world({}, { locks })
  void first.client.destroy()
  const { disk, journal } = first
  return {
    page: (options: Partial<ClientOptions> = {}, now = NOON) =>
      world({ governor: FREE, ...options }, { disk, journal, locks, now }),
  }
}
/** The governor says yes to everything, so that ownership alone decides. */
const FREE = {
  per30Days: 999,
  perDay: 999,
  perSession: 999,
  minGapMs: 0,
  gapAfterShownDays: 0,
  gapAfterAnsweredDays: 0,
  gapAfterDismissedDays: 0,
  oncePerOrder: false,
}
const states = (...pages: readonly World[]) => {
  const rows = new Map<string, unknown>()
  for (const page of pages)
    for (const delivery of page.sent) {
      const { id, answers, subject } = responseOf(delivery)
      rows.set(id, { answers, ...(subject && { who: subject.id }) })
    }
  return rows
}
async function said(run: RunHandle, text: string): Promise<RunHandle> {
  run.answer('score', nine)
  run.answer('why', words(text))
  await run.saved()
  return run
}

describe('[P4] one order gets one response to a survey', () => {
  it('what is open about it already is answered with itself', async () => {
    const { client } = device().page()
    const [one, two] = await Promise.all([
      client.start('after-purchase', ofOrder()),
      client.start('after-purchase', ofOrder()),
    ])
    const three = await client.start('after-purchase', ofOrder())
    expect(two.responseId).toBe(one.responseId)
    expect(three.responseId).toBe(one.responseId)
    expect((await client.start('after-purchase', ofOrder('A-2'))).responseId).not.toBe(one.responseId)
  })

  it('another page yields while it is open, and goes on with its words when that page has closed', async () => {
    const { page } = device()
    const first = page()
    first.client.context(ofOrder())
    const run = await said(runOf(await first.client.show('after-purchase')), 'of the first')
    const second = page()
    second.client.context(ofOrder())
    expect(await second.client.show('after-purchase')).toMatchObject(refused)
    await first.client.destroy()
    const goesOn = runOf(await second.client.show('after-purchase'))
    expect(goesOn.responseId).toBe(run.responseId)
    expect(goesOn.latest('why')).toEqual(words('of the first'))
  })

  it('the order is free again as soon as its pass ends, is dismissed or left', async () => {
    const { page } = device()
    for (const end of ['submit', 'dismiss', 'leave'] as const) {
      const first = page()
      const run = await said(await first.client.start('after-purchase', ofOrder(end)), end)
      const second = page()
      second.client.context(ofOrder(end))
      expect(await second.client.show('after-purchase'), end).toMatchObject(refused)
      await run[end]()
      expect(await second.client.show('after-purchase'), end).toMatchObject({ shown: true })
    }
  })

  it('begun all the same (`start`, the door) it is a pass of its own: no record has two owners', async () => {
    const { page } = device()
    const [first, second] = [page(), page()]
    const one = await said(await first.client.start('after-purchase', ofOrder()), 'one')
    const two = await said(await second.client.start('after-purchase', ofOrder()), 'two')
    expect(two.responseId).not.toBe(one.responseId)
    expect(states(first, second)).toEqual(
      new Map([
        [one.responseId, { answers: { score: nine, why: words('one') } }],
        [two.responseId, { answers: { score: nine, why: words('two') } }],
      ]),
    )
  })

  it.each(['nobody, then somebody', 'somebody, then nobody'])(
    'who is known on one page and not on the other is asked once: %s',
    async (which) => {
      const { page } = device()
      const pages = [page(), page()] as const
      const known = which.startsWith('somebody') ? pages[0] : pages[1]
      known.client.identify({ id: 'anna' })
      for (const { client } of pages) client.context(ofOrder())
      expect(await pages[0].client.show('after-purchase')).toMatchObject({ shown: true })
      expect(await pages[1].client.show('after-purchase')).toMatchObject(refused)
    },
  )
})

describe('[P1] a page that shows a pass owns it', () => {
  it('without an order another page makes a pass of its own, with an id of its own', async () => {
    const { page } = device()
    const [first, second] = [page(), page()]
    const one = await said(await first.client.start('after-purchase'), 'one')
    const two = await said(await second.client.start('after-purchase'), 'two')
    expect([...states(first, second)]).toEqual([
      [one.responseId, { answers: { score: nine, why: words('one') } }],
      [two.responseId, { answers: { score: nine, why: words('two') } }],
    ])
  })

  it('where nobody can say who owns it (no lock manager) each page makes its own, and none takes up another`s', async () => {
    const { page } = device({ own: async () => ({ is: 'unknown' }), tryHold: world().locks.tryHold })
    const [first, second] = [page(), page()]
    const one = await said(await first.client.start('after-purchase', ofOrder()), 'one')
    second.client.context(ofOrder())
    const two = await said(runOf(await second.client.show('after-purchase')), 'two')
    expect(two.responseId).not.toBe(one.responseId)
    expect(states(first, second).size).toBe(2)
  })

  it('a lock manager that answers `elsewhere` is believed: nothing that lies there is touched', async () => {
    const { page } = device({ own: async () => ({ is: 'elsewhere' }), tryHold: world().locks.tryHold })
    const { client } = page()
    client.context(ofOrder())
    expect(await client.show('after-purchase')).toMatchObject(refused)
    expect((await client.start('after-purchase', ofOrder())).current).toMatchObject({ screen: 'page' })
  })
})

describe('[P2] a pass is taken up again by survey, version, visitor and order', () => {
  async function begun() {
    const { page } = device()
    const first = page()
    first.client.identify({ id: 'anna' })
    const run = await said(await first.client.start('after-purchase', ofOrder()), 'begun')
    await first.client.destroy()
    return { page, id: run.responseId }
  }
  it('same id, higher revision, the words in it', async () => {
    const { page, id } = await begun()
    const next = page()
    next.client.identify({ id: 'anna' })
    const run = await next.client.start('after-purchase', ofOrder())
    expect(run.responseId).toBe(id)
    await said(run, 'ended')
    expect(responseOf(next.sent.at(-1))).toMatchObject({ id, revision: 2, answers: { why: words('ended') } })
  })

  it.each<[string, Partial<ClientOptions>, string | undefined, string | undefined, number]>([
    ['another order', {}, 'anna', 'A-2', NOON],
    ['no order', {}, 'anna', undefined, NOON],
    ['[P3] another visitor', {}, 'boris', 'A-1', NOON],
    ['[P3] nobody known', {}, undefined, 'A-1', NOON],
    ['[P7] another version', { surveys: [survey({ version: 2 })] }, 'anna', 'A-1', NOON],
    ['two days later where drafts are kept for two', { draftDays: 2 }, 'anna', 'A-1', NOON + 2 * DAY],
    ['seven days later', {}, 'anna', 'A-1', NOON + 7 * DAY],
    ['no drafts wanted', { draftDays: 0 }, 'anna', 'A-1', NOON],
    ['a kiosk', { mode: 'kiosk' }, 'anna', 'A-1', NOON],
    ['[CR3] a refusal', { consent: 'denied' }, 'anna', 'A-1', NOON],
  ])('%s begins a pass of its own, without a word of that one', async (_, options, visitor, orderId, now) => {
    const { page, id } = await begun()
    const next = page(options, now)
    if (visitor) next.client.identify({ id: visitor })
    const run = await next.client.start('after-purchase', orderId ? ofOrder(orderId) : {})
    expect(run.responseId).not.toBe(id)
    expect(run.touched).toBe(false)
    expect(run.written()).toBe('')
    await said(run, 'mine')
    expect(responseOf(next.sent.at(-1))).toMatchObject({ id: run.responseId, revision: 1 })
  })
})

describe('[P3] who becomes known takes over what was begun while nobody was known', () => {
  it('on its page: the same pass goes on under the name, and no other page of that visitor takes it', async () => {
    const { page } = device()
    const [first, second] = [page(), page()]
    const run = await said(await first.client.start('after-purchase', ofOrder()), 'begun')
    first.client.identify({ id: 'anna' })
    expect(run.latest('why')).toEqual(words('begun'))
    await settled()
    second.client.identify({ id: 'anna' })
    second.client.context(ofOrder())
    expect(await second.client.show('after-purchase')).toMatchObject(refused)
    await said(run, 'ended')
    await run.submit()
    expect([...states(first)]).toEqual([
      [run.responseId, { who: 'anna', answers: { score: nine, why: words('ended') } }],
    ])
    // and the name is free when it is over
    expect(await second.client.show('after-purchase')).toMatchObject({ shown: true })
  })

  it('on its page, also without an order: another page of that visitor makes a pass of its own', async () => {
    const { page } = device()
    const [first, second] = [page(), page()]
    const run = await said(await first.client.start('after-purchase'), 'begun')
    first.client.identify({ id: 'anna' })
    await said(run, 'under the name')
    second.client.identify({ id: 'anna' })
    expect((await second.client.start('after-purchase')).responseId).not.toBe(run.responseId)
  })

  it('on a later page, unless a page still shows it', async () => {
    const { page } = device()
    const first = page()
    const run = await said(await first.client.start('after-purchase'), 'begun')
    const meanwhile = page()
    meanwhile.client.identify({ id: 'anna' })
    const own = await meanwhile.client.start('after-purchase')
    expect(own.responseId).not.toBe(run.responseId)
    await meanwhile.client.destroy()
    await first.client.destroy()
    const later = page()
    later.client.identify({ id: 'anna' })
    expect((await later.client.start('after-purchase')).responseId).toBe(run.responseId)
  })

  it('another known visitor does not: the open pass is left with its words, and theirs begins empty', async () => {
    for (const next of [{ id: 'boris' }, undefined]) {
      const one = device().page()
      one.client.identify({ id: 'anna' })
      const run = await one.client.start('after-purchase', ofOrder())
      // not saved yet when the other comes
      run.answer('score', nine)
      run.answer('why', words('of Anna'))
      one.client.identify(next as { id: string })
      await settled()
      const other = await one.client.start('after-purchase', ofOrder())
      expect(other.responseId).not.toBe(run.responseId)
      expect(JSON.stringify([other.current, other.written()])).not.toContain('Anna')
      run.answer('why', words('said too late'))
      await said(other, 'of the next')
      expect([...states(one)]).toEqual([
        [run.responseId, { who: 'anna', answers: { score: nine, why: words('of Anna') } }],
        [other.responseId, { answers: { score: nine, why: words('of the next') }, ...(next && { who: next.id }) }],
      ])
    }
  })

  it('who comes while the pass of another is being opened begins one of their own', async () => {
    for (const [before, next] of [
      [{ id: 'anna' }, { id: 'boris' }],
      [{ id: 'anna' }, undefined],
      [undefined, { id: 'boris' }],
    ]) {
      const { locks } = world()
      let comes: (() => void) | undefined = () => one.client.identify(next as { id: string })
      const own: typeof locks.own = async (name) => {
        const taken = await locks.own(name)
        comes?.()
        comes = undefined
        return taken
      }
      const one = device({ ...locks, own }).page()
      one.client.identify(before as { id: string })
      const run = await said(await one.client.start('after-purchase', ofOrder()), 'of the next')
      expect((await one.client.start('after-purchase', ofOrder())).responseId).toBe(run.responseId)
      const answers = { score: nine, why: words('of the next') }
      expect([...states(one)]).toEqual([[run.responseId, { answers, ...(next && { who: next.id }) }]])
    }
  })

  it('the same visitor named again, with other facts, keeps the pass', async () => {
    const one = device().page()
    one.client.identify({ id: 'anna' })
    const run = await one.client.start('after-purchase', ofOrder())
    one.client.identify({ id: 'anna', traits: { plan: 'gold' } })
    await settled()
    await said(run, 'goes on')
    expect((await one.client.start('after-purchase', ofOrder())).responseId).toBe(run.responseId)
    expect(states(one).size).toBe(1)
  })
})

describe('[P6] the facts of the context are frozen when the survey opens', () => {
  it('an order that is placed later is not that of the open pass, and gets its own', async () => {
    const one = device().page()
    one.client.context(ofOrder('E-1'))
    const run = runOf(await one.client.show('after-purchase'))
    one.client.context({ ...ofOrder('E-2'), tags: { later: 'yes' } })
    await said(run, 'about E-1')
    await run.submit()
    expect(responseOf(one.sent.at(-1)).context).toMatchObject({ order: { orderId: 'E-1' } })
    expect(responseOf(one.sent.at(-1)).context.tags).toBeUndefined()
    const next = runOf(await one.client.show('after-purchase'))
    expect(next.responseId).not.toBe(run.responseId)
    await said(next, 'about E-2')
    expect(responseOf(one.sent.at(-1)).context).toMatchObject({ order: { orderId: 'E-2' } })
  })
})

describe('[P5] called by name, what was begun and left goes on', () => {
  it('whatever the governor says; what was never begun is decided', async () => {
    const { page } = device()
    const never = { governor: { perDay: 0 } }
    expect(await page(never).client.show('after-purchase')).toMatchObject({ shown: false, reason: 'daily-cap' })
    const first = page()
    const run = await said(await first.client.start('after-purchase'), 'begun')
    await first.client.destroy()
    const next = page(never)
    expect(runOf(await next.client.show('after-purchase')).responseId).toBe(run.responseId)
  })
})

describe('[P7] a new version drops no word that was stored', () => {
  it('it begins a response of its own, and the open page of the earlier one ends as it began', async () => {
    const { page } = device()
    const first = page()
    const run = await said(await first.client.start('after-purchase', ofOrder()), 'of version one')
    const next = page({ surveys: [survey({ version: 2, pages: survey().pages.slice(0, 1) })] })
    const second = await next.client.start('after-purchase', ofOrder())
    second.answer('score', nine)
    await second.submit()
    await run.submit()
    expect([...states(first, next)]).toEqual([
      [run.responseId, { answers: { score: nine, why: words('of version one') } }],
      [second.responseId, { answers: { score: nine } }],
    ])
  })
})

describe('[P4] an order that was answered is not asked about again where the notes of it were lost', () => {
  const spans = { after: '', before: '\uffff' }
  const surveys = [survey({ targeting: { triggers: [{ on: 'purchase' }] } })]
  async function finished(options: Partial<ClientOptions> = {}) {
    const first = world({ surveys, ...options })
    const run = runOf(await first.client.purchase({ orderId: 'A-1' }))
    run.answer('score', nine)
    run.answer('why', words('Secret words'))
    await run.submit()
    await first.client.flush()
    await settled()
    expect(first.sent).not.toHaveLength(0)
    await first.client.destroy()
    // a browser that dies has not written `localStorage` yet
    first.disk.clear()
    const { disk, journal, locks } = first
    const text = JSON.stringify(await journal.page(spans, 99))
    return {
      text,
      later: (more: Partial<ClientOptions> = {}) => world({ surveys, ...options, ...more }, { disk, journal, locks }),
    }
  }

  it('a later page is told so, by a decision; the mark holds no word and ends with the drafts', async () => {
    const { text, later } = await finished()
    expect(text).not.toContain('Secret')
    expect(text).not.toContain('A-1')
    const again = later()
    expect(await again.client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: false, reason: 'order-asked' })
    expect(await again.client.show('after-purchase')).toMatchObject({ shown: false, reason: 'order-asked' })
    expect(await again.client.show('after-purchase', { force: true })).toMatchObject({ shown: true })
    await again.client.consent({ feedback: 'denied' })
    await settled()
    expect(await again.journal.page(spans, 99)).toEqual([])
  })

  it('[CR2] no such mark where nothing is to be noted, or where the shop asks more than once', async () => {
    const none = await finished({ storage: 'none' })
    expect(none.text).toBe('[]')
    const often = await finished({ governor: FREE })
    expect(await often.later().client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: true })
  })
})
