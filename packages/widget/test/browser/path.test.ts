import { BROWSERS } from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  card,
  config,
  eventually,
  type FakeCollector,
  open,
  openTab,
  purchase,
  type Shop,
  startFakeCollector,
  startShop,
  survey,
  type Tab,
  tag,
} from './rig.ts'

describe.each(BROWSERS)('the main job in %s', (name) => {
  let browser: Browser
  let collector: FakeCollector
  let shop: Shop
  let tab: Tab
  beforeAll(async () => {
    browser = await open(name)
    collector = await startFakeCollector()
    shop = await startShop(collector.url)
  })
  afterAll(async () => {
    await browser.close()
    await shop.close()
    await collector.close()
  })
  beforeEach(() => {
    collector.config = config()
    collector.down = false
    collector.revisions.length = 0
    collector.requests.length = 0
    shop.page = {}
  })
  afterEach(async () => {
    expect(tab.errors).toEqual([])
    await tab.close()
  })
  const visit = async (): Promise<void> => {
    tab = await openTab(browser, shop.url)
  }
  const words = (): (string | undefined)[] => collector.revisions.map(({ status }) => status)

  it('asks after a GA4 purchase that was pushed before us, and stores each answer', async () => {
    shop.page = { head: `<script>${purchase}</script>` }
    await visit()
    await card(tab.page).waitFor()
    await card(tab.page).getByText('So-so').click()
    await card(tab.page).getByRole('textbox').fill('The basket was slow')
    await card(tab.page).getByRole('button', { name: 'Send' }).click()
    await card(tab.page).getByText('Got it, thank you.').waitFor()
    const last = collector.revisions.at(-1)!
    expect(last.status).toBe('completed')
    expect(last.answers).toEqual({
      ease: { kind: 'rating', value: 3 },
      why: { kind: 'text', text: 'The basket was slow' },
    })
    expect(last.context.order).toMatchObject({ orderId: 'A-1', value: 1990, currency: 'RUB' })
    expect(words()[0]).toBe('partial')
    expect(new Set(collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it('hears a purchase that is pushed later, and leaves the layer as it was after destroy', async () => {
    shop.page = { head: '<script>window.dataLayer=[]; var push = dataLayer.push</script>' }
    await visit()
    await tab.page.waitForFunction(() => 'explain' in (window as never as { frankly: object }).frankly)
    await tab.page.evaluate(purchase)
    await card(tab.page).waitFor()
    await tab.page.evaluate('frankly.destroy()')
    expect(await tab.page.evaluate('dataLayer.push === push')).toBe(true)
    expect(await tab.page.evaluate('[typeof frankly, document.querySelectorAll("frankly-box").length]')).toEqual([
      'undefined',
      0,
    ])
  })

  it.each([
    [
      'the stub',
      {
        head: `<script>window.frankly=window.frankly||function(){(window.frankly.q=window.frankly.q||[]).push(arguments)};frankly('purchase',{orderId:'A-1',value:5})</script>`,
      },
    ],
    ['data-order attributes', { script: 'ATTRIBUTES' }],
    [
      'Yandex Metrica',
      {
        head: `<script>dataLayer=[{ecommerce:{currencyCode:'RUB',purchase:{actionField:{id:'A-1',revenue:5},products:[]}}}]</script>`,
      },
    ],
    [
      'JSON-LD',
      { head: `<script type="application/ld+json">{"@type":"Order","orderNumber":"A-1","price":5}</script>` },
    ],
  ])('reads the order from %s', async (_source, page) => {
    const script = tag(collector.url, 'data-order-id="A-1" data-order-value="5"')
    shop.page = 'script' in page ? { script } : page
    await visit()
    await card(tab.page).getByText('Very easy').click()
    await eventually(() => collector.revisions.at(-1)?.context.order).toMatchObject({ orderId: 'A-1', value: 5 })
  })

  it('[peer 31] show always says whether it was shown, and why not', async () => {
    await visit()
    const show = (id: string, options = {}): Promise<unknown> =>
      tab.page.evaluate(
        ([id, options]) =>
          (window as never as { frankly: (...args: unknown[]) => unknown }).frankly('show', id, options),
        [id, options] as const,
      )
    await tab.page.waitForFunction('window.frankly && frankly.show')
    expect(await show('nothing')).toEqual({ shown: false, reason: 'unknown-survey' })
    expect(await show('after')).toEqual({ shown: true })
    expect(await show('after')).toEqual({ shown: false, reason: 'another-open' })
    expect(await show('after', { mount: '#nowhere', force: true })).toEqual({ shown: false, reason: 'no-mount' })
  })

  it('[peer 46] shows from code, inline, in spite of the rules when forced', async () => {
    collector.config = config({
      surveys: [{ ...survey, targeting: { triggers: [], url: { op: 'contains', value: 'nowhere' } } }],
    })
    shop.page = { body: '<main><div id="here"></div></main>' }
    await visit()
    await tab.page.waitForFunction('window.frankly && frankly.show')
    expect(await tab.page.evaluate(`frankly('show', 'after')`)).toMatchObject({ shown: false, reason: 'url' })
    expect(await tab.page.evaluate(`frankly('show', 'after', { force: true, mount: '#here' })`)).toEqual({
      shown: true,
    })
    await tab.page.locator('#here frankly-box .card').waitFor()
  })

  it('<frankly-survey> stands in the page, <frankly-door> takes a complaint and gives a receipt', async () => {
    shop.page = { body: '<frankly-survey survey="after"></frankly-survey><frankly-door></frankly-door>' }
    await visit()
    await tab.page.locator('frankly-survey .card').getByText('Very hard').waitFor()
    const door = tab.page.locator('frankly-door .card')
    await door.getByRole('textbox').first().fill('The parcel came broken')
    await door.getByRole('button', { name: 'Next' }).click()
    await door.getByText('No reply needed').click()
    await door.getByRole('button', { name: 'Send' }).click()
    await eventually(() => collector.revisions.at(-1)?.status).toBe('completed')
    const last = collector.revisions.at(-1)!
    expect(last.complaint).toBeTruthy()
    await door.getByText(last.receiptCode!).first().waitFor()
  })

  it.each(['Very hard', 'Very easy'])(
    'the frank door is offered before and after "%s" alike, and keeps the answer given',
    async (word) => {
      shop.page = { head: `<script>${purchase}</script>` }
      await visit()
      const door = card(tab.page).getByRole('button', { name: 'Something went wrong? Tell us, we want to know.' })
      await door.waitFor()
      await card(tab.page).getByText(word).click()
      await card(tab.page).getByRole('textbox').waitFor()
      await door.click()
      await card(tab.page).getByText('What happened?').first().waitFor()
      expect(await door.count()).toBe(0)
      await eventually(() => collector.revisions.at(-1)?.answers['ease']).toMatchObject({ kind: 'rating' })
    },
  )

  it('a broken survey in the configuration gives one clear line, nothing else, and the sound one is shown', async () => {
    const broken = {
      ...survey,
      id: 'broken',
      pages: [{ id: 'p', questions: [{ kind: 'hologram', id: 'q', text: 'x' }] }],
    }
    collector.config = { ...config(), surveys: [broken, survey] }
    shop.page = { head: `<script>${purchase}</script>` }
    await visit()
    await card(tab.page).getByText('Very easy').waitFor()
    expect(tab.errors).toHaveLength(1)
    expect(tab.errors[0]).toMatch(/survey "broken" is left out: pages\[0\]\.questions\[0\]/)
    tab.errors.length = 0
  })

  it('[Q29] the collector dies right after the question came: the card says so, keeps the choice, and trying again stores it', async () => {
    shop.page = { head: `<script>${purchase}</script>` }
    tab = await openTab(browser, '')
    // the first question is here, what steps it on is not
    await tab.page.route('**/a/*.js*', (route) => route.abort())
    await tab.page.goto(shop.url)
    await card(tab.page).getByText('So-so').click()
    await card(tab.page).getByRole('alert').getByText('Not saved.').waitFor()
    expect(await card(tab.page).getByRole('radio', { name: 'So-so' }).isChecked()).toBe(true)
    expect(tab.errors.join()).toContain('[frankly] stopped at an error')
    // the browser's own lines about the network, and nothing that reached the page
    const network = /Failed to load resource|Same Origin Policy|\[frankly\]/
    expect(tab.errors.filter((line) => !network.test(line))).toEqual([])
    await tab.page.unroute('**/a/*.js*')
    await card(tab.page).getByRole('button', { name: 'Try again' }).click()
    await card(tab.page).getByRole('textbox').waitFor()
    await eventually(() => collector.revisions.at(-1)?.answers['ease']).toEqual({ kind: 'rating', value: 3 })
    tab.errors.length = 0
  })

  it('kept answers of a closed page arrive later, once, without being asked again', async () => {
    shop.page = { head: `<script>${purchase}</script>` }
    await visit()
    await card(tab.page).getByText('Hard', { exact: true }).click()
    await card(tab.page).getByRole('textbox').waitFor()
    collector.down = true
    await card(tab.page).getByRole('textbox').fill('Nobody answered the phone')
    await card(tab.page).getByRole('button', { name: 'Send' }).click()
    await card(tab.page)
      .getByText(/kept|saved on this device/i)
      .first()
      .waitFor()
    await tab.page.goto('about:blank')
    collector.down = false
    tab.errors.length = 0
    shop.page = {}
    await tab.page.goto(shop.url)
    await eventually(() => collector.revisions.filter(({ status }) => status === 'completed').length).toBe(1)
    expect(await card(tab.page).count()).toBe(0)
  })
})
