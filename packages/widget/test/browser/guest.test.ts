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

const bought = `<script>${purchase}</script>`

/** What a page may see of us; taken before and after. */
const traces = `JSON.stringify({
  sheets: document.styleSheets.length,
  body: document.body.getAttribute('style') + '|' + document.body.className,
  html: document.documentElement.getAttribute('style') + '|' + document.documentElement.className,
  scroll: [scrollX, scrollY, document.documentElement.scrollHeight, document.documentElement.scrollWidth],
  history: history.length,
  focus: document.activeElement && document.activeElement.id,
  globals: Object.keys(window).filter((key) => key !== 'frankly' && key !== 'before' && !key.startsWith('__pw')).sort(),
  properties: [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)),
})`

/** Pages that have broken widgets before: resets, frameworks' base rules, odd modes. */
const TORTURE: Record<string, { head?: string; body?: string; doctype?: string }> = {
  'everything unset': { head: '<style>*,*::before,*::after{all:unset!important}</style>' },
  'html at 62.5 %': { head: '<style>html{font-size:62.5%}</style>' },
  'border-box, no margins (Tailwind preflight)': {
    head: '<style>*,::before,::after{box-sizing:border-box;border:0 solid red;margin:0;padding:0}button,input,select,textarea{font:inherit;color:inherit;background:transparent;border-radius:0}button{text-transform:uppercase}</style>',
  },
  'loud frameworks (Bootstrap, Materialize)': {
    head: '<style>div,section,span,label,fieldset,legend,h2,p,textarea{color:red!important;background:lime!important;font:900 40px/3 serif!important;letter-spacing:9px!important;text-transform:uppercase!important;border:9px dashed blue!important;margin:30px!important;float:right!important;width:50%!important}[type=radio]:not(:checked),[type=radio]:checked{position:absolute!important;opacity:0!important}button{background:red!important;height:90px!important}:root{--f-ink:red;--f-paper:lime;--block:300px}</style>',
  },
  'quirks mode': { doctype: ' ' },
  'transformed root': { head: '<style>body{transform:rotate(2deg);filter:blur(1px);overflow:hidden}</style>' },
}

describe.each(BROWSERS)('a good guest in %s', (name) => {
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
    collector.requests.length = 0
    shop.page = { head: bought }
  })
  afterEach(async () => {
    expect(tab.errors).toEqual([])
    await tab.close()
  })
  const visit = async (): Promise<void> => {
    tab = await openTab(browser, shop.url, { viewport: { width: 1000, height: 800 } })
  }

  it('[peer 1] [peer 2] [peer 3] [peer 4] [peer 11] styles, variables, body, scroll, history, focus and globals stay untouched, after destroy too', async () => {
    shop.page = {
      head: `<style>body{height:3000px}</style>${bought}`,
      body: '<input id="mine">',
      // the page's own focus and scrolling come to rest first: Firefox scrolls to a focused field some frames later
      script: `<script>addEventListener('load',()=>{document.getElementById('mine').focus({preventScroll:true});setTimeout(()=>{scrollTo(0,200);window.before=${traces};const widget=document.createElement('script');widget.async=true;widget.src='${collector.url}/frankly.js';widget.dataset.project='pk_demo';document.head.append(widget)},500)})</script>`,
    }
    await visit()
    await card(tab.page).getByText('Easy', { exact: true }).waitFor()
    const before = await tab.page.evaluate('before')
    expect(await tab.page.evaluate(traces)).toBe(before)
    // by the mouse alone: a driver's click may scroll what it clicks into view, and the page with it
    const easy = (await card(tab.page).getByText('Easy', { exact: true }).boundingBox())!
    await tab.page.mouse.click(easy.x + easy.width / 2, easy.y + easy.height / 2)
    await card(tab.page).getByRole('textbox').waitFor()
    await tab.page.evaluate('frankly.destroy()')
    await tab.page.evaluate('document.getElementById("mine").focus({ preventScroll: true })')
    expect(await tab.page.evaluate(traces)).toBe(before)
    expect(await tab.page.evaluate('document.querySelector("frankly-box")')).toBeNull()
  })

  it('[peer 6] page CSS does not reach the card: no pixel differs from the blank page', async () => {
    await visit()
    const picture = async (): Promise<string> => {
      await card(tab.page).getByText('Very easy').waitFor()
      await tab.page.evaluate('document.fonts.ready')
      // the rest of the interface arrives while the question is read, and adds its small parts
      await tab.page.waitForLoadState('networkidle')
      // the shadow around the card shows the page through it: only the card's own box is compared
      const box = (await card(tab.page).boundingBox())!
      const clip = { x: box.x + 12, y: box.y + 12, width: box.width - 24, height: box.height - 24 }
      return (await tab.page.screenshot({ clip, animations: 'disabled' })).toString('base64')
    }
    const blank = await picture()
    for (const [page, parts] of Object.entries(TORTURE)) {
      shop.page = { ...parts, head: `${parts.head ?? ''}${bought}` }
      await tab.page.goto(shop.url)
      expect((await picture()) === blank, page).toBe(true)
    }
  })

  it("[peer 5] the host's dark class does not flip the widget; [peer 52] data-theme does, and the page's font comes when asked for", async () => {
    collector.config = config({ look: { inheritFont: true } })
    shop.page = {
      head: `<style>.dark *{background:black;color:white}body{font-family:"Courier New",monospace}</style>${bought}<script>document.documentElement.className='dark'</script>`,
      script: tag(collector.url, 'data-theme="light"'),
    }
    await visit()
    const style = (property: string): Promise<string> =>
      card(tab.page).evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), property)
    await card(tab.page).waitFor()
    const light = await style('background-color')
    expect(await style('font-family')).toContain('Courier New')
    shop.page = { head: bought, script: tag(collector.url, 'data-theme="dark"') }
    await tab.page.goto(shop.url)
    await card(tab.page).waitFor()
    expect(await style('background-color')).not.toBe(light)
  })

  it('[peer 10] stands above the highest z-index of the page', async () => {
    shop.page = { head: bought, body: '<div style="position:fixed;inset:0;z-index:2147483647;background:gold"></div>' }
    await visit()
    await card(tab.page).getByText('Very easy').click()
    await card(tab.page).getByRole('textbox').waitFor()
  })

  it('[peer 9] lets every click beside the card through, keeps the asked distance, and can be dragged away', async () => {
    collector.config = config({ look: { offset: { block: 90, inline: 40 } } })
    shop.page = {
      head: bought,
      body: '<button id="host" style="position:fixed;right:10px;bottom:10px" onclick="this.textContent=\'paid\'">Pay</button>',
    }
    await visit()
    await card(tab.page).getByText('Very easy').waitFor()
    await tab.page.locator('#host').click()
    expect(await tab.page.locator('#host').textContent()).toBe('paid')
    const box = (await card(tab.page).boundingBox())!
    expect([Math.round(1000 - box.x - box.width), Math.round(800 - box.y - box.height)]).toEqual([40, 90])
    await eventually(async () => {
      await tab.page.mouse.move(box.x + 60, box.y + 14)
      await tab.page.mouse.down()
      await tab.page.mouse.move(box.x - 300, box.y - 100, { steps: 5 })
      await tab.page.mouse.up()
      return Math.round((await card(tab.page).boundingBox())!.x)
    }).toBeLessThan(box.x - 200)
  })

  it('[peer 7] stays usable when the page opens a modal dialog over it', async () => {
    shop.page = {
      head: bought,
      body: '<dialog id="d"><button id="ok" onclick="d.close()">OK</button></dialog><button id="open" onclick="d.showModal()">Open</button>',
    }
    await visit()
    await card(tab.page).getByText('Very easy').waitFor()
    // what keeps it on top comes with the rest
    await tab.page.waitForLoadState('networkidle')
    await tab.page.locator('#open').click()
    await tab.page.locator('dialog frankly-box').waitFor()
    await card(tab.page).getByText('Very easy').click()
    await card(tab.page).getByRole('textbox').fill('Mind the dialog')
    await tab.page.locator('#ok').click()
    await tab.page.locator('html > frankly-box').waitFor()
    expect(await card(tab.page).getByRole('textbox').inputValue()).toBe('Mind the dialog')
  })

  it('[peer 8] waits while the page shows a modal dialog of its own', async () => {
    shop.page = {
      head: bought,
      body: '<dialog id="d"><button id="ok" onclick="d.close()">Accept</button></dialog><script>d.showModal()</script>',
    }
    await visit()
    await eventually(() => collector.requests.some(({ path }) => /^\/[abc]\//.test(path))).toBe(true)
    await tab.page.waitForLoadState('networkidle')
    expect(await card(tab.page).count()).toBe(0)
    await tab.page.locator('#ok').click()
    await card(tab.page).waitFor()
  })

  it('[peer 12] takes no focus and traps none; [peer 54] has a close control, and Escape inside it closes', async () => {
    shop.page = { head: bought, body: '<input id="mine" autofocus><script>mine.focus()</script>' }
    await visit()
    await card(tab.page).getByText('Very easy').waitFor()
    expect(await tab.page.evaluate('document.activeElement.id')).toBe('mine')
    await tab.page.keyboard.press('Escape')
    expect(await card(tab.page).count()).toBe(1)
    await card(tab.page).getByRole('radio').first().focus()
    await tab.page.keyboard.press('Escape')
    await eventually(() => card(tab.page).count()).toBe(0)
    await tab.page.evaluate(`frankly('show', 'after', { force: true })`)
    await card(tab.page).getByRole('button', { name: 'Close' }).click()
    await eventually(() => card(tab.page).count()).toBe(0)
  })

  it('[peer 13] is a named dialog; opened by a click it takes the focus and gives it back', async () => {
    shop.page = { body: `<button id="ask" onclick="frankly('show','after')">Ask me</button>` }
    await visit()
    await tab.page.waitForFunction('window.frankly && frankly.show')
    await tab.page.locator('#ask').click()
    await tab.page.getByRole('dialog', { name: 'After the purchase' }).waitFor()
    expect(await tab.page.evaluate('document.activeElement.localName')).toBe('frankly-box')
    await tab.page.keyboard.press('Escape')
    await eventually(() => tab.page.evaluate('document.activeElement.id')).toBe('ask')
  })

  it('a modal comes only after a click, makes the page inert, and gives the focus back', async () => {
    collector.config = config({ surveys: [{ ...survey, placement: 'modal' }] })
    shop.page = {
      head: bought,
      body: `<button id="ask" onclick="frankly('show','after',{force:true})">Ask me</button>`,
    }
    await visit()
    // by its trigger it is a popover
    await tab.page.locator('frankly-box .frame[data-placement=popover]').waitFor()
    await card(tab.page).getByRole('button', { name: 'Close' }).click()
    await tab.page.locator('#ask').click()
    await tab.page.locator('frankly-box dialog:modal .card').waitFor()
    for (let i = 0; i < 12; i++) await tab.page.keyboard.press('Tab')
    expect(await tab.page.evaluate('document.activeElement.id')).not.toBe('ask')
    await card(tab.page).getByRole('radio').first().focus()
    await tab.page.keyboard.press('Escape')
    await eventually(() => tab.page.evaluate('document.activeElement.id')).toBe('ask')
  })

  it('[peer 14] goes through by keyboard alone', async () => {
    await visit()
    await card(tab.page).getByRole('radio').first().focus()
    await tab.page.keyboard.press('Space')
    await card(tab.page).getByRole('button', { name: 'Next' }).focus()
    await tab.page.keyboard.press('Enter')
    await card(tab.page).getByRole('textbox').waitFor()
    await card(tab.page).getByRole('textbox').focus()
    await tab.page.keyboard.type('By keyboard')
    await tab.page.keyboard.press('Tab')
    await card(tab.page).getByRole('button', { name: 'Send' }).focus()
    await tab.page.keyboard.press('Enter')
    await card(tab.page).getByText('Got it, thank you.').waitFor()
  })

  it('is not printed', async () => {
    await visit()
    await card(tab.page).waitFor()
    // Firefox is driven without media emulation: the rule itself is read there
    await tab.page.emulateMedia({ media: 'print' })
    const isHidden = () => {
      const { shadowRoot } = document.querySelector('frankly-box')!
      const rules = shadowRoot!.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules])
      const print = rules.find((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === 'print') as
        | CSSMediaRule
        | undefined
      return matchMedia('print').matches
        ? getComputedStyle(document.querySelector('frankly-box')!).display === 'none'
        : /data-layer.*display: none !important/.test(print?.cssText ?? '')
    }
    // the rule comes with the code after the first frame
    await eventually(() => tab.page.evaluate(isHidden)).toBe(true)
  })
})
