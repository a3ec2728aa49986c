import { BROWSERS, launchBrowser, STAFF_TOKEN } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { openTagShop } from './tag-shop.ts'

const survey = {
  schema: 1,
  id: 'after',
  version: 1,
  title: 'After the order',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: [{ id: 'one', questions: [{ kind: 'rating', id: 'rate', scale: 'csat5', text: 'How was it?' }] }],
}
const WAIT = { timeout: 30_000 }

describe.each(BROWSERS)('counts of showings, from the screen to the report, in %s', (name) => {
  const rows = async (url: string) => {
    const address = `${url}/v1/reports/response-rate?project=pk_tea`
    const reply = await fetch(address, { headers: { authorization: `Bearer ${STAFF_TOKEN}` } })
    const { items } = (await reply.json()) as { items: readonly Record<string, unknown>[] }
    return items.map(({ survey: id, mode, locale, showings, seen, started, rate }) => ({
      id,
      mode,
      locale,
      showings,
      seen,
      started,
      rate,
    }))
  }
  const about = { id: 'after', mode: 'web', locale: 'en' }

  it('[SV10] where the shop wants it each showing is counted at once, without an answer, and nothing is stored on the device', async () => {
    const shop = await openTagShop([survey], { countShowings: true })
    const browser = await launchBrowser(name)
    const page = await browser.newPage()
    await page.goto(shop.url)
    await page.waitForFunction('window.frankly && frankly.show')
    await page.evaluate(`frankly.show('after', { force: true })`)
    await page.getByText('How was it?').waitFor(WAIT)
    const shown = { ...about, showings: 1, seen: 0, started: 0, rate: 0 }
    await expect.poll(() => rows(shop.collector.url), WAIT).toEqual([shown])
    expect(await page.evaluate('indexedDB.databases().then((all) => [all.length, localStorage.length])')).toEqual([
      0, 0,
    ])
    await page.getByText('Very well').click()
    await page.getByText('Got it, thank you').waitFor(WAIT)
    const answered = { ...shown, seen: 1, started: 1, rate: 1 }
    await expect.poll(() => rows(shop.collector.url), WAIT).toEqual([answered])
    await browser.close()
    await shop.close()
  })

  it('[SV9] [SV10] by default nothing is told before an answer; then the counts come with it, and the rate is unknown', async () => {
    const shop = await openTagShop([survey])
    const browser = await launchBrowser(name)
    const page = await browser.newPage()
    const posts: string[] = []
    page.on('request', (request) => void (request.method() === 'POST' && posts.push(new URL(request.url()).pathname)))
    await page.goto(shop.url)
    await page.waitForFunction('window.frankly && frankly.show')
    await page.evaluate(`frankly.show('after', { force: true })`)
    await page.getByText('How was it?').waitFor(WAIT)
    await page.waitForTimeout(1000)
    expect([posts, await rows(shop.collector.url)]).toEqual([[], []])
    await page.getByText('Very well').click()
    await page.getByText('Got it, thank you').waitFor(WAIT)
    const counted = { ...about, showings: 0, seen: 1, started: 1, rate: null }
    await expect.poll(() => rows(shop.collector.url), WAIT).toEqual([counted])
    expect(new Set(posts)).toEqual(new Set(['/v1/projects/pk_tea/responses']))
    await browser.close()
    await shop.close()
  })
})
