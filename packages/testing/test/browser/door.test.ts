import { BROWSERS, launchBrowser, STAFF_TOKEN } from '@frankly/testing'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTagShop, type TagShop } from './tag-shop.ts'

const WAIT = { timeout: 30_000 }
/** A door as shops wrote it before it came in steps. */
const OLD = {
  schema: 1,
  id: 'old-door',
  version: 1,
  title: 'Something went wrong?',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'support',
  targeting: { alwaysOpen: true },
  pages: [
    { id: 'what', questions: [{ kind: 'complaint', id: 'wrong', text: 'What happened?', required: true }] },
    { id: 'reply', questions: [{ kind: 'contact', id: 'reply', text: 'How should we reply?' }] },
  ],
}
/** One pixel. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.each(BROWSERS)('the door, from the press to the store, in %s', (name) => {
  let browser: Browser
  let shop: TagShop
  let device: BrowserContext
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser(name)
    shop = await openTagShop([])
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  beforeEach(async () => {
    device = await browser.newContext({ locale: 'en', viewport: { width: 390, height: 844 } })
    page = await device.newPage()
    await page.goto(`${shop.url}/?door=1`)
  })
  afterEach(() => device.close())

  const card = (): Locator => page.locator('frankly-box .card')
  const press = async (): Promise<void> => {
    await page.locator('frankly-door').getByRole('button', { name: 'Something went wrong?' }).click()
    await card().locator('[data-head]').first().waitFor()
  }
  const words = (): Locator => card().getByRole('textbox', { name: 'What happened?' })
  const next = () => card().getByRole('button', { name: 'Next' }).click()
  const send = () => card().getByRole('button', { name: 'Send' }).click()
  const height = async (): Promise<number> => (await card().boundingBox())!.height
  const rowOf = async (text: string) =>
    (await shop.stored()).find(({ answers }) => JSON.stringify(answers).includes(text))
  const stored = async (text: string): Promise<NonNullable<Awaited<ReturnType<typeof rowOf>>>> => {
    await expect.poll(async () => (await rowOf(text))?.status, WAIT).toBe('completed')
    return (await rowOf(text))!
  }
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      return `${at?.localName} ${at?.textContent}`
    })

  it('three short steps, Back always there, and the row has it all in one complaint', async () => {
    const said = `The lid arrived chipped, ${name}`
    await press()
    expect(await card().locator('.page').locator('input,select,textarea,summary').count()).toBe(1)
    expect(await card().textContent()).toContain('All the rest is optional')
    expect(await height()).toBeLessThanOrEqual(440)
    await words().fill(said)
    await next()
    await card().getByText('What would put it right?').waitFor()
    // offered from the words, and nothing is chosen
    const chip = card().getByRole('radio', { name: 'Damaged or poor quality' })
    await chip.waitFor()
    expect(await card().locator('input:checked').count()).toBe(0)
    // a row of chips more where a browser's font is wider
    expect(await height()).toBeLessThanOrEqual(520)
    await card().getByText('Exchange').click()
    await chip.check()
    await card().locator('[data-q=photo] input').last().setInputFiles({
      name: 'lid.png',
      mimeType: 'image/png',
      buffer: PHOTO,
    })
    await card().getByText('Photos added: 1').waitFor()
    await next()
    await card().getByText('How should we reply?').waitFor()
    expect(await height()).toBeLessThanOrEqual(440)
    await card().getByRole('button', { name: 'Back' }).click()
    expect(await chip.isChecked()).toBe(true)
    await next()
    await card().getByText('Email').click()
    await card().getByRole('textbox', { name: 'Your email address' }).fill('anna@shop.example')
    await card().locator('[data-q=reply_consent] input').check()
    await card().getByText('Who may see your name?').click()
    await card().getByText('The whole team', { exact: true }).click()
    await send()
    const { answers, complaint, receiptCode, surveyId } = await stored(said)
    expect(surveyId).toBe('frankly-door')
    expect(answers).toMatchObject({
      complaint: {
        kind: 'complaint',
        text: said,
        category: 'quality',
        remedy: 'exchange',
        nameVisibleTo: 'everyone',
      },
      photo: { kind: 'attachment', files: [{ type: 'image/jpeg' }] },
      reply: { kind: 'contact', channel: 'email', address: 'anna@shop.example' },
      reply_consent: { kind: 'consent', granted: true },
    })
    expect(Object.keys(answers).sort()).toEqual(['complaint', 'photo', 'reply', 'reply_consent'])
    expect(complaint).toEqual({ severity: 'high' })
    await card().getByText(receiptCode!).first().waitFor()
  }, 120_000)

  it('[PH1] [PH2] a photo that is taken without a network arrives, from the next page too, and then the device has none', async () => {
    const said = `No lid at all, ${name}`
    const scripts: string[] = []
    page.on('requestfinished', async (request) => {
      if (request.url().endsWith('.js')) scripts.push(await (await fetch(request.url())).text())
    })
    await press()
    await words().fill(said)
    await next()
    await card().locator('[data-q=photo] input').last().waitFor({ state: 'attached' })
    // What takes photos is fetched when the step with the camera opens.
    await expect.poll(() => scripts.some((text) => text.includes('frankly-photos $')), WAIT).toBe(true)
    await device.setOffline(true)
    const choose = card().locator('[data-q=photo] input').last()
    await choose.setInputFiles({ name: 'lid.png', mimeType: 'image/png', buffer: PHOTO })
    await card().getByText('Photos added: 1').waitFor(WAIT)
    await send()
    const here = () => page.evaluate(async () => (await indexedDB.databases()).map((each) => each.name))
    expect(await here()).toContain('frankly-photos')
    await device.setOffline(false)
    // The page is gone before it could try again.
    await page.goto(`${shop.url}/?door=1`)
    const { answers } = await stored(said)
    const photo = answers['photo']
    const file = photo?.kind === 'attachment' ? photo.files[0] : undefined
    expect(file).toBeDefined()
    const headers = { authorization: `Bearer ${STAFF_TOKEN}` }
    const fetched = async () =>
      (await fetch(`${shop.collector.url}/v1/attachments/pk_tea/${file!.id}`, { headers })).status
    await expect.poll(fetched, WAIT).toBe(200)
    await expect.poll(here, WAIT).not.toContain('frankly-photos')
  }, 120_000)

  it('words alone are enough: sent from the first step, with a receipt', async () => {
    const said = `Nobody opened, ${name}`
    await press()
    await words().fill(said)
    await send()
    const { answers, receiptCode } = await stored(said)
    expect(answers).toEqual({ complaint: { kind: 'complaint', text: said } })
    await card().getByText(receiptCode!).first().waitFor()
  }, 120_000)

  it('what was written survives closing and a reload, on the step where it was left', async () => {
    const said = `The parcel came wet, ${name}`
    await press()
    await words().fill(said)
    await page.keyboard.press('Escape')
    await expect.poll(() => card().count(), WAIT).toBe(0)
    await press()
    expect(await words().inputValue()).toBe(said)
    await next()
    await card().getByText('Refund', { exact: true }).click()
    await expect.poll(() => rowOf(said), WAIT).toBeTruthy()
    await page.reload()
    await press()
    await card().getByText('What would put it right?').waitFor()
    expect(await card().getByRole('radio', { name: 'Refund' }).isChecked()).toBe(true)
    await card().getByRole('button', { name: 'Back' }).click()
    expect(await words().inputValue()).toBe(said)
    await send()
    const { answers } = await stored(said)
    expect(answers).toEqual({ complaint: { kind: 'complaint', text: said, remedy: 'refund' } })
    expect((await shop.stored()).filter((each) => JSON.stringify(each.answers).includes(said))).toHaveLength(1)
  }, 120_000)

  it('[WCAG 2.1.1] by keyboard alone: each step has the focus on its heading, and is sent', async () => {
    const said = `Late again, ${name}`
    await page.locator('frankly-door').getByRole('button', { name: 'Something went wrong?' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused, WAIT).toMatch(/What happened\?/)
    const to = async (wanted: RegExp): Promise<void> => {
      for (let tabs = 0; tabs < 30 && !wanted.test(await focused()); tabs++) await page.keyboard.press('Tab')
      expect(await focused()).toMatch(wanted)
    }
    await to(/^textarea/)
    await page.keyboard.type(said)
    await to(/^button Next/)
    await page.keyboard.press('Enter')
    await expect.poll(focused, WAIT).toMatch(/^h2 What would put it right\?/)
    await to(/^input/)
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await to(/^select/)
    await to(/^button Next/)
    await page.keyboard.press('Enter')
    await expect.poll(focused, WAIT).toMatch(/^h2 How should we reply\?/)
    await to(/^summary/)
    await page.keyboard.press('Enter')
    await to(/^input/)
    await page.keyboard.press('ArrowUp')
    await to(/^button Send/)
    await page.keyboard.press('Enter')
    const { answers } = await stored(said)
    expect(answers).toEqual({
      complaint: { kind: 'complaint', text: said, remedy: 'exchange', nameVisibleTo: 'nobody' },
    })
  }, 120_000)
})

it('a door that a shop wrote before goes on working: the rest is folded, and the row is as it was', async () => {
  const shop = await openTagShop([OLD])
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(`${shop.url}/?door=1`)
  await page.locator('frankly-door').getByRole('button', { name: 'Something went wrong?' }).click()
  const card = page.locator('frankly-box .card')
  await card.getByRole('textbox').fill('The lid is chipped')
  expect((await card.boundingBox())!.height).toBeLessThanOrEqual(520)
  await card.getByText('What would put it right?').click()
  await card.getByText('Exchange').click()
  await card.getByRole('button', { name: 'Send' }).click()
  await card.getByText('Got it, thank you.').waitFor()
  await shop.hasOneRow({ wrong: { kind: 'complaint', text: 'The lid is chipped', remedy: 'exchange' } })
  await browser.close()
  await shop.close()
}, 120_000)

it('[CD3] pressed on the card of one order while the page tells a second: the row is about the first', async () => {
  const asked = {
    schema: 1,
    id: 'after',
    version: 1,
    title: 'After',
    defaultLocale: 'en',
    locales: ['en'],
    touchpoint: 'order_confirmed',
    targeting: { triggers: [{ on: 'purchase' }] },
    pages: [{ id: 'one', questions: [{ kind: 'rating', id: 'rate', scale: 'csat5', text: 'How did ordering go?' }] }],
  }
  const shop = await openTagShop([asked])
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(shop.url)
  const buy = (orderId: string) =>
    page.evaluate(
      (id) => (window as unknown as { frankly: (...said: unknown[]) => void }).frankly('purchase', { orderId: id }),
      orderId,
    )
  await page.waitForFunction('window.frankly')
  await buy('A-1')
  const card = page.locator('frankly-box .card')
  const door = card.getByRole('button', { name: 'Something went wrong?' })
  await door.waitFor()
  await buy('A-2')
  await door.click()
  await card.getByRole('textbox', { name: 'What happened?' }).fill('The lid is chipped')
  await card.getByRole('button', { name: 'Send' }).click()
  await card.getByText('Got it, thank you.').waitFor()
  await expect
    .poll(async () => (await shop.stored()).map(({ surveyId, context }) => [surveyId, context?.order?.orderId]), WAIT)
    .toEqual([['frankly-door', 'A-1']])
  await browser.close()
  await shop.close()
}, 120_000)
