import {
  BROWSERS,
  type CollectorProcess,
  launchBrowser,
  serveRoutes,
  startCollector,
  storedResponses,
  type TestServer,
} from '@frankly/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** What a page may say by a slip, as it would write it. */
const SLIPS: readonly (readonly string[])[] = [
  [
    `frankly('identify', {id: 4711})`,
    `frankly('identify', {id: 4711, traits: null})`,
    `frankly('identify', {id: 'c-1', traits: ['a']})`,
    `frankly('context', {tags: null})`,
    `frankly('context', {tags: {'bad key': 1, constructor: 'x', n: 3}})`,
    `frankly('locale', 'ru_RU')`,
  ],
  [
    `frankly('identify', '')`,
    `frankly('identify', null)`,
    `frankly('identify', [])`,
    `frankly('identify')`,
    `frankly('locale', 'russian')`,
    `frankly('purchase', null)`,
    `frankly('purchase', 'A-1')`,
    `frankly('purchase', [])`,
  ],
  [
    `var loop = {id: 'c-1', traits: {}}; loop.traits.loop = loop; frankly('identify', loop)`,
    `frankly('context', {tags: loop})`,
    `frankly('purchase', {orderId: 9007199254740993n, value: 5n, items: [loop, null, 5n]})`,
    `frankly('track', 'looked', {at: loop, n: 5n})`,
    `frankly('locale', 'x-default')`,
  ],
  [
    `frankly('identify', {get id() { throw new Error('no') }})`,
    `frankly('identify', {id: 'c-2', get traits() { throw new Error('no') }, since: new Date(NaN)})`,
    `frankly('purchase', {get orderId() { throw new Error('no') }})`,
    `frankly('purchase', {orderId: Symbol('s'), firstOrder: Symbol('t')})`,
    `frankly('locale', '')`,
  ],
  [
    `frankly('purchase', {orderId: 'Я-1', currency: 'rub', value: '1990', coupon: 'ж'.repeat(5000), items: Array.from({length: 250}, () => ({name: 'Чайник заварной '.repeat(60), category: 'Посуда '.repeat(60), price: 1e300}))})`,
    `frankly('context', {tags: Object.fromEntries(Array.from({length: 500}, (_, i) => ['t' + i, 'ж'.repeat(500)]))})`,
    `frankly('identify', {id: 'c-3', traits: Object.fromEntries(Array.from({length: 5000}, (_, i) => ['t' + i, 'ж'.repeat(500)]))})`,
    `frankly('locale', 'zh-Hant-TW-u-ca-chinese-x-private')`,
  ],
  [
    `var deep = {}; for (var i = 0, at = deep; i < 5000; i++) at = at.a = {}; frankly('identify', {id: 'c-4', traits: deep})`,
    `frankly('context', {tags: deep, test: 'yes', touchpoint: deep})`,
    `frankly('purchase', {orderId: 'half \\ud83e a pair \\0', items: deep})`,
    `frankly('identify', {id: 'x'.repeat(5000)})`,
    `history.replaceState(null, '', location.pathname + '/%E0%A4%A/' + 'ж'.repeat(900) + '?a=%')`,
    `frankly('locale', 7)`,
  ],
  [
    `frankly('identify', {id: 'c-5', traits: {note: 'ж'.repeat(500), points: 10n, since: new Date('+012000-01-01T00:00:00Z')}})`,
    `frankly('purchase', {orderId: 'E-200', value: 1990, currency: 'RUB', items: Array.from({length: 200}, (_, i) => ({name: 'Чайник заварной фарфоровый ' + i, category: 'Посуда', price: 1990, quantity: 1}))})`,
    `frankly('locale', 'ru_RU')`,
  ],
]

/** What the page itself says of its language, where nobody calls `locale`; and the clock of the device. */
const PAGES: readonly { readonly lang?: string; readonly attribute?: string; readonly year?: number }[] = [
  { lang: 'ru_RU' },
  { lang: 'russian' },
  { lang: 'x-default' },
  { lang: '' },
  { attribute: 'ru_RU' },
  { attribute: 'russian' },
  { attribute: 'x-default' },
  { year: 12_000 },
  { year: 1970 },
]

describe.each(BROWSERS)('facts of a page in %s', (name) => {
  let collector: CollectorProcess
  let shop: TestServer
  let browser: Browser
  beforeAll(async () => {
    collector = await startCollector()
    shop = await serveRoutes({
      '/thanks': (request, response) => {
        const query = new URL(request.url ?? '/', 'http://shop').searchParams
        const locale = query.has('locale') ? `data-locale="${query.get('locale')}"` : ''
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(
            `<!doctype html><html lang="${query.get('lang') ?? 'en'}"><meta charset="utf-8"><title>Shop</title><script async src="${collector.url}/frankly.js" data-project="pk_demo" ${locale}></script><body><h1>Thank you</h1></body></html>`,
          )
      },
      '/favicon.ico': (_, response) => void response.writeHead(204).end(),
    })
    browser = await launchBrowser(name)
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
    await collector?.stop()
  })

  /** A visitor who was never here presses the first point of the scale; gives the row that the store has of it. */
  async function press(path: string, before: (page: Page) => Promise<unknown>, says: readonly string[] = []) {
    const context = await browser.newContext()
    const page = await context.newPage()
    const lines: string[] = []
    page.on('console', (line) => lines.push(line.text()))
    await before(page)
    await page.goto(`${shop.url}${path}`)
    await page.waitForFunction('window.frankly && frankly.show')
    for (const each of says) await page.evaluate(each)
    const id = await page.evaluate(`frankly.show('purchase', {force: true}).then(({run}) => run.responseId)`)
    const card = page.locator('frankly-box .card')
    await card.getByRole('radio').first().waitFor({ timeout: 20_000 })
    await card.locator('label').first().click()
    const row = async () => (await storedResponses(collector.url)).find((response) => response.id === id)
    const message = `${path}\n${says.join('\n')}`
    await expect
      .poll(async () => (await row())?.answers['rate'], { timeout: 20_000, message })
      .toMatchObject({
        kind: 'rating',
      })
    expect(lines.filter((line) => line.includes('stopped at an error'))).toEqual([])
    await context.close()
    return (await row())!
  }

  it('[E57] whatever a page says of person, order, language and context, the press is stored', async () => {
    const who: unknown[] = []
    for (const slips of SLIPS) who.push((await press('/thanks', async () => undefined, slips)).subject?.id)
    expect(who).toEqual(['c-1', undefined, 'c-1', 'c-2', 'c-3', undefined, 'c-5'])
  }, 240_000)

  it('[P3] one who cannot be read comes while the survey of another is being opened: the press is of nobody known', async () => {
    // the survey of the purchase waits for its lock until the next one was named
    const slow = (page: Page) =>
      page.addInitScript(`{
        const { locks } = navigator
        const request = locks.request.bind(locks)
        const named = new Promise((go) => (window.named = go))
        const isAsked = new Promise((go) => (locks.request = (...all) => (go(), named.then(() => request(...all)))))
        window.isAsked = isAsked
      }`)
    const { subject } = await press('/thanks', slow, [
      `frankly('identify', {id: 'c-6'})`,
      `frankly('purchase', {orderId: 'E-300-${name}'})`,
      `isAsked`,
      `frankly('identify', {id: 'x'.repeat(5000)})`,
      `named()`,
    ])
    expect(subject).toBeUndefined()
  }, 60_000)

  it.each(PAGES)(
    '[E57] a page of %o: the press is stored, in a language that there is',
    async (odd) => {
      const { lang, attribute, year } = odd
      const query = new URLSearchParams({
        ...(lang !== undefined && { lang }),
        ...(attribute !== undefined && { locale: attribute }),
      })
      // the clock of the device is wrong from the first script on
      const shift = year === undefined ? 0 : Date.UTC(year, 5, 1) - Date.now()
      const turn = `{ const now = Date.now; Date.now = () => now() + ${shift} }`
      const row = await press(`/thanks?${query}`, (page) => page.addInitScript(turn))
      expect(() => new Intl.Locale(row.locale)).not.toThrow()
      if ((lang ?? attribute) === 'ru_RU') expect(row.locale).toBe('ru-RU')
    },
    120_000,
  )
})
