import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CollectorProcess, launchBrowser, repoPath, startCollector, storedResponses } from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coreDevice, type Device, PROJECT, tagDevice, type Visit } from './client-rules/drivers.ts'

const SPEC = readFileSync(repoPath('docs/spec/client.md'), 'utf8')
const MARKS = [...SPEC.matchAll(/^- \*\*\[(\w+)\]\*\*/gm)].map(([, mark]) => mark!)
/** Payloads of the events, as the rules name them; `?`: may be absent. */
const PAYLOADS = new Map(
  [...SPEC.matchAll(/^\| `([\w.]+)` \| (`.*?) \| .*\|$/gm)].map(([, name, cell]) => [
    name!,
    [...cell!.matchAll(/(, )?`(\w+)`/g)].map(([, isOptional, key]) => (isOptional ? `${key}?` : key!)),
  ]),
)
const WAIT = { timeout: 15_000 }
const FORCE = { force: true }
const four = { kind: 'rating', value: 4 }
const words = (text: string) => ({ kind: 'text', text })
const broken = { kind: 'complaint', text: 'The lid is chipped' }

const SURVEY = {
  schema: 1,
  id: 'after',
  version: 1,
  title: 'After the order',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'order_confirmed',
  pages: [
    {
      id: 'first',
      questions: [
        { kind: 'rating', id: 'rate', scale: 'csat5', text: { en: 'How was it?', ru: 'Как всё прошло?' } },
        { kind: 'text', id: 'why', text: { en: 'Why?', ru: 'Почему?' } },
      ],
    },
    { id: 'second', questions: [{ kind: 'text', id: 'more', text: { en: 'What else?', ru: 'Что ещё?' } }] },
  ],
}
/** One that begins with a scale alone: the script tag has it whole in the code that comes first. Shown by a call. */
const SCALE_FIRST = {
  ...SURVEY,
  id: 'scale-first',
  touchpoint: 'support',
  targeting: { triggers: [{ on: 'event', name: 'asked_by_the_test' }] },
  pages: [{ id: 'first', questions: [SURVEY.pages[0]!.questions[0]] }, SURVEY.pages[1]],
}

let collector: CollectorProcess
let browser: Browser
const recorded = new Map<string, readonly string[]>()

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-rules-'))
  writeFileSync(join(folder, 'after.json'), JSON.stringify(SURVEY))
  writeFileSync(join(folder, 'scale-first.json'), JSON.stringify(SCALE_FIRST))
  const project = {
    shop: 'Tea',
    origins: ['loopback'],
    surveys: ['after.json', 'scale-first.json'],
    spam: { fasterThanMs: 0 },
  }
  const configFile = join(folder, 'frankly.config.json')
  writeFileSync(configFile, JSON.stringify({ projects: { [PROJECT]: project } }))
  ;[collector, browser] = await Promise.all([startCollector({ configFile }), launchBrowser('chromium')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await collector?.stop()
})

const storedOf = async (responseId: string) =>
  (await storedResponses(collector.url)).find(({ id }) => id === responseId)
const isStored = (responseId: string, answers: object) =>
  expect.poll(async () => (await storedOf(responseId))?.answers, WAIT).toMatchObject(answers)
const says = (visit: Visit, is: string) =>
  expect.poll(async () => (await visit.run()).delivery.is, { ...WAIT, interval: 50 }).toBe(is)
const counts = async (visit: Visit, name: string) => (await visit.told()).filter(([each]) => each === name).length
async function shown(device: Device, options: Parameters<Device['visit']>[0] = {}, id = 'after') {
  const visit = await device.visit(options)
  expect(await visit.call('show', id, FORCE)).toMatchObject({ shown: true })
  return { visit, id: (await visit.run()).responseId }
}
async function answered(device: Device, options: Parameters<Device['visit']>[0] = {}) {
  const each = await shown(device, options)
  await each.visit.act('answer', 'rate', four)
  await isStored(each.id, { rate: four })
  return each
}
async function purchased(device: Device, orderId: string) {
  const visit = await device.visit()
  await visit.call('purchase', { orderId })
  return visit
}

/** @param another - a further device of the same face */
type Rule = (device: Device, face: string, another: () => Promise<Device>) => Promise<void>
const RULES: Readonly<Record<string, Rule>> = {
  async CR1(device) {
    const { visit, id } = await shown(device)
    expect(await device.notes()).toEqual([])
    await visit.act('answer', 'rate', four)
    await isStored(id, { rate: four })
    await expect.poll(() => device.notes(), WAIT).toEqual(['ledger', 'quiet', 'sent', 'session'])
    expect(await visit.call('status')).toMatchObject({ storage: 'local' })
  },
  async CR2(device) {
    const { visit } = await answered(device, { storage: 'none' })
    await visit.leave()
    expect(await device.notes()).toEqual([])
  },
  async CR3(device) {
    const { visit } = await answered(device)
    await visit.call('consent', 'denied')
    await expect.poll(() => device.notes(), WAIT).toEqual([])
    await visit.leave()
    const again = await device.visit()
    await again.call('consent', 'denied')
    expect(await again.call('show', 'after')).toMatchObject({ shown: false, reason: 'consent' })
    await again.call('complain')
    await again.act('answer', 'complaint', broken)
    await isStored((await again.run()).responseId, { complaint: broken })
    expect(await device.notes()).toEqual([])
  },
  async CR4(device) {
    const { visit, id } = await answered(device)
    await visit.call('locale', 'ru_RU')
    const { view } = await visit.run()
    expect(view).toMatchObject({ questions: [{ text: 'Как всё прошло?', answer: four }, { text: 'Почему?' }] })
    await visit.act('answer', 'why', words('Чай'))
    await isStored(id, { rate: four, why: words('Чай') })
    expect((await storedOf(id))?.locale).toBe('ru-RU')
  },
  async CR5(device) {
    const visit = await device.visit()
    await visit.call('identify', { id: 'anna', card: 'secret-4111' })
    await visit.call('context', { tags: { store: 'north' }, email: 'secret-4111' })
    await visit.call('show', 'after', FORCE)
    await visit.act('answer', 'rate', four)
    const { responseId } = await visit.run()
    await isStored(responseId, { rate: four })
    expect((await storedOf(responseId))?.context).toMatchObject({ tags: { store: 'north' } })
    expect(visit.warnings().join()).toContain('card')
    expect(JSON.stringify([await storedOf(responseId), visit.warnings()])).not.toContain('secret-4111')
  },
  async P1(device) {
    const one = await shown(device)
    const two = await shown(device)
    expect(two.id).not.toBe(one.id)
    await one.visit.act('answer', 'why', words('one'))
    await two.visit.act('answer', 'why', words('two'))
    await isStored(one.id, { why: words('one') })
    await isStored(two.id, { why: words('two') })
  },
  async P2(device) {
    const { visit, id } = await answered(device)
    const { revision } = (await storedOf(id))!
    await visit.leave()
    const again = await shown(device)
    expect(again.id).toBe(id)
    expect((await again.visit.run()).view).toMatchObject({ questions: [{ answer: four }, {}] })
    await again.visit.act('answer', 'why', words('Tea'))
    await isStored(id, { rate: four, why: words('Tea') })
    expect((await storedOf(id))!.revision).toBeGreaterThan(revision)
  },
  async P3(device) {
    const { visit, id } = await answered(device)
    await visit.call('identify', { id: 'anna' })
    await visit.act('answer', 'why', words('Anna'))
    await isStored(id, { why: words('Anna') })
    await visit.leave()
    const boris = await device.visit()
    await boris.call('identify', { id: 'boris' })
    await boris.call('show', 'after', FORCE)
    const other = await boris.run()
    expect(other.responseId).not.toBe(id)
    expect(JSON.stringify(other.view)).not.toContain('Anna')
    await boris.leave()
    const anna = await device.visit()
    await anna.call('identify', { id: 'anna' })
    await anna.call('show', 'after', FORCE)
    expect((await anna.run()).responseId).toBe(id)
    // and on one page: what Anna sees goes when Boris signs in
    await anna.call('identify', { id: 'boris' })
    await anna.call('show', 'after', FORCE)
    expect(JSON.stringify((await anna.run()).view)).not.toContain('Anna')
  },
  async P4(device) {
    const first = await purchased(device, 'E-1')
    expect(await first.call('show', 'after')).toMatchObject({ shown: true })
    await first.act('answer', 'rate', four)
    const second = await purchased(device, 'E-1')
    expect(await second.call('show', 'after')).toMatchObject({ shown: false })
    const refusals = (await second.told()).filter(([name]) => name === 'suppressed')
    expect(refusals).toHaveLength(1)
  },
  async P5(device) {
    const { visit, id } = await answered(device)
    await visit.leave()
    const again = await device.visit()
    expect(await again.call('show', 'after')).toMatchObject({ shown: true })
    expect((await again.run()).responseId).toBe(id)
  },
  async P6(device) {
    const visit = await purchased(device, 'E-1')
    await visit.call('show', 'after', FORCE)
    const { responseId } = await visit.run()
    await visit.call('purchase', { orderId: 'E-2' })
    await visit.act('answer', 'rate', four)
    await isStored(responseId, { rate: four })
    expect((await storedOf(responseId))?.context.order?.orderId).toBe('E-1')
  },
  async P7(device) {
    const { visit, id } = await answered(device)
    await visit.leave()
    const next = await shown(device, { version: 2 })
    expect(next.id).not.toBe(id)
    await next.visit.act('answer', 'why', words('New'))
    await isStored(next.id, { why: words('New') })
    expect((await storedOf(id))?.answers).toEqual({ rate: four })
  },
  async P8(device) {
    const { visit, id } = await answered(device)
    const isAt = (screen: object) =>
      expect.poll(async () => (await visit.run()).view, { ...WAIT, interval: 50 }).toMatchObject(screen)
    await visit.act('next')
    await isAt({ pageId: 'second' })
    await visit.act('next')
    await isAt({ screen: 'end', canGoBack: true })
    await visit.act('back')
    await isAt({ screen: 'page', pageId: 'second' })
    await visit.act('answer', 'more', words('Tea'))
    await isStored(id, { rate: four, more: words('Tea') })
    expect((await storedOf(id))?.status).toBe('completed')
    expect(await counts(visit, 'response.completed')).toBe(1)
    await visit.act('back')
    await visit.act('answer', 'rate', { kind: 'rating', value: 2 })
    await visit.act('submit')
    await expect.poll(() => counts(visit, 'response.completed'), WAIT).toBe(2)
    await isStored(id, { rate: { value: 2 }, more: words('Tea') })
    await visit.act('back')
    await visit.act('dismiss')
    await visit.call('flush')
    expect((await storedOf(id))?.status).toBe('completed')
    expect(await counts(visit, 'survey.dismissed')).toBe(0)
    await visit.leave()
    const again = await shown(device)
    expect(again.id).not.toBe(id)
    expect(JSON.stringify((await again.visit.run()).view)).not.toContain('Tea')
  },
  async CS1(device) {
    const { visit } = await shown(device)
    await visit.act('answer', 'rate', four)
    await says(visit, 'sent')
    await device.way('answers lost')
    await visit.act('answer', 'why', words('Later'))
    expect((await visit.run()).delivery.is).toBe('saving')
    await says(visit, 'kept')
    await device.way('open')
    await visit.call('flush')
    await says(visit, 'sent')
  },
  async CS2(device) {
    await device.way('answers lost')
    const { visit, id } = await shown(device)
    await visit.act('answer', 'rate', four)
    await says(visit, 'kept')
    await visit.leave()
    await device.way('open')
    await (await device.visit()).call('flush')
    await isStored(id, { rate: four })
  },
  async CS3(device) {
    const { visit, id } = await shown(device)
    await visit.call('flush')
    expect(await storedOf(id)).toBeUndefined()
    await visit.act('answer', 'rate', four)
    await isStored(id, { rate: four })
    await visit.act('answer', 'why', words('At once'))
    await visit.act('next')
    await visit.call('flush')
    await isStored(id, { why: words('At once') })
  },
  async CS4(device, face, another) {
    // what is left so soon is in no hand but that of the page that goes, with the code of the first question or with all
    for (const way of ['first code only', 'open'] as const)
      for (const pause of [0, 50, 150]) {
        const own = await another()
        await own.way(way)
        const { visit, id } = await shown(own, {}, SCALE_FIRST.id)
        await visit.act('answer', 'rate', four)
        await new Promise((resolve) => setTimeout(resolve, pause))
        await visit.leave()
        await own.way('open')
        await own.visit()
        await isStored(id, { rate: four })
      }
    // pressed twice on one page, all before the code came: core's own has come
    if (face === 'core') return
    await device.way('first code only')
    const { visit, id } = await shown(device, {}, SCALE_FIRST.id)
    await visit.act('answer', 'rate', four)
    await visit.act('next')
    await visit.act('next')
    await device.way('open')
    await isStored(id, { rate: four })
    expect((await visit.run()).view).toMatchObject({ screen: 'page', pageId: 'second' })
  },
  async CS5(device) {
    await device.way('nothing comes')
    await device.way('answers lost')
    const { visit } = await shown(device)
    await visit.act('answer', 'rate', four)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(['sent', 'kept', 'blocked', 'here', 'not_saved']).toContain((await visit.run()).delivery.is)
  },
  async CS8(device) {
    const { visit, id } = await shown(device)
    await visit.act('dismiss')
    await expect.poll(() => device.notes(), WAIT).toEqual(['ledger', 'quiet', 'session'])
    await visit.call('flush')
    expect(await storedOf(id)).toBeUndefined()
    expect(await counts(visit, 'survey.dismissed')).toBe(1)
  },
  async CS6(device) {
    const visit = await device.visit()
    await visit.call('complain')
    expect((await visit.run()).receiptCode).toBeUndefined()
    await visit.act('answer', 'complaint', broken)
    await expect.poll(async () => (await visit.run()).receiptCode, WAIT).toMatch(/^[A-Z0-9-]{6,}$/)
    const { responseId, receiptCode } = await visit.run()
    await isStored(responseId, { complaint: broken })
    expect((await storedOf(responseId))?.receiptCode).toBe(receiptCode)
  },
  async CS7(device) {
    const visit = await device.visit()
    await visit.call('complain', { text: 'Chipped' })
    await visit.act('next')
    await visit.act('next')
    await visit.act('answer', 'reply', { kind: 'contact', channel: 'email', address: 'anna@shop.example' })
    await visit.call('flush')
    const { responseId } = await visit.run()
    await isStored(responseId, { complaint: { text: 'Chipped' } })
    expect(JSON.stringify(await storedOf(responseId))).not.toContain('anna@')
    await visit.leave()
    const again = await device.visit()
    await again.call('complain')
    expect(JSON.stringify((await again.run()).view)).toContain('anna@shop.example')
    await again.act('answer', 'reply_consent', { kind: 'consent', granted: true })
    await again.call('flush')
    await isStored(responseId, { reply: { address: 'anna@shop.example' } })
  },
  async V1(device) {
    const visit = await device.visit()
    await visit.listen('survey.shown', true)
    expect(await visit.call('show', 'after', FORCE)).toMatchObject({ shown: true })
    expect(await counts(visit, 'late:survey.shown')).toBe(1)
    expect(visit.warnings().join()).toContain('a listener of "survey.shown" threw')
  },
  async V2(device) {
    const visit = await device.visit()
    await expect.poll(() => counts(visit, 'ready'), WAIT).toBe(1)
    await visit.listen('ready')
    expect((await visit.told()).at(-1)).toEqual(['late:ready', {}])
  },
  async V3(device) {
    const visit = await device.visit()
    await visit.listen('survey.closed')
    expect(visit.warnings().join()).toMatch(/survey\.closed.*no such event.*survey\.shown/)
  },
  async V4(device, face) {
    const { visit } = await answered(device)
    await says(visit, 'sent')
    await visit.act('answer', 'why', words('Tea'))
    await says(visit, 'sent')
    await visit.act('next')
    await visit.act('next')
    await says(visit, 'sent')
    await expect.poll(() => counts(visit, 'response.completed'), WAIT).toBe(1)
    await visit.call('show', 'nobody')
    await visit.call('complain')
    await visit.act('answer', 'complaint', broken)
    await visit.act('dismiss')
    await expect.poll(() => counts(visit, 'survey.dismissed'), WAIT).toBe(1)
    const told = await visit.told()
    for (const [name, payload] of told) {
      const wanted = PAYLOADS.get(name) ?? []
      const must = wanted.filter((key) => !key.endsWith('?'))
      if (name !== 'ready') expect(Object.keys(payload), name).toEqual(expect.arrayContaining(must))
      const may = wanted.map((key) => key.replace('?', ''))
      for (const key of Object.keys(payload)) expect(may, name).toContain(key)
    }
    const at = (name: string) => told.findIndex(([each]) => each === name)
    expect(at('ready')).toBe(0)
    expect(at('answer.saved')).toBeGreaterThan(at('survey.shown'))
    expect(at('response.completed')).toBeGreaterThan(at('answer.saved'))
    // what disk and network do is told in the order in which they are done: those names are compared as they are, not where
    const isMove = (name: string) => name.startsWith('delivery.') || name === 'answer.saved'
    const line = ([name, payload]: (typeof told)[number]) => `${name} ${Object.keys(payload).sort().join(' ')}`
    // and with a receipt or a reason only where there is one
    const moves = new Set(told.flatMap(([name]) => (isMove(name) ? [name] : [])))
    recorded.set(face, [...told.filter(([name]) => !isMove(name)).map(line), ...[...moves].sort()])
    const other = [...recorded].find(([each]) => each !== face)
    if (other) expect(recorded.get(face)).toEqual(other[1])
  },
  async V5(device) {
    const { visit } = await shown(device)
    const { view } = await visit.run()
    if (view.screen !== 'page') throw new Error(view.screen)
    expect(view.questions[0]?.points.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5'])
  },
  async V6(device) {
    const visit = await device.visit()
    await visit.call('complain')
    await visit.act('answer', 'complaint', broken)
    await visit.call('flush')
    expect(await counts(visit, 'complaint.sent')).toBe(0)
    await visit.act('submit')
    await expect.poll(() => counts(visit, 'complaint.sent'), WAIT).toBe(1)
    await visit.call('flush')
    expect(await counts(visit, 'complaint.sent')).toBe(1)
  },
  async V7(device) {
    await device.way('answers refused')
    const { visit, id } = await shown(device)
    await visit.act('answer', 'rate', four)
    await says(visit, 'blocked')
    const { by } = (await visit.run()).delivery
    const queued = (await visit.told()).filter(([name, { reason }]) => name === 'delivery.queued' && reason)
    expect(queued.at(-1)?.[1]).toMatchObject({ responseId: id, revision: 1, reason: by })
    expect(await counts(visit, 'delivery.failed')).toBe(0)
  },
  async CD1(device) {
    const visit = await device.visit()
    const result = await visit.call('show', 'nobody')
    expect(result).toMatchObject({ shown: false, reason: 'unknown-survey' })
    expect((await visit.told()).at(-1)).toMatchObject(['suppressed', { surveyId: 'nobody', reason: 'unknown-survey' }])
    await visit.call('show', 'after')
    await visit.act('dismiss')
    await expect.poll(() => counts(visit, 'survey.dismissed'), WAIT).toBe(1)
    const no = await visit.call('show', 'after')
    expect(no['shown']).toBe(false)
    expect((await visit.told()).at(-1)).toMatchObject(['suppressed', { surveyId: 'after', reason: no['reason'] }])
  },
  async CD2(device) {
    const visit = await device.visit()
    for (const odd of [null, 7, '', {}])
      expect(await visit.call('show', odd), JSON.stringify(odd)).toMatchObject({
        shown: false,
        reason: 'unknown-survey',
      })
    for (const odd of [null, 7, 'x'])
      expect(await visit.call('show', 'nobody', odd), JSON.stringify(odd)).toMatchObject({ shown: false })
    await visit.call('destroy')
    expect(await visit.call('show', 'after')).toEqual({ shown: false, reason: 'destroyed' })
    expect(await visit.call('complain')).toEqual({ shown: false, reason: 'destroyed' })
    await device.way('nothing comes')
    const alone = await device.visit()
    expect(await alone.call('show', 'after')).toMatchObject({ shown: false, reason: 'not-loaded' })
  },
  async CD3(device) {
    for (const locale of ['en', 'ru']) {
      const visit = await device.visit({ locale })
      expect(await visit.call('complain')).toMatchObject({ shown: true })
      const { view } = await visit.run()
      expect((await visit.told()).at(-1)).toMatchObject(['survey.shown', { surveyId: 'frankly-door' }])
      expect(view.screen === 'page' && view.questions.map(({ id }) => id)).toEqual(['complaint'])
      await visit.leave()
    }
  },
  async CD4(device) {
    for (const odd of [null, 7, 'late', []]) {
      const visit = await device.visit()
      expect(await visit.call('complain', odd), JSON.stringify(odd)).toMatchObject({ shown: true })
      await visit.leave()
    }
    const visit = await device.visit()
    await visit.call('complain', { text: 'Late', category: 'lateness' })
    await isStored((await visit.run()).responseId, { complaint: { kind: 'complaint', text: 'Late' } })
  },
  async W1(device) {
    const { visit, id } = await answered(device)
    await says(visit, 'sent')
    await visit.act('answer', 'why', words('Not yet sent'))
    await visit.call('consent', 'withdrawn')
    expect((await visit.run()).delivery.is).not.toBe('sent')
    await expect.poll(() => storedOf(id), WAIT).toBeUndefined()
    await visit.call('flush')
    expect(JSON.stringify(await storedResponses(collector.url))).not.toContain('Not yet sent')
    expect((await visit.run()).delivery.is).toBe('withdrawn')
  },
  async W2(device) {
    const { visit, id } = await answered(device)
    await expect.poll(() => device.notes(), WAIT).toContain('sent')
    await visit.leave()
    await (await device.visit()).call('consent', 'withdrawn')
    await expect.poll(() => storedOf(id), WAIT).toBeUndefined()
  },
}

it('every rule of docs/spec/client.md is run here, and no other', () => {
  expect(MARKS.length).toBeGreaterThan(30)
  expect(Object.keys(RULES).sort()).toEqual([...MARKS].sort())
})

describe.each([
  ['core', () => coreDevice(collector.url)],
  ['the script tag', () => tagDevice(collector.url, browser)],
] as const)('the client of %s', (face, makeDevice) => {
  it.each(MARKS)('[%s]', async (mark) => {
    const devices: Device[] = []
    const another = async (): Promise<Device> => {
      const device = await makeDevice()
      devices.push(device)
      return device
    }
    try {
      await RULES[mark]!(await another(), face, another)
    } finally {
      for (const device of devices) await device.close()
    }
  })
})
