import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BROWSERS,
  type CollectorProcess,
  launchBrowser,
  startCollector,
  storedResponses,
  type TestServer,
} from '@frankly/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { card, eventually, openTab, serveEverything, survey, type Tab } from './rig.ts'

const FOREIGN_HOST = 'http://127.0.0.1:9'

let collector: CollectorProcess
let shop: TestServer
/** What the shop's page is made of; `COLLECTOR` stands for the collector's address. */
let html = ''
beforeAll(async () => {
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-purchases-')), 'frankly.config.json')
  const project = { shop: 'Lamp & Co', origins: ['loopback'], surveys: [survey], spam: { fasterThanMs: 0 } }
  writeFileSync(
    configFile,
    JSON.stringify({ projects: { pk_demo: project, pk_all: { ...project, record: ['items', 'coupon', 'path'] } } }),
  )
  collector = await startCollector({ configFile })
  shop = await serveEverything((request, response) => {
    const type = request.url === '/vendor.js' ? 'text/javascript' : 'text/html;charset=utf-8'
    const text = request.url === '/vendor.js' ? '' : html.replaceAll('COLLECTOR', collector.url)
    response.writeHead(200, { 'content-type': type }).end(text)
  })
})
afterAll(async () => {
  await shop?.close()
  await collector?.stop()
})

const TAG = '<script async src="COLLECTOR/frankly.js" data-project="pk_demo"></script>'
const page = (head: string, body = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}</head><body><h1>Shop</h1>${body}</body></html>`
const ld = (order: object | readonly object[]): string =>
  `<script type="application/ld+json">${JSON.stringify(order)}</script>`
const order = (orderNumber: string, more: object = {}) => ({
  '@context': 'https://schema.org',
  '@type': 'Order',
  orderNumber,
  price: '1,990.00',
  priceCurrency: 'EUR',
  ...more,
})
/** The single-page app's router: another address, drawn by `draw`. */
const route = (tab: Page, path: string, draw: string) =>
  tab.evaluate(`history.pushState({}, '', ${JSON.stringify(path)}); (() => { ${draw} })()`)

describe.each(BROWSERS)('[F9] a purchase is heard where it is, in %s', (name) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(name)
  })
  afterAll(() => browser.close())

  async function visit(content: string, path = '/'): Promise<Tab> {
    html = content
    return openTab(browser, shop.url + path)
  }
  /** The order that is stored with an answer given here. */
  const orderAskedAbout = async (tab: Tab) => (await responseOf(tab)).context.order
  /** Answers both questions and gives what is stored. */
  async function responseOf({ page, errors, close }: Tab) {
    await card(page).getByText('In between').click()
    // few digits in a row: staff lists mask what looks like a telephone number
    const words = `words ${Math.random().toString(36).replaceAll(/\d/g, 'x')}`
    await card(page).getByRole('textbox').fill(words)
    await card(page).getByRole('button', { name: 'Send' }).click()
    await card(page).getByText('Got it, thank you.').waitFor()
    const found = async () =>
      (await storedResponses(collector.url)).find(({ answers }) => JSON.stringify(answers).includes(words))
    await eventually(async () => (await found())?.status).toBe('completed')
    expect(errors).toEqual([])
    await close()
    return (await found())!
  }
  /** Nothing is asked although everything had time to be looked at. */
  async function expectQuiet(tab: Tab): Promise<void> {
    await tab.page.waitForFunction('window.frankly && frankly.show')
    await tab.page.waitForTimeout(1500)
    expect(await card(tab.page).count()).toBe(0)
    await tab.close()
  }

  it('in a data layer that the thank-you component makes after load: asked there, not a page later', async () => {
    const tab = await visit(page(TAG))
    await tab.page.waitForFunction('window.frankly && frankly.show')
    await tab.page.waitForTimeout(700)
    await tab.page.evaluate(
      `window.dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: 'L-1', value: '1.990,00', currency: 'EUR' } }]`,
    )
    expect(await orderAskedAbout(tab)).toEqual({ orderId: 'L-1', value: 1990, currency: 'EUR' })
  })

  it('in JSON-LD inside another node, by its full name, and drawn late', async () => {
    const tab = await visit(page(TAG))
    await tab.page.waitForFunction('window.frankly && frankly.show')
    const node = { '@type': 'WebPage', mainEntity: order('J-1', { '@type': 'https://schema.org/Order' }) }
    await tab.page.evaluate(
      ([text]) => {
        document.body.insertAdjacentHTML('beforeend', text!)
      },
      [ld(node)],
    )
    expect(await orderAskedAbout(tab)).toEqual({ orderId: 'J-1', value: 1990, currency: 'EUR' })
  })

  it('after a soft navigation, with a new tag or with new JSON-LD, and it is the order of that page', async () => {
    const first = await visit(page(TAG))
    await first.page.waitForFunction('window.frankly && frankly.show')
    await route(
      first.page,
      '/thanks/T-1',
      `const tag = document.createElement('script'); tag.src = ${JSON.stringify(collector.url)} + '/frankly.js';
       Object.assign(tag.dataset, { project: 'pk_demo', orderId: 'T-1', orderValue: '1 990,00', orderFirst: 'False' });
       document.head.append(tag)`,
    )
    expect(await orderAskedAbout(first)).toEqual({ orderId: 'T-1', value: 1990, firstOrder: false })

    const second = await visit(page(TAG + ld(order('J-2', { orderStatus: 'OrderDelivered' }))))
    await second.page.waitForFunction('window.frankly && frankly.show')
    await route(
      second.page,
      '/thanks/J-3',
      `document.querySelector('script[type="application/ld+json"]').textContent = ${JSON.stringify(JSON.stringify(order('J-3')))}`,
    )
    expect(await orderAskedAbout(second)).toEqual({ orderId: 'J-3', value: 1990, currency: 'EUR' })
  })

  it('an order history, a delivered or returned order, and a template that nobody filled are no purchase', async () => {
    const quiet = [
      page(TAG + ld([order('H-1'), order('H-2')])),
      page(TAG + ld(order('D-1', { orderStatus: 'https://schema.org/OrderDelivered' }))),
      page(TAG + ld(order('R-1', { orderStatus: 'OrderReturned' }))),
      page(TAG.replace('data-project', 'data-order-id="{{ order.id }}" data-project')),
      page(
        `<script>dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: '{{ order.id }}' } }]</script>${TAG}`,
      ),
    ]
    for (const content of quiet) await expectQuiet(await visit(content))
  })

  it('beside a data layer whose getter throws: an order in the markup is asked about all the same', async () => {
    const broken = `<script>Object.defineProperty(window, 'dataLayer', { get() { throw new Error('mine') } })</script>`
    const tab = await visit(page(broken + TAG + ld(order('G-1'))))
    expect(await orderAskedAbout(tab)).toEqual({ orderId: 'G-1', value: 1990, currency: 'EUR' })
  })

  it('[F18] item names, a coupon and a token in the path are not recorded unless the project asks for them', async () => {
    const bought = (id: string): string =>
      `<script>dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: '${id}', value: 5, coupon: 'FOR-ANNA', items: [{ item_name: 'Test kit' }] } }]</script>`
    const tab = await visit(page(bought('I-1') + TAG), '/checkouts/9f8e7d6c5b4a39281706/thanks')
    const { context } = await responseOf(tab)
    expect(context).toMatchObject({ path: '/checkouts/*/thanks', order: { orderId: 'I-1', value: 5 } })
    expect(JSON.stringify(context)).not.toMatch(/ANNA|kit|9f8e/)
    const asked = await visit(
      page(bought('I-2') + TAG.replace('pk_demo', 'pk_all')),
      '/checkouts/9f8e7d6c5b4a39281706/thanks',
    )
    expect((await responseOf(asked)).context).toMatchObject({
      path: '/checkouts/9f8e7d6c5b4a39281706/thanks',
      order: { orderId: 'I-2', value: 5, coupon: 'FOR-ANNA', items: [{ name: 'Test kit' }] },
    })
  })

  it('[F17] only the script element that runs says where answers go, whatever the page names currentScript', async () => {
    const bought = `<script>dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: 'C-1' } }]</script>`
    const tab = await visit(
      page(
        `${bought}<script src="/vendor.js" data-project="pk_foreign" data-host="${FOREIGN_HOST}"></script>`,
        `<img name="currentScript" alt="" data-project="pk_foreign" data-host="${FOREIGN_HOST}">${TAG}`,
      ),
    )
    expect(await orderAskedAbout(tab)).toEqual({ orderId: 'C-1' })
  })

  it('[F17] as a module it finds its own element, not that of another vendor', async () => {
    const bought = `<script>dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: 'M-1' } }]</script>`
    const vendor = `<script src="/vendor.js" data-project="pk_foreign" data-host="${FOREIGN_HOST}"></script>`
    const tab = await visit(
      page(`${bought}${vendor}<script type="module" src="COLLECTOR/frankly.js" data-project="pk_demo"></script>`),
    )
    expect(await orderAskedAbout(tab)).toEqual({ orderId: 'M-1' })
  })

  it('[F17] a tag manager that strips attributes: the project stands in the address of the script', async () => {
    const bought = `<script>dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: 'Q-1' } }]</script>`
    const manager = `<script>const tag = document.createElement('script'); tag.async = true
      tag.src = 'COLLECTOR/frankly.js?project=pk_demo&theme=dark'; document.head.append(tag)</script>`
    const tab = await visit(page(bought + manager))
    expect(await orderAskedAbout(tab)).toEqual({ orderId: 'Q-1' })
  })

  it('[F17] a tag without a project, or without an element, says so in one line and leaves the page alone', async () => {
    const tab = await visit(page('<script async src="COLLECTOR/frankly.js"></script>'))
    await eventually(() => tab.errors).toEqual([expect.stringContaining('names no project')])
    expect(await tab.page.evaluate('typeof frankly')).toBe('undefined')
    await tab.close()
    const imported = await visit(page('<script type="module">await import("COLLECTOR/frankly.js")</script>'))
    await eventually(() => imported.errors).toEqual([expect.stringContaining('no script element')])
    await imported.close()
  })
})
