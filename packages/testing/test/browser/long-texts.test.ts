import { BROWSERS, launchBrowser } from '@frankly/testing'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTagShop, type TagShop } from './tag-shop.ts'

const text = (id: string, maxLength: number) => ({ kind: 'text', id, text: `Words of ${id}`, maxLength })
const surveyOf = (id: string, ...questions: readonly object[]) => ({
  schema: 1,
  id,
  version: 1,
  title: id,
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: [{ id: 'only', questions }],
})
const RATE = { kind: 'rating', id: 'rate', scale: 'csat5', text: 'How was it?' }
const SURVEYS = [
  surveyOf('long', text('a', 20_000)),
  surveyOf('short', text('a', 100)),
  surveyOf('three', RATE, text('a', 20_000), text('b', 20_000), text('c', 20_000)),
]

/** So many signs, not one like its neighbour: a text that is moved, cut or doubled is another text. */
const some = (signs: readonly string[], count: number) =>
  Array.from({ length: count }, (_, i) => signs[(i * 7 + ((i / 11) | 0)) % signs.length]).join('')
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))
const LATIN = [...range(0x61, 0x7a), ...range(0x41, 0x5a)]
const CYRILLIC = [...range(0x410, 0x44f), 'ё', 'Ё']
const CHINESE = range(0x4e00, 0x5000)
/** Of two to four code points: a skin, a flag, a profession, a burning heart. */
const EMOJI = ['👍🏽', '🇷🇺', '👩‍🚀', '❤️‍🔥', '🇰🇿', '👋🏿']
/** One sign of seven code points. */
const FAMILY = '👨‍👩‍👧‍👦'

let shop: TagShop
beforeAll(async () => {
  shop = await openTagShop(SURVEYS, { record: ['items'] })
}, 180_000)
afterAll(() => shop?.close())

describe.each(BROWSERS)('[L1] limits count characters, and a whole answer has one cap, in %s', (name) => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser(name)
  }, 180_000)
  afterAll(() => browser?.close())
  afterEach(() => page?.context().close())

  const card = () => page.locator('frankly-box .card')
  async function open(surveyId: string, before = ''): Promise<void> {
    page = await (await browser.newContext({ locale: 'en' })).newPage()
    await page.goto(shop.url)
    await page.waitForFunction('window.frankly && frankly.show')
    await page.evaluate(`${before};frankly.show('${surveyId}', {force: true}).then(({run}) => { window.run = run })`)
    await card().getByRole('textbox').first().waitFor({ timeout: 20_000 })
    await page.waitForFunction('window.run')
  }
  /** As the keyboard or the clipboard brings words: by the browser, into what has the focus. */
  async function type(field: Locator, words: string): Promise<void> {
    await field.focus()
    await page.keyboard.insertText(words)
  }
  const field = (id: string) => card().getByLabel(`Words of ${id}`)
  const send = () => card().getByRole('button', { name: 'Send' }).click()
  const row = async () => {
    const id = await page.evaluate('run.responseId')
    return (await shop.stored()).find((response) => response.id === id)
  }
  const wordsOf = async (id: string) => (await row())?.answers[id] as { text?: string } | undefined

  it.each([
    ['19,000 Latin letters', some(LATIN, 19_000)],
    ['16,500 Cyrillic letters', some(CYRILLIC, 16_500)],
    ['11,000 Chinese characters', some(CHINESE, 11_000)],
    ['5,000 emoji of several code points', some(EMOJI, 5000)],
  ])('%s fit into one text, and the store has them to the letter', async (_, words) => {
    await open('long')
    await type(field('a'), words)
    expect(await field('a').inputValue()).toBe(words)
    await send()
    await card().getByText('Got it, thank you').waitFor({ timeout: 30_000 })
    expect((await row())?.status).toBe('completed')
    // not toBe: the message of a difference would hold both
    expect((await wordsOf('a'))?.text === words).toBe(true)
  })

  it('past the limit of a text it is said while typing, and the press does not take it; what is stored is not cut through a character', async () => {
    await open('short')
    await type(field('a'), FAMILY.repeat(14))
    await card().getByText('Characters left: 2', { exact: true }).waitFor()
    await type(field('a'), FAMILY)
    await card().getByText('Characters over the limit: 5', { exact: true }).waitFor()
    await send()
    await expect.poll(async () => (await wordsOf('a'))?.text, { timeout: 20_000 }).toBe(FAMILY.repeat(15))
    expect((await row())?.status).toBe('partial')
    await card().getByRole('alert').waitFor()
    await page.keyboard.press('Backspace')
    await expect.poll(() => field('a').inputValue()).not.toContain(FAMILY.repeat(15))

    await open('long')
    await type(field('a'), FAMILY.repeat(2860))
    await card().getByText('Characters over the limit: 20', { exact: true }).waitFor()
    await send()
    // 20,000 characters end within a family: it is left out whole
    await expect.poll(async () => (await wordsOf('a'))?.text?.length, { timeout: 20_000 }).toBe(2857 * FAMILY.length)
    expect((await wordsOf('a'))?.text === FAMILY.repeat(2857)).toBe(true)
    expect(await field('a').inputValue()).toBe(FAMILY.repeat(2860))
  })

  it('a whole answer past the cap: it is said while typing, what was sent before stays; lines of the order give way before words', async () => {
    const lines = `Array.from({length: 200}, (_, i) => ({name: 'Чайник заварной '.repeat(15) + i, price: 1990, quantity: 1}))`
    await open('three', `frankly.purchase({orderId: 'E-1', value: 1990, currency: 'RUB', items: ${lines}})`)
    await card().getByText('Very well').click()
    const [a, b, c] = [some(CHINESE, 20_000), some(CYRILLIC, 15_000), some(CHINESE, 19_000)]
    const has = async (wanted: Readonly<Record<string, string>>) => {
      const answers = (await row())?.answers ?? {}
      return Object.entries(wanted).every(([id, words]) => (answers[id] as { text?: string })?.text === words)
    }
    const lineCount = async () => (await row())?.context.order?.items?.length ?? 0
    await type(field('a'), a)
    await expect.poll(() => has({ a }), { timeout: 20_000 }).toBe(true)
    const before = await lineCount()
    expect(before).toBeGreaterThan(20)
    await type(field('b'), b)
    await expect.poll(() => has({ a, b }), { timeout: 20_000 }).toBe(true)
    expect(await lineCount()).toBeLessThan(before)

    const said = card().getByText('Your answers together are too long to send. Please shorten this text.')
    expect(await said.count()).toBe(0)
    await type(field('c'), c)
    await said.waitFor()
    await send()
    await said.waitFor()
    // it is not told sent, the page stays with every word on it, and the store keeps what it had
    expect(await field('c').inputValue()).toBe(c)
    await expect.poll(() => page.evaluate('run.delivery.is'), { timeout: 20_000 }).toBe('not_saved')
    expect(await has({ a, b })).toBe(true)
    expect(await row()).toMatchObject({ status: 'partial', answers: { rate: { value: 5 } } })

    const shorter = c.slice(0, 5000)
    await field('c').fill('')
    await said.waitFor({ state: 'detached' })
    await type(field('c'), shorter)
    await send()
    await card().getByText('Got it, thank you').waitFor({ timeout: 30_000 })
    expect(await has({ a, b, c: shorter })).toBe(true)
    expect(await row()).toMatchObject({ status: 'completed', context: { order: { orderId: 'E-1' } } })
    expect(await lineCount()).toBeLessThan(before)
  })
})
