import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Survey } from '@frankly/core'
import { signOrder } from '@frankly/core/node'
import { BROWSERS, type CollectorProcess, launchBrowser, startCollector, storedResponses } from '@frankly/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { built } from './built.ts'
import { awake, card, eventually, openTab, type Shop, startShop, survey } from './rig.ts'

const SECRET = 'a-secret-of-more-than-32-characters!'
const ADDRESS = 'anna@shop.example'
const both = (text: string) => ({ en: text, ru: text })

/** Questions called as parts of a form are, then a way to be answered and its consent. */
const asked: Survey = {
  ...survey,
  pages: [
    {
      id: 'one',
      questions: [
        { kind: 'rating', id: 'insertBefore', scale: 'thumbs', text: both('Good?') },
        { kind: 'text', id: 'length', text: both('Why?'), input: 'short', help: both('A word') },
        { kind: 'contact', id: 'childNodes', text: both('How should we reply?'), channels: ['email', 'code'] },
        { kind: 'consent', id: 'yes', purpose: 'contact', textVersion: '1', text: both('I agree') },
      ],
    },
  ],
}

let collector: CollectorProcess
let shop: Shop
let folder: string
beforeAll(async () => {
  await built()
  folder = mkdtempSync(join(tmpdir(), 'frankly-rules-'))
  const configFile = join(folder, 'frankly.json')
  const signing = { keys: { k1: { env: 'SIGNING_KEY' } } }
  const project = { shop: 'Lamp & Co', origins: ['loopback'], surveys: [asked], spam: { fasterThanMs: 0 }, signing }
  writeFileSync(configFile, JSON.stringify({ projects: { pk_demo: project } }))
  collector = await startCollector({ configFile, env: { SIGNING_KEY: SECRET } })
  shop = await startShop(collector.url)
}, 240_000)
afterAll(async () => {
  await shop?.close()
  await collector?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const signature = (orderId: string): string =>
  signOrder(orderId, { project: 'pk_demo', key: { id: 'k1', secret: SECRET } })
const buy = (page: Page, order: { readonly orderId: string; readonly signature?: string }): Promise<unknown> =>
  page.evaluate(
    (given) => void (window as unknown as { frankly: (...all: unknown[]) => void }).frankly('purchase', given),
    order,
  )
const about = async (orderId: string): Promise<string> =>
  JSON.stringify((await storedResponses(collector.url)).filter(({ context }) => context.order?.orderId === orderId))

describe.each(BROWSERS)('%s: rules in the page', (name) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(name)
  })
  afterAll(() => browser?.close())

  it('[F6] [F20] an address stays while its consent is not ticked, goes with it, is taken back with it; odd ids work', async () => {
    const tab = await openTab(browser, shop.url)
    const { page } = tab
    await awake(page)
    await buy(page, { orderId: `${name}-1` })
    await card(page).getByText('Good?').waitFor({ timeout: 60_000 })
    await card(page).locator('label.o').first().click()
    await card(page).getByLabel('Why?').fill('Chipped')
    await card(page).getByText('Email', { exact: true }).click()
    await card(page).locator('input[type=email]').fill(ADDRESS)
    await eventually(() => about(`${name}-1`)).toContain('"channel":"email"')
    // longer than any pause of the client
    await page.waitForTimeout(3500)
    expect(await about(`${name}-1`)).not.toContain(ADDRESS)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(ADDRESS)
    const consent = card(page).locator('[data-q=yes] input')
    await consent.check()
    await eventually(() => about(`${name}-1`)).toContain(ADDRESS)
    await consent.uncheck()
    await eventually(() => about(`${name}-1`)).not.toContain(ADDRESS)
    await card(page).getByRole('button', { name: 'Send' }).click()
    await card(page).getByText('Got it, thank you.').waitFor({ timeout: 60_000 })
    const stored = await about(`${name}-1`)
    expect(stored).not.toContain(ADDRESS)
    expect(stored).toContain('"length":{"kind":"text","text":"Chipped"}')
    expect(stored).toContain('"insertBefore":{"kind":"rating"')
    expect(tab.errors).toEqual([])
    await tab.close()
  }, 240_000)

  it('[F16] a forged answer leaves the real buyer asked; a signed one is known on another device, and no address names it', async () => {
    const order = `${name}-2`
    const forged = { id: '01930000-0000-7000-8000-00000000000f', revision: 1, surveyId: 'after', surveyVersion: 1 }
    const rest = { status: 'completed', mode: 'web', test: false, locale: 'en', touchpoint: 'order_confirmed' }
    const timings = { startedAt: Date.now() - 9000, updatedAt: Date.now() }
    const answers = { insertBefore: { kind: 'rating', value: 0 } }
    const item = { ...forged, ...rest, answers, context: { order: { orderId: order } }, consents: [], timings }
    const id = name === 'chromium' ? item.id : item.id.replace(/f$/, 'e')
    await fetch(`${collector.url}/v1/projects/pk_demo/responses`, {
      method: 'POST',
      body: JSON.stringify({ sentAt: Date.now(), items: [{ ...item, id }] }),
    })
    expect(await about(order)).toContain(id)

    const phone = await openTab(browser, shop.url)
    const addresses: string[] = []
    phone.page.on('request', (request) => addresses.push(request.url()))
    await awake(phone.page)
    await buy(phone.page, { orderId: order, signature: signature(order) })
    await card(phone.page).getByText('Good?').waitFor({ timeout: 60_000 })
    await card(phone.page).locator('label.o').first().click()
    await card(phone.page).getByRole('button', { name: 'Send' }).click()
    await card(phone.page).getByText('Got it, thank you.').waitFor({ timeout: 60_000 })
    expect(addresses.filter((url) => url.includes('/standing')).map((url) => new URL(url).search)).toEqual([''])
    expect(addresses.filter((url) => url.includes(order))).toEqual([])
    await phone.close()

    const laptop = await openTab(browser, shop.url)
    await awake(laptop.page)
    const told = laptop.page.evaluate(
      () =>
        new Promise((resolve) => {
          const { frankly } = window as unknown as { frankly: (...all: unknown[]) => void }
          frankly('on', 'suppressed', ({ reason }: { reason: string }) => resolve(reason))
        }),
    )
    await buy(laptop.page, { orderId: order, signature: signature(order) })
    expect(await told).toBe('order-asked')
    await laptop.close()
  }, 240_000)
})
