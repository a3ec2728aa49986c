import { describe, expect, it } from 'vitest'
import { DAY, NOON, responseOf, settled, survey, type World, world } from '../../test/client-world.ts'
import { FeedbackError } from '../model/errors.ts'
import type { Survey } from '../model/survey.ts'
import type { Transport } from '../transport/transport.ts'
import type { ProjectConfig } from '../wire/config.ts'
import { checkReceiptCode } from '../wire/receipt-code.ts'
import type { ShowResult } from './client.ts'
import { createClient } from './create-client.ts'

const nine = { kind: 'rating', value: 9 } as const
const onPurchase = (changes: Partial<Survey> = {}) =>
  survey({ targeting: { triggers: [{ on: 'purchase' }], ...changes.targeting }, ...changes })
const names = (w: World) => w.events.map(([name]) => name)
const runOf = (result: ShowResult) => {
  if (!result.shown) throw new Error(result.reason)
  return result.run
}
const last = (w: World) => responseOf(w.sent.at(-1))

describe('a run', () => {
  it('[C1] is one response: one id, rising revisions, each with the whole state', async () => {
    const w = world()
    const run = await w.client.start('after-purchase', { order: { orderId: 'A-1', value: 1990 } })
    expect(run.current).toMatchObject({ screen: 'page', pageId: 'first' })
    run.answer('score', nine)
    run.next()
    await run.saved()
    run.answer('why', { kind: 'text', text: 'Quick and kind' })
    expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'server' } })
    expect(w.sent.map((delivery) => [responseOf(delivery).id, responseOf(delivery).revision])).toEqual([
      [run.responseId, 1],
      [run.responseId, 2],
    ])
    expect(last(w)).toMatchObject({
      status: 'completed',
      answers: { score: { value: 9 }, why: { text: 'Quick and kind' } },
      context: { order: { orderId: 'A-1', value: 1990 } },
      mode: 'web',
      test: false,
    })
    expect(w.sent.at(-1)).toMatchObject({ type: 'response.completed', lane: 'normal', id: `${run.responseId}.2` })
    expect(w.sent.at(-1)?.texts?.questions[0]?.text).toBe('How likely?')
  })
  it('[C2] sends nothing before the first answer', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    run.next()
    expect(run.current).toMatchObject({ questions: [{ fault: { code: 'required' } }] })
    expect(await run.saved()).toBeUndefined()
    await run.dismiss()
    await w.pass(60_000)
    expect(w.sent).toEqual([])
    expect(names(w)).toEqual(['ready', 'survey.shown', 'survey.dismissed'])
  })
  it('[SV9] what happened to surveys is counted in memory and goes with answers, once; nothing is sent for it', async () => {
    const reports: unknown[] = []
    const sendMany: NonNullable<Transport['sendMany']> = async (all, _, how) => {
      reports.push(how?.report)
      return all.map(() => ({ status: 'delivered' }))
    }
    const send: Transport['send'] = async () => ({ status: 'delivered' })
    const w = world({ transport: { send, sendMany } })
    const closed = await w.client.start('after-purchase')
    await closed.dismiss()
    await w.client.show('nobody')
    await w.pass(60_000)
    expect(reports).toEqual([])
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await run.saved()
    await w.pass(60_000)
    expect(reports[0]).toEqual({
      'shown~after-purchase~1~web~en': 2,
      'dismissed~after-purchase~1~web~en': 1,
      'suppressed~nobody~~web~en': 1,
      'answered~after-purchase~1~web~en': 1,
    })
    run.answer('why', { kind: 'text', text: 'Quick' })
    await run.submit()
    await w.pass(60_000)
    expect(reports.slice(1).every((report) => report === undefined)).toBe(true)
  })
  it('[C2] answers are saved after a pause, and at once when the page goes', async () => {
    const w = world({ saveAfterMs: 400 })
    const run = await w.client.start('after-purchase')
    run.answer('score', { kind: 'rating', value: 7 })
    await w.pass(399)
    expect(w.sent).toHaveLength(0)
    run.answer('score', nine)
    await w.pass(400)
    expect(w.sent).toHaveLength(1)
    run.answer('score', { kind: 'rating', value: 2 })
    w.leave()
    await settled()
    // the final flush of a page repeats what is on its way: the id makes that harmless
    expect(new Set(w.sent.map(({ id }) => id)).size).toBe(2)
    expect(last(w)).toMatchObject({ revision: 2, answers: { score: { value: 2 } }, status: 'partial' })
  })
  it('submit stops at the first page with a fault, and goes through the rest', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    expect(await run.submit()).toEqual({ completed: false, faults: { score: { code: 'required' } } })
    run.answer('score', nine)
    expect(await run.submit()).toMatchObject({ completed: true })
    expect(run.current).toMatchObject({ screen: 'end', status: 'completed' })
    expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'server' } })
    expect(w.sent).toHaveLength(1)
  })
  it('a dismissed run keeps what was said', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await run.dismiss()
    expect(last(w)).toMatchObject({ status: 'partial', answers: { score: { value: 9 } } })
    expect(w.events.find(([name]) => name === 'survey.dismissed')?.[1]).toMatchObject({ answered: true })
  })
  it('[P8] what was sent can be changed until it is closed: a later revision of the same response, completed in each', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    const told = (name: string) => names(w).filter((each) => each === name).length
    run.answer('score', nine)
    await run.submit()
    expect([run.current.screen, told('response.completed')]).toEqual(['end', 1])
    run.back()
    expect(run.current.screen).toBe('page')
    run.answer('score', { kind: 'rating', value: 3 })
    await run.saved()
    expect(w.sent.at(-1)).toMatchObject({ type: 'answer.saved' })
    expect(last(w)).toMatchObject({ id: run.responseId, status: 'completed', answers: { score: { value: 3 } } })
    expect(told('response.completed')).toBe(1)
    await run.submit()
    expect(w.sent.at(-1)).toMatchObject({ type: 'response.completed' })
    expect(told('response.completed')).toBe(2)
    run.back()
    await run.dismiss()
    expect([last(w).status, told('survey.dismissed')]).toEqual(['completed', 0])
  })
  it('[P8] no later page goes on with what is being changed', async () => {
    const first = world()
    const run = await first.client.start('after-purchase')
    run.answer('score', nine)
    await run.submit()
    run.back()
    run.answer('score', { kind: 'rating', value: 3 })
    await run.saved()
    await first.client.destroy()
    const second = world({}, { disk: first.disk, journal: first.journal, now: NOON + 60_000 })
    expect((await second.client.start('after-purchase')).responseId).not.toBe(run.responseId)
  })
  it('[CS8] who closed it without a word said nothing: nothing is sent, also of one who is known', async () => {
    const w = world()
    w.client.identify({ id: 'anna' })
    await (await w.client.start('after-purchase', { order: { orderId: 'A-1' } })).dismiss()
    await w.pass(60_000)
    expect(w.sent).toEqual([])
    // and is not asked again at once
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: false })
  })
  it('[C5] another language changes the words, never the answers', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    w.client.locale('ru')
    expect(run.current).toMatchObject({ questions: [{ text: 'Посоветуете?', answer: nine }] })
    await run.submit()
    expect(last(w).locale).toBe('ru')
  })
  it('[C5] a language tag is cleaned before an open run hears it', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    w.client.locale('ru_RU')
    expect(run.current).toMatchObject({ questions: [{ text: 'Посоветуете?' }] })
    w.client.locale('russian!')
    await run.submit()
    expect(last(w).locale).toBe('ru-RU')
  })
  it('an unknown question is misuse, and says which there are', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    expect(() => run.answer('scroe', nine)).toThrow(/run.*|expected one of score, why, wrong, got "scroe"/)
    expect(() => run.skip('scroe')).toThrow(FeedbackError)
  })
  it('[C10] a subscriber or listener that throws harms nobody', async () => {
    const w = world()
    w.client.on('survey.shown', () => {
      throw new Error('listener')
    })
    const run = await w.client.start('after-purchase')
    const seen: string[] = []
    run.subscribe(() => {
      throw new Error('subscriber')
    })
    const end = run.subscribe((view) => seen.push(view.screen))
    run.answer('score', nine)
    end()
    run.next()
    expect(seen).toEqual(['page'])
    // the listener once, the subscriber at each change
    expect(w.warnings.length).toBeGreaterThanOrEqual(3)
  })
})

describe('a complaint', () => {
  it('[C3] travels in the urgent lane and has a receipt code from its first words on', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    expect(run.receiptCode).toBeUndefined()
    run.answer('wrong', { kind: 'complaint', text: 'The cup came broken', category: 'quality' })
    const code = run.receiptCode
    expect(checkReceiptCode(code ?? '')).toBe(code)
    run.answer('score', nine)
    expect(await run.submit()).toMatchObject({ completed: true, receiptCode: code })
    await settled()
    expect(w.sent.at(-1)?.lane).toBe('urgent')
    expect(last(w)).toMatchObject({ receiptCode: code, complaint: { severity: 'high' } })
    expect(w.events.find(([name]) => name === 'complaint.sent')?.[1]).toMatchObject({ receiptCode: code })
  })
  it('[C3] complain() opens the door though everything else is refused, with what is known', async () => {
    const w = world({
      consent: 'denied',
      governor: { perDay: 0 },
      surveys: [survey({ targeting: { alwaysOpen: true } })],
    })
    const run = runOf(await w.client.complain({ text: 'Late', category: 'slow', order: { orderId: 'A-7' } }))
    expect(run.surveyId).toBe('after-purchase')
    run.answer('score', nine)
    await run.submit()
    expect(last(w)).toMatchObject({
      answers: { wrong: { kind: 'complaint', text: 'Late', category: 'slow' } },
      context: { order: { orderId: 'A-7' } },
    })
  })
  it('[C3] whatever is given to complain(), the door opens, and a bad category costs no words', async () => {
    const throwing = {
      get text() {
        throw new Error('no')
      },
    }
    const surveys = [survey({ targeting: { alwaysOpen: true } })]
    for (const given of [null, undefined, 7, 'Late', Symbol('s'), [], throwing, { text: Symbol('s'), order: null }]) {
      const w = world({ surveys })
      expect(runOf(await w.client.complain(given as never)).touched).toBe(false)
    }
    const w = world({ surveys })
    const run = runOf(await w.client.complain({ text: 'Late', category: 'lateness' } as never))
    run.answer('score', nine)
    await run.submit()
    expect(last(w).answers['wrong']).toEqual({ kind: 'complaint', text: 'Late' })
  })
  it('[C3] without a complaint survey of its own a project has the built-in door', async () => {
    const plain = survey({ pages: survey().pages.slice(0, 1) })
    const w = world({ surveys: [plain], locale: 'ru' })
    const run = runOf(await w.client.complain())
    expect(run.current).toMatchObject({
      questions: [{ text: 'Что случилось?', help: 'Достаточно ваших слов. Остальное по желанию.' }],
    })
    run.answer('complaint', { kind: 'complaint', text: 'Не пришло' })
    expect(await run.submit()).toMatchObject({ completed: true })
    expect(w.sent.at(-1)?.texts?.title).toBe('Что-то пошло не так?')
  })
  it('[G6] while a complaint is open nothing else is asked', async () => {
    const w = world({ surveys: [onPurchase({ pages: survey().pages.slice(0, 1) })] })
    const run = runOf(await w.client.complain({ text: 'Broken' }))
    await run.submit()
    expect(await w.client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: false, reason: 'case-open' })
  })
})

describe('drafts', () => {
  it('[C4] a begun run is taken up again on another page, same response, higher revision', async () => {
    const first = world()
    const begun = await first.client.start('after-purchase')
    begun.answer('score', nine)
    begun.next()
    await begun.saved()
    await first.client.destroy()
    const second = world({}, { disk: first.disk, journal: first.journal, now: NOON + DAY })
    const again = await second.client.start('after-purchase')
    expect(again.responseId).toBe(begun.responseId)
    expect(again.current).toMatchObject({ pageId: 'second' })
    await again.submit()
    expect(last(second)).toMatchObject({ revision: 2, answers: { score: { value: 9 } }, status: 'completed' })
    const third = world({}, { disk: first.disk, journal: first.journal })
    expect((await third.client.start('after-purchase')).responseId).not.toBe(begun.responseId)
  })
  it('[P5] called by name, what was begun goes on, whatever the governor says', async () => {
    const first = world()
    const begun = runOf(await first.client.show('after-purchase'))
    begun.answer('score', nine)
    await first.client.destroy()
    const second = world({}, { disk: first.disk, journal: first.journal, now: NOON + 60_000 })
    expect(runOf(await second.client.show('after-purchase')).responseId).toBe(begun.responseId)
    expect(await second.client.show('after-purchase')).toMatchObject({ shown: false, reason: 'another-open' })
  })
  it('[C4] drafts are apart by subject, end after seven days, and a kiosk keeps none', async () => {
    const w = world()
    w.client.identify({ id: 'anna' })
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await run.saved()
    const other = world({}, { disk: w.disk, journal: w.journal })
    other.client.identify({ id: 'boris' })
    expect((await other.client.start('after-purchase')).responseId).not.toBe(run.responseId)
    const later = world({}, { disk: w.disk, journal: w.journal, now: NOON + 7 * DAY })
    later.client.identify({ id: 'anna' })
    expect((await later.client.start('after-purchase')).responseId).not.toBe(run.responseId)
    const kiosk = world({ mode: 'kiosk', storage: 'none' })
    const inKiosk = await kiosk.client.start('after-purchase')
    inKiosk.answer('score', nine)
    await inKiosk.saved()
    const next = world({ mode: 'kiosk' }, { disk: kiosk.disk, journal: kiosk.journal })
    expect((await next.client.start('after-purchase')).responseId).not.toBe(inKiosk.responseId)
  })
})

describe('asking', () => {
  it('a purchase begins the survey that waits for it, and notes the order', async () => {
    const w = world({ surveys: [onPurchase()] })
    const result = await w.client.purchase({ orderId: 'A-1', value: 1990, currency: 'rub' })
    expect(result).toMatchObject({ shown: true, run: { surveyId: 'after-purchase' } })
    expect(await w.client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: false, reason: 'another-open' })
    await w.client.close()
    expect(await w.client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: false, reason: 'order-asked' })
    expect(w.events.filter(([name]) => name === 'suppressed')).toHaveLength(2)
  })
  it('[C12] two trigger events at once begin one survey', async () => {
    const w = world({ surveys: [onPurchase()] })
    const results = await Promise.all([w.client.purchase({ orderId: 'A-1' }), w.client.purchase({ orderId: 'A-2' })])
    expect(results.filter(({ shown }) => shown)).toHaveLength(1)
  })
  it('[D7] after the delay it is decided again', async () => {
    let url = 'https://s.example/thanks'
    const delayed = onPurchase({
      targeting: { triggers: [{ on: 'purchase' }], url: { op: 'equals', value: '/thanks' }, delayMs: 3000 },
    })
    const w = world({ surveys: [delayed], url: () => url })
    const gone = w.client.purchase({ orderId: 'A-1' })
    await w.pass(2999)
    expect(names(w)).not.toContain('survey.shown')
    url = 'https://s.example/account'
    await w.pass(1)
    expect(await gone).toMatchObject({ shown: false, reason: 'url' })
    url = 'https://s.example/thanks'
    const stayed = w.client.purchase({ orderId: 'A-1' })
    await w.pass(3000)
    expect(await stayed).toMatchObject({ shown: true })
  })
  it('[G9] the policy of the options goes before that of the config', async () => {
    const config: ProjectConfig = { project: 'pk_test', shop: 'Tea', surveys: [onPurchase()], governor: { perDay: 0 } }
    expect(await world({ surveys: [], config }).client.purchase({ orderId: '1' })).toMatchObject({
      reason: 'daily-cap',
    })
    const w = world({ surveys: [], config, governor: { perDay: 1 } })
    expect(await w.client.purchase({ orderId: '1' })).toMatchObject({ shown: true })
  })
  it('show answers with a reason; force shows', async () => {
    const w = world({ surveys: [survey({ targeting: { devices: ['phone'] } })] })
    expect(await w.client.show('nobody')).toMatchObject({ shown: false, reason: 'unknown-survey' })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: false, reason: 'device' })
    expect(await w.client.show('after-purchase', { force: true })).toMatchObject({ shown: true })
    await expect(w.client.start('nobody')).rejects.toMatchObject({ code: 'survey-unknown' })
  })
  it('[C9] signals are counted, and travel only after consent to analytics', async () => {
    const signalled = survey({
      targeting: { triggers: [{ on: 'event', name: 'coupon_failed', where: [{ key: 'count', op: 'gte', value: 2 }] }] },
    })
    for (const [analytics, tags] of [
      ['denied', undefined],
      ['granted', { signal_coupon_failed: '2' }],
    ] as const) {
      const w = world({ surveys: [signalled] })
      await w.client.consent({ analytics })
      expect(await w.client.signal('coupon_failed')).toMatchObject({ shown: false, reason: 'no-trigger' })
      expect([...w.disk.keys()]).toEqual([])
      const result = await w.client.signal('coupon_failed')
      if (!result.shown) throw new Error('not shown')
      result.run.answer('score', nine)
      await result.run.submit()
      expect(last(w).context.tags).toEqual(tags)
    }
  })
  it('auto: false leaves beginning to the app', async () => {
    const w = world({ surveys: [onPurchase()], auto: false })
    expect(await w.client.purchase({ orderId: 'A-1' })).toMatchObject({ shown: false })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
  })
  it('[D5] explain shows and notes nothing', async () => {
    const w = world({ surveys: [onPurchase(), survey({ id: 'second' })] })
    const told = await w.client.explain(undefined, { on: 'purchase' })
    expect(told.winner).toBe('after-purchase')
    expect(`${await w.client.explain('second', { on: 'purchase' })}`).toContain('no-trigger')
    expect((await w.client.explain('second')).decisions[0]).toMatchObject({ show: false, reason: 'lower-priority' })
    expect(names(w)).toEqual(['ready'])
    expect(w.disk.size).toBe(0)
  })
  it('[T12] a trial is marked, not governed and not noted', async () => {
    const w = world({ surveys: [onPurchase()], test: true, storage: 'local' })
    for (const orderId of ['A-1', 'A-1', 'A-2']) {
      const result = await w.client.purchase({ orderId })
      if (!result.shown) throw new Error(result.reason)
      result.run.answer('score', nine)
      await result.run.submit()
      expect(last(w).test).toBe(true)
    }
    expect(w.disk.has('frankly.pk_test.ledger')).toBe(false)
  })
})

describe('what the device keeps', () => {
  const answered = async (w: World) => {
    const result = await w.client.show('after-purchase')
    if (!result.shown) throw new Error(result.reason)
    result.run.answer('score', nine)
    await result.run.submit()
  }
  it('[L4] nothing before the customer acts, then enough not to ask again', async () => {
    const w = world()
    const result = await w.client.show('after-purchase')
    await w.pass(5000)
    expect(w.disk.size).toBe(0)
    if (result.shown) result.run.answer('score', nine)
    await w.client.destroy()
    expect([...w.disk.keys()].sort()).toEqual([
      'frankly.pk_test.ledger',
      'frankly.pk_test.quiet',
      'frankly.pk_test.sent',
      'frankly.pk_test.session',
    ])
    const next = world({}, { disk: w.disk, now: NOON + 40 * DAY })
    expect(await next.client.show('after-purchase')).toMatchObject({ shown: false, reason: 'gap-answered' })
  })
  it('[L4] storage none: nothing is ever written', async () => {
    const w = world({ storage: 'none' })
    await answered(w)
    await w.client.destroy()
    expect(w.disk.size).toBe(0)
  })
  it('[L6] a stored session ends after half an hour without a sign of life', async () => {
    const governor = { gapAfterShownDays: 0, gapAfterDismissedDays: 0, perDay: 9 }
    const w = world({ storage: 'session', governor })
    await w.client.show('after-purchase')
    await w.client.close()
    const soon = world({ storage: 'session', governor }, { disk: w.disk, now: NOON + 29 * 60_000 })
    expect(await soon.client.show('after-purchase')).toMatchObject({ reason: 'session-cap' })
    const later = world({ storage: 'session', governor }, { disk: w.disk, now: NOON + 60 * 60_000 })
    expect(await later.client.show('after-purchase')).toMatchObject({ shown: true })
  })
  it('[L5] after a refusal nothing is kept and nothing asked, but what is given goes', async () => {
    const w = world({ storage: 'local' })
    await answered(w)
    expect(w.disk.size).toBeGreaterThan(0)
    await w.client.consent('denied')
    await settled()
    expect([...w.disk.keys()]).toEqual([])
    expect(await w.client.show('after-purchase')).toMatchObject({ reason: 'consent' })
    const run = await w.client.start('after-purchase')
    run.answer('score', { kind: 'rating', value: 1 })
    await run.submit()
    expect(last(w)).toMatchObject({ answers: { score: { value: 1 } } })
    expect([...w.disk.keys()]).toEqual([])
  })
  it('[C6] refusing analytics refuses no question', async () => {
    const w = world()
    await w.client.consent({ analytics: 'denied' })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
  })
  it('[C6] consents that the page took go with every response, the latest for each purpose', async () => {
    const w = world()
    const record = { purpose: 'contact', granted: true, textVersion: '1', at: NOON }
    await w.client.consent({ records: [record] })
    await w.client.consent({ records: [{ ...record, textVersion: '2' }] })
    await answered(w)
    expect(last(w).consents).toEqual([{ ...record, textVersion: '2' }])
  })
  it('[C7] withdrawing erases what is unsent and tells the destination', async () => {
    const w = world()
    w.outcome = { status: 'retry', afterMs: 60_000 }
    w.client.identify({ id: 'anna' })
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await run.submit()
    expect((await w.client.status()).queue.waiting).toBe(1)
    w.outcome = { status: 'delivered' }
    await w.client.consent('withdrawn')
    await w.pass(120_000)
    expect(w.sent.at(-1)).toMatchObject({ type: 'subject.erased', data: { subjectId: 'anna' } })
    expect((await w.client.status()).queue.waiting).toBe(0)
  })
  it('[L2] what the collector knows counts like what the device knows', async () => {
    const ledger = { shown: [], dismissed: NOON - DAY, answered: 0, surveys: {}, orders: [] }
    const w = world({
      contactHistory: async ({ subject }) => (subject?.id === 'anna' ? { ledger, caseOpen: false } : undefined),
    })
    w.client.identify({ id: 'anna' })
    expect(await w.client.show('after-purchase')).toMatchObject({ reason: 'gap-dismissed' })
    await w.client.reset()
    w.client.identify({ id: 'boris' })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
  })
  it('[L2] a collector that is slow or fails is not waited for long', async () => {
    const slow = world({ contactHistory: () => new Promise(() => {}) })
    slow.client.identify({ id: 'anna' })
    const result = slow.client.show('after-purchase')
    await slow.pass(1500)
    expect(await result).toMatchObject({ shown: true })
    const broken = world({ contactHistory: () => Promise.reject(new Error('503')) })
    broken.client.identify({ id: 'anna' })
    expect(await broken.client.show('after-purchase')).toMatchObject({ shown: true })
    expect(broken.warnings).toHaveLength(1)
  })
  it('reset forgets the visitor, the ledger and the drafts', async () => {
    const w = world({ storage: 'local' })
    w.client.identify({ id: 'anna' })
    await answered(w)
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await w.client.reset()
    await settled()
    expect([...w.disk.keys()].filter((key) => !key.endsWith('.session'))).toEqual([])
    expect((await w.client.status()).subject).toBeUndefined()
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
  })
})

describe('the client', () => {
  it('[C8] context outside the list is dropped and named, never its value', async () => {
    const w = world({ url: () => 'https://s.example/thanks?token=secret#x' })
    w.client.context({ tags: { store: 'north' }, device: 'phone', email: 'a@b.c' } as never)
    const run = await w.client.start('after-purchase', { order: { orderId: '1', card: '4111' } as never })
    run.answer('score', nine)
    await run.submit()
    expect(last(w).context).toEqual({
      path: '/thanks',
      device: 'phone',
      tags: { store: 'north' },
      order: { orderId: '1' },
    })
    expect(w.warnings.join(' ')).toMatch(/"email".*"order.card"/)
    expect(w.warnings.join(' ')).not.toMatch(/a@b.c|4111/)
  })
  it('tells of deliveries: queued when the destination is away, sent when it took it', async () => {
    const w = world()
    w.outcome = { status: 'retry', afterMs: 1000 }
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'memory' } })
    expect(names(w)).toContain('delivery.queued')
    expect(names(w)).not.toContain('delivery.sent')
    w.outcome = { status: 'delivered' }
    await w.pass(120_000)
    expect(names(w)).toContain('delivery.sent')
  })
  it('tells of deliveries refused for good', async () => {
    const w = world()
    w.outcome = { status: 'rejected', code: 'survey-unknown', detail: 'no such survey' }
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await run.submit()
    await w.pass(60_000)
    expect(w.events.find(([name]) => name === 'delivery.failed')?.[1]).toMatchObject({ reason: 'survey-unknown' })
  })
  it('surveys come from the config; when it fails the next command tries again', async () => {
    let tries = 0
    const config = async (): Promise<ProjectConfig> => {
      if (tries++ === 0) throw new Error('offline')
      return { project: 'pk_test', shop: 'Tea & Pots', surveys: [onPurchase()], governor: {} }
    }
    const w = world({ surveys: [], config })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: false, reason: 'not-loaded' })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
    expect(names(w).filter((name) => name === 'ready')).toHaveLength(1)
    expect(w.warnings).toHaveLength(1)
  })
  it('a damaged survey of the config is left out and named', async () => {
    const config = { project: 'p', shop: 's', surveys: [{ id: 'broken' } as never, survey()], governor: {} }
    const w = world({ surveys: [], config })
    expect(await w.client.show('after-purchase')).toMatchObject({ shown: true })
    expect(w.warnings.join()).toContain('broken')
  })
  it('[C11] all bad options are named at once, with what was wanted and found', () => {
    const bad = { project: '', storage: 'cookie', saveAfterMs: -1, governor: { per30Days: 'three' } } as never
    try {
      createClient(bad)
      throw new Error('it was taken')
    } catch (error) {
      if (!(error instanceof FeedbackError)) throw error
      expect(error.code).toBe('option-invalid')
      expect(error.data.issues?.map(({ path }) => path)).toEqual([
        'project',
        'transport',
        'surveys',
        'storage',
        'saveAfterMs',
        'governor.per30Days',
      ])
      expect(error.message).toContain('governor.per30Days: expected a number from 0, got "three"')
    }
  })
  it('[C11] after destroy every command has an answer and does nothing, and what was open is saved', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await w.client.destroy()
    expect(last(w)).toMatchObject({ answers: { score: { value: 9 } } })
    w.client.identify({ id: 'anna' })
    const destroyed = { shown: false, reason: 'destroyed' }
    expect(await w.client.show('after-purchase')).toEqual(destroyed)
    expect(await w.client.complain()).toEqual(destroyed)
    expect(await w.client.purchase({ orderId: 'A-1' })).toEqual(destroyed)
    await expect(w.client.start('after-purchase')).rejects.toMatchObject({ code: 'destroyed' })
    await w.client.destroy()
  })
  it('status and off', async () => {
    const w = world()
    const seen: string[] = []
    const listener = () => seen.push('shown')
    w.client.on('survey.shown', listener)
    w.client.off('survey.shown', listener)
    await w.client.start('after-purchase')
    expect(seen).toEqual([])
    expect(await w.client.status()).toMatchObject({
      isReady: true,
      storage: 'local',
      consent: { feedback: 'granted', analytics: 'denied' },
      open: ['after-purchase'],
      queue: { waiting: 0 },
    })
  })
})

describe('[F6] the way to reach a customer', () => {
  it('[F6] is not sent while its consent is not ticked, goes when it is, and is taken back with it', async () => {
    const w = world({
      surveys: [],
      config: async () => ({ project: 'pk_test', shop: 'Shop', surveys: [], governor: {} }),
    })
    const run = runOf(await w.client.complain({ text: 'The lid is chipped' }))
    run.next()
    run.next()
    run.answer('reply', { kind: 'contact', channel: 'email', address: 'anna@shop.example' })
    const everywhere = () => JSON.stringify([w.sent, [...w.disk]])
    await w.pass(3000)
    const sent = w.sent.length
    w.leave()
    await w.pass(3000)
    expect(w.sent).toHaveLength(sent)
    expect(everywhere()).not.toContain('anna@')
    run.answer('reply_consent', { kind: 'consent', granted: true })
    await w.pass(3000)
    expect(JSON.stringify(last(w))).toContain('anna@')
    run.answer('reply_consent', { kind: 'consent', granted: false })
    await w.pass(3000)
    expect(JSON.stringify(last(w).answers)).not.toContain('anna@')
    expect(last(w)).toMatchObject({ consents: [{ purpose: 'contact', granted: false }] })
    expect(JSON.stringify([...w.disk])).not.toContain('anna@')
  })
})

describe('[W1] after a withdrawal', () => {
  it('[W1] nothing says sent, and what is said next is a response of its own', async () => {
    const w = world()
    const first = await w.client.start('after-purchase')
    first.answer('score', nine)
    await first.submit()
    expect(first.delivery).toEqual({ is: 'sent' })
    first.subscribe(() => {})
    const open = await w.client.start('after-purchase')
    open.answer('score', nine)
    await w.pass(1000)
    await w.client.consent('withdrawn')
    await w.pass(60_000)
    expect(open.delivery).toEqual({ is: 'withdrawn' })
    const erased = w.sent.filter(({ type }) => type === 'subject.erased')
    expect(erased).toHaveLength(1)
    expect(erased[0]?.data).toMatchObject({ responseIds: expect.arrayContaining([first.responseId, open.responseId]) })
    open.answer('score', { kind: 'rating', value: 1 })
    await w.pass(1000)
    expect(w.sent.at(-1)?.type).toBe('subject.erased')
    const next = await w.client.start('after-purchase')
    expect(next.responseId).not.toBe(open.responseId)
    next.answer('score', { kind: 'rating', value: 2 })
    expect(await next.submit()).toMatchObject({ saved: { durable: 'server' } })
  })

  it('[W2] a later page of the visit names what an earlier page sent', async () => {
    const w = world()
    const run = await w.client.start('after-purchase')
    run.answer('score', nine)
    await run.submit()
    await w.client.destroy()
    const next = world({}, { disk: w.disk, journal: w.journal })
    await next.client.consent('withdrawn')
    await next.pass(60_000)
    expect(next.sent.at(-1)).toMatchObject({ type: 'subject.erased', data: { responseIds: [run.responseId] } })
  })
})
