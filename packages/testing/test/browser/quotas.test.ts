import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser, STAFF_TOKEN, serveRoutes, startCollector, storedResponses } from '@frankly/testing'
import { sampleResponse } from '@frankly/testing/sample-response'
import { expect, it } from 'vitest'

const rate = { kind: 'rating', id: 'rate', scale: 'csat5', text: 'How did it go?' }
const survey = (id: string, quotas: object, on: object) => ({
  schema: 1,
  id,
  version: 1,
  title: id,
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  targeting: { triggers: [on] },
  quotas: [quotas],
  pages: [
    { id: 'one', questions: [rate] },
    { id: 'two', questions: [{ kind: 'text', id: 'why', text: 'Tell us more' }] },
  ],
})
const surveys = [
  survey('whole', { id: 'all', limit: 1 }, { on: 'event', name: 'a' }),
  survey(
    'part',
    { id: 'happy', limit: 1, when: { left: { answer: 'rate' }, op: 'eq', right: 5 } },
    { on: 'event', name: 'b' },
  ),
]

it('[F4] the script tag obeys quotas that the collector counted: a full survey is not shown, a full part ends early, its answers stored; the page of a link says how it was opened', async () => {
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-quotas-')), 'frankly.config.json')
  const projects = {
    pk_tea: { shop: 'Tea', origins: ['loopback'], surveys, governor: { perSession: 9, perDay: 9, minGapMs: 0 } },
  }
  writeFileSync(configFile, JSON.stringify({ staff: { token: { env: 'STAFF' } }, projects }))
  const collector = await startCollector({ configFile, env: { ...process.env, STAFF: STAFF_TOKEN } })
  const tag = `<!doctype html><title>Shop</title><h1>Thank you</h1><script async src="${collector.url}/frankly.js" data-project="pk_tea" data-storage="none"></script>`
  const shop = await serveRoutes({ '/': tag })
  const browser = await launchBrowser('chromium')
  /** A visitor who was never here; gives the reason when the survey is not shown. */
  const visit = async (surveyId: string, rating?: string) => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(shop.url)
    const call = `new Promise((go) => { const ask = () => window.frankly?.show ? window.frankly.show('${surveyId}').then(go) : setTimeout(ask, 50); ask() })`
    const { shown, reason } = (await page.evaluate(call)) as { shown: boolean; reason?: string }
    if (rating) await page.getByText(rating, { exact: true }).click()
    return { page, shown, reason }
  }
  // Nothing is full yet.
  const first = await visit('whole')
  expect(first.shown).toBe(true)
  const open = await visit('part', 'Very well')
  await open.page.getByText('Tell us more').waitFor({ timeout: 20_000 })

  const give = (n: number, surveyId: string, value: number) =>
    sampleResponse(`0190b5a0-5555-7000-8000-00000000000${n}`, {
      surveyId,
      answers: { rate: { kind: 'rating', value } },
    })
  const body = JSON.stringify({ sentAt: Date.now(), items: [give(1, 'whole', 4), give(2, 'part', 5)] })
  await fetch(`${collector.url}/v1/projects/pk_tea/responses`, { method: 'POST', body })
  const config = async () => await (await fetch(`${collector.url}/v1/projects/pk_tea/config`)).json()
  await expect.poll(config, { timeout: 30_000 }).toMatchObject({ fullQuotas: { whole: ['all'], part: ['happy'] } })

  expect(await visit('whole')).toMatchObject({ shown: false, reason: 'quota-full' })
  const unhappy = await visit('part', 'Badly')
  await unhappy.page.getByText('Tell us more').waitFor({ timeout: 20_000 })
  const happy = await visit('part', 'Very well')
  // the tap itself makes its page the last one, and that is never left by a tap
  await happy.page.getByRole('button', { name: 'Send', exact: true }).click()
  await happy.page.getByText('Got it, thank you').waitFor({ timeout: 30_000 })
  expect(await happy.page.getByText('Tell us more').count()).toBe(0)
  const stored = await storedResponses(collector.url)
  expect(stored.filter(({ surveyId, status }) => surveyId === 'part' && status === 'completed')).toHaveLength(2)

  // By a link: a full survey says so, another one is answered and stored as what it was.
  const link = await (await browser.newContext()).newPage()
  await link.goto(`${collector.url}/s/whole`)
  await link.getByRole('heading', { name: 'Thank you, we have enough answers' }).waitFor()
  for (const [via, mode] of [
    ['', 'link'],
    ['?via=qr', 'qr'],
  ] as const) {
    await link.goto(`${collector.url}/s/part${via}`)
    await link.getByText('Badly', { exact: true }).click()
    await expect
      .poll(async () => (await storedResponses(collector.url)).filter((one) => one.mode === mode).length, {
        timeout: 30_000,
      })
      .toBe(1)
    await link.context().clearCookies()
    // [P2] what was begun lies in IndexedDB: the next visit is to begin anew
    await link.evaluate(
      `localStorage.clear(), new Promise((done) => { indexedDB.deleteDatabase('frankly').onsuccess = () => done() })`,
    )
  }
  await browser.close()
  await shop.close()
  await collector.stop()
})
