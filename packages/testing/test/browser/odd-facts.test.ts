import { BROWSERS, launchBrowser, serveRoutes, startCollector, storedResponses } from '@frankly/testing'
import { describe, expect, it } from 'vitest'

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
    `frankly('identify', {id: 'c-3', traits: Object.fromEntries(Array.from({length: 5000}, (_, i) => ['t' + i, 'ж'.repeat(90)]))})`,
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
]

describe.each(BROWSERS)('facts of a page in %s', (name) => {
  it('[E57] whatever a page says of language, person, order and context, the press is stored', async () => {
    const collector = await startCollector()
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><script async src="${collector.url}/frankly.js" data-project="pk_demo"></script><body><h1>Thank you</h1></body></html>`
    const shop = await serveRoutes({
      '/thanks': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html),
      '/favicon.ico': (_, response) => void response.writeHead(204).end(),
    })
    const browser = await launchBrowser(name)
    for (const [i, slips] of SLIPS.entries()) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const lines: string[] = []
      page.on('console', (line) => lines.push(line.text()))
      await page.goto(`${shop.url}/thanks`)
      await page.waitForFunction('window.frankly && frankly.show')
      for (const slip of slips) await page.evaluate(slip)
      await page.evaluate(`frankly.show('purchase', {force: true})`)
      const card = page.locator('frankly-box .card')
      await card.getByRole('radio').first().waitFor({ timeout: 20_000 })
      await card.locator('label').first().click()
      await expect
        .poll(async () => (await storedResponses(collector.url)).length, { timeout: 20_000, message: slips.join('\n') })
        .toBe(i + 1)
      expect(lines.filter((line) => line.includes('stopped at an error'))).toEqual([])
      await context.close()
    }
    const stored = await storedResponses(collector.url)
    expect(stored.every((response) => Object.values(response.answers).some(({ kind }) => kind === 'rating'))).toBe(true)
    expect(
      stored
        .map(({ subject }) => subject?.id)
        .filter(Boolean)
        .sort(),
    ).toEqual(['c-1', 'c-1', 'c-2', 'c-3'])
    await browser.close()
    await shop.close()
    await collector.stop()
  }, 240_000)
})
