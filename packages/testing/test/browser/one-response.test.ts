import { BROWSERS, launchBrowser } from '@frankly/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTagShop, type TagShop } from './tag-shop.ts'

const WAIT = { timeout: 30_000 }
const surveyOf = (version: number) => ({
  schema: 1,
  id: 'after',
  version,
  title: 'After the order',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  targeting: { triggers: [{ on: 'purchase' }] },
  pages: [
    {
      id: 'only',
      questions: [
        { kind: 'rating', id: 'rate', scale: 'csat5', text: 'How was it?' },
        // a later version asks something else
        version === 1
          ? { kind: 'text', id: 'best', text: 'What was best?' }
          : { kind: 'text', id: 'fix', text: 'What to mend?' },
      ],
    },
  ],
})
const rated = (value: number) => ({ kind: 'rating', value })
const words = (text: string) => ({ kind: 'text', text })

describe.each(BROWSERS)('the right person, order and version, from the press to the store, in %s', (name) => {
  // One for each browser: what was published in a store is never taken back.
  let shop: TagShop
  let browser: Browser
  let device: BrowserContext
  /** Orders of other tests are theirs. */
  let order = ''
  let count = 0
  beforeAll(async () => {
    browser = await launchBrowser(name)
    shop = await openTagShop([surveyOf(1)])
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  beforeEach(async () => {
    device = await browser.newContext({ locale: 'en' })
    // as the collector answers now: a browser may show its copy for a minute
    await device.route('**/config', async (route) => {
      const response = await route.fetch().catch(() => undefined)
      if (response) await route.fulfill({ response }).catch(() => undefined)
    })
    order = `${name}-${++count}`
  })
  afterEach(() => device.close())

  /** A page of the shop that says these things as it loads. */
  async function visit(says: readonly string[], query = '', page?: Page): Promise<Page> {
    page ??= await device.newPage()
    await page.addInitScript(
      `window.frankly=window.frankly||function(){(frankly.q=frankly.q||[]).push(arguments)};window.told=[];
frankly('on','suppressed',function(e){told.push(e.reason)});frankly('on','delivery.sent',function(e){told.push('sent '+e.revision)});
if (location.pathname === '/') {${says.join(';')}}`,
    )
    await page.goto(`${shop.url}/${query}`)
    await page.waitForFunction('window.frankly && frankly.show')
    return page
  }
  const bought = (id = order) => `frankly('purchase',{orderId:${JSON.stringify(id)},value:1990,currency:'RUB'})`
  const iAm = (id: string) => `frankly('identify',{id:${JSON.stringify(id)}})`
  const show = (page: Page) => page.evaluate(`frankly.show('after',{force:true}).then(({shown,reason})=>shown||reason)`)
  const card = (page: Page) => page.locator('frankly-box .card, frankly-survey .card')
  const field = (page: Page) => card(page).getByRole('textbox').first()
  const asked = (page: Page) => card(page).getByText('How was it?').waitFor(WAIT)
  /** The device notes the order with the first answer; before that the lock alone tells. */
  const yields = async (page: Page) => {
    await expect.poll(() => page.evaluate('told.join()'), WAIT).toMatch(/^(order-asked|another-open)$/)
    expect(await card(page).count()).toBe(0)
  }
  const send = async (page: Page) => {
    await card(page).getByRole('button', { name: 'Send' }).click()
    await card(page).getByText('Got it, thank you').waitFor(WAIT)
  }
  const rows = async () =>
    (await shop.stored())
      .filter(({ context }) => context.order?.orderId.startsWith(`${order}`))
      .sort((a, b) => a.timings.startedAt - b.timings.startedAt)
  const isStored = (...wanted: readonly object[]) =>
    expect
      .poll(
        async () =>
          (await rows()).map(({ answers, subject, context, status, surveyVersion }) => ({
            answers,
            who: subject?.id,
            order: context.order?.orderId,
            status,
            version: surveyVersion,
          })),
        WAIT,
      )
      .toEqual(wanted.map((each) => ({ who: undefined, order, version: 1, ...each })))

  it('[P3] what Anna writes is never shown to Boris, nor stored as his: not on her page, not on a later one', async () => {
    const page = await visit([iAm('anna'), bought()])
    await asked(page)
    await card(page).getByText('Very well').click()
    await field(page).fill('of Anna alone')
    // before the words are saved
    await page.evaluate(iAm('boris'))
    await card(page).waitFor({ state: 'detached' })
    expect(await show(page)).toBe(true)
    await asked(page)
    expect(await field(page).inputValue()).toBe('')
    expect(await card(page).getByRole('radio', { checked: true }).count()).toBe(0)
    const ofAnna = { who: 'anna', status: 'partial', answers: { rate: rated(5), best: words('of Anna alone') } }
    await isStored(ofAnna)
    await page.close()

    const later = await visit([iAm('boris'), bought()])
    await show(later)
    await asked(later)
    expect(await field(later).inputValue()).toBe('')
    await card(later).getByText('So-so').click()
    await field(later).fill('of Boris')
    await send(later)
    const ofBoris = { who: 'boris', status: 'completed', answers: { rate: rated(3), best: words('of Boris') } }
    await isStored(ofAnna, ofBoris)
    await later.close()

    const again = await visit([iAm('anna'), bought()])
    await show(again)
    await asked(again)
    expect(await field(again).inputValue()).toBe('of Anna alone')
    await send(again)
    await isStored({ ...ofAnna, status: 'completed' }, ofBoris)
  })

  it('[P3] who becomes known keeps the words that were begun before: one row, under the name', async () => {
    const page = await visit([bought()])
    await asked(page)
    await card(page).getByText('Well', { exact: true }).click()
    await field(page).fill('begun unknown')
    await isStored({ status: 'partial', answers: { rate: rated(4), best: words('begun unknown') } })
    await page.evaluate(iAm('anna'))
    expect(await field(page).inputValue()).toBe('begun unknown')
    await field(page).fill('ended known')
    await send(page)
    await isStored({ who: 'anna', status: 'completed', answers: { rate: rated(4), best: words('ended known') } })
  })

  it('[P6] E-1 is on the screen while E-2 is bought: stored as E-1; E-2 gets a response of its own', async () => {
    const page = await visit([bought()])
    await asked(page)
    await card(page).getByText('Well', { exact: true }).click()
    await page.evaluate(bought(`${order}-second`))
    await field(page).fill('about the first')
    await send(page)
    const first = { status: 'completed', answers: { rate: rated(4), best: words('about the first') } }
    await isStored(first)
    await show(page)
    await asked(page)
    await card(page).getByText('So-so').click()
    await field(page).fill('about the second')
    await send(page)
    const answers = { rate: rated(3), best: words('about the second') }
    await isStored(first, { order: `${order}-second`, status: 'completed', answers })
  })

  it('[P6] an order of a later page does not go on with the words about an earlier one', async () => {
    const page = await visit([bought()])
    await asked(page)
    await field(page).fill('about the first')
    await isStored({ status: 'partial', answers: { best: words('about the first') } })
    await page.close()
    const later = await visit([bought(`${order}-second`)])
    await show(later)
    await asked(later)
    expect(await field(later).inputValue()).toBe('')
    await field(later).fill('about the second')
    await send(later)
    await isStored(
      { status: 'partial', answers: { best: words('about the first') } },
      { order: `${order}-second`, status: 'completed', answers: { best: words('about the second') } },
    )
  })

  it('[P4] <frankly-survey> and a popover for one order are one row', async () => {
    const page = await visit([bought()], '?inline=after')
    await asked(page)
    await card(page).first().getByText('Well', { exact: true }).click()
    await show(page)
    expect(await card(page).count()).toBe(1)
    await field(page).fill('said once')
    // and a popover of another tab
    const other = await visit([bought()])
    await yields(other)
    await send(page)
    await isStored({ status: 'completed', answers: { rate: rated(4), best: words('said once') } })
  })

  it('[P4] two tabs with one order are one row: the second yields, and goes on with the words when the first is closed', async () => {
    const first = await visit([bought()])
    await asked(first)
    await card(first).getByText('Well', { exact: true }).click()
    await field(first).fill('begun in the first')
    await isStored({ status: 'partial', answers: { rate: rated(4), best: words('begun in the first') } })
    const second = await visit([bought()])
    await yields(second)
    expect(await show(second)).toBe('another-open')
    expect(await card(second).count()).toBe(0)
    await first.close()
    await expect.poll(() => show(second), WAIT).toBe(true)
    await asked(second)
    expect(await field(second).inputValue()).toBe('begun in the first')
    await field(second).fill('ended in the second')
    await send(second)
    await isStored({ status: 'completed', answers: { rate: rated(4), best: words('ended in the second') } })
  })

  it('[P4] two tabs that open at the same moment: one asks', async () => {
    const tabs = [await device.newPage(), await device.newPage()]
    await Promise.all(tabs.map((tab) => visit([bought()], '', tab)))
    const told = async () => (await Promise.all(tabs.map((tab) => tab.evaluate('told')))).flat()
    await expect.poll(told, WAIT).toEqual(['another-open'])
    const counts = () => Promise.all(tabs.map((tab) => card(tab).count()))
    await expect.poll(async () => (await counts()).sort(), WAIT).toEqual([0, 1])
  })

  it('[P4] a purchase and a call at the same moment are one card, and what is pressed on it is stored', async () => {
    const page = await visit([])
    await page.evaluate(`${bought()};frankly.show('after',{force:true})`)
    await asked(page)
    await card(page).getByText('Well', { exact: true }).click()
    expect(await card(page).count()).toBe(1)
    await field(page).fill('said once')
    await send(page)
    await isStored({ status: 'completed', answers: { rate: rated(4), best: words('said once') } })
  })

  it('[CD2] a call while another page event puts the same survey up is answered with what is shown', async () => {
    const page = await visit([])
    // an order without a number tells no two responses apart: the call and the event may begin one run
    const shown = await page.evaluate(
      `frankly('purchase','odd');frankly.show('after',{force:true}).then(({shown,run})=>shown&&run.responseId)`,
    )
    await asked(page)
    await card(page).getByText('Well', { exact: true }).click()
    await send(page)
    const row = async () => (await shop.stored()).find(({ id }) => id === shown)
    await expect.poll(async () => (await row())?.answers, WAIT).toEqual({ rate: rated(4) })
  })

  it('[P7] a new version drops no stored word: the open page ends as it began, the next begins a response of its own', async () => {
    const open = await visit([bought()])
    await asked(open)
    await card(open).getByText('Well', { exact: true }).click()
    await field(open).fill('words of version one')
    const first = { status: 'partial', answers: { rate: rated(4), best: words('words of version one') } }
    await isStored(first)
    await shop.publish([surveyOf(2)])
    try {
      const later = await visit([bought()])
      await show(later)
      await card(later).getByText('What to mend?').waitFor(WAIT)
      await field(later).fill('words of version two')
      await send(later)
      const second = { version: 2, status: 'completed', answers: { fix: words('words of version two') } }
      await isStored(first, second)
      await field(open).fill('more words of version one')
      await send(open)
      const ended = { rate: rated(4), best: words('more words of version one') }
      await isStored({ status: 'completed', answers: ended }, second)
    } finally {
      await shop.publish([surveyOf(1)])
    }
  })
})
