import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BROWSERS } from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  built,
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

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))

const bought = (nonce = ''): string => `<script nonce="${nonce}">${purchase}</script>`

const POISON = `
Object.prototype.extra = function () {}; Array.prototype.extra = function () {}; String.prototype.extra = 1;
Array.prototype.toJSON = function () { return 'poisoned' };
Array.prototype.remove = function () { throw new Error('poison') };
Element.prototype.remove = function () { this.parentNode.removeChild(this); return this };
Function.prototype.delay = function () {}; window.$ = window.jQuery = function () { throw new Error('poison') };
window.Symbol.observable = 'x'; window.name = 'poison'; window.event = 1; window.module = {}; window.exports = {}; window.define = Object.assign(() => { throw new Error('poison') }, { amd: {} });
`

describe.each(BROWSERS)('loading and policies in %s', (name) => {
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
    collector.revisions.length = 0
    shop.page = { head: bought() }
  })
  afterEach(async () => {
    expect(tab.errors).toEqual([])
    await tab.close()
  })
  const visit = async (): Promise<void> => {
    tab = await openTab(browser, shop.url)
  }
  const paths = (): string[] => collector.requests.map(({ path }) => path)
  const answer = async (): Promise<void> => {
    await card(tab.page).getByText('So-so').click()
    await card(tab.page).getByRole('textbox').fill('Fine')
    await card(tab.page).getByRole('button', { name: 'Send' }).click()
    await card(tab.page).getByText('Got it, thank you.').waitFor()
  }

  it('[peer 33] a page where nothing is to be asked loads one file and the configuration, stores nothing, opens no database', async () => {
    shop.page = {}
    await visit()
    await eventually(paths).toContain('/v1/projects/pk_demo/config')
    await tab.page.waitForLoadState('networkidle')
    expect(paths()).toEqual(['/frankly.js', '/v1/projects/pk_demo/config'])
    expect(await tab.page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0)
    expect(await tab.page.evaluate('indexedDB.databases()')).toEqual([])
    shop.page = { head: bought() }
    collector.config = config({ surveys: [{ ...survey, targeting: { triggers: [{ on: 'event', name: 'other' }] } }] })
    await tab.page.goto(shop.url)
    await tab.page.waitForLoadState('networkidle')
    expect(paths().filter((path) => /^\/[abc]\//.test(path))).toEqual([])
  })

  it('stores nothing before the customer acts; data-storage none keeps only unsent answers', async () => {
    await visit()
    await card(tab.page).waitFor()
    await tab.page.waitForLoadState('networkidle')
    expect(await tab.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    await card(tab.page).getByText('So-so').click()
    await eventually(() => tab.page.evaluate('localStorage.length')).toBeGreaterThan(0)
    await tab.page.evaluate('localStorage.clear()')
    shop.page = { head: bought(), script: tag(collector.url, 'data-storage="none"') }
    await tab.page.goto(shop.url)
    await answer()
    expect(await tab.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
  })

  it('[peer 44] once answered, the next page is not asked and loads no interface', async () => {
    await visit()
    await answer()
    await eventually(() => tab.page.evaluate(`Object.keys(localStorage).some((key) => key.endsWith('.quiet'))`)).toBe(
      true,
    )
    collector.requests.length = 0
    await tab.page.goto(shop.url)
    await eventually(paths).toContain('/v1/projects/pk_demo/config')
    await tab.page.waitForLoadState('networkidle')
    expect(await card(tab.page).count()).toBe(0)
  })

  it('[peer 55] consent denied: not asked by itself, answers given on purpose still arrive', async () => {
    shop.page = { head: bought(), script: tag(collector.url, 'data-consent="denied"') }
    await visit()
    await tab.page.waitForFunction('window.frankly && frankly.explain')
    await tab.page.waitForLoadState('networkidle')
    expect(await card(tab.page).count()).toBe(0)
    await tab.page.evaluate(`frankly('show', 'after', { force: true })`)
    await answer()
    await eventually(() => collector.revisions.at(-1)?.status).toBe('completed')
  })

  it('[peer 45] explain says why, and the debug panel shows it', async () => {
    shop.page = {}
    tab = await openTab(browser, `${shop.url}/?frankly-debug`)
    await tab.page.locator('frankly-box .panel').getByText('If it were asked for now').waitFor()
    const explained = (await tab.page.evaluate(`frankly('explain', 'after')`)) as {
      decisions: { show: boolean; reason: string }[]
    }
    expect(explained.decisions[0]).toMatchObject({ show: true, reason: 'matched' })
    expect(await tab.page.evaluate(`frankly('status')`)).toMatchObject({
      version,
      project: 'pk_demo',
      open: [],
      waiting: 0,
    })
  })

  it.each([
    ['another origin', '', ''],
    ["the shop's own path, one file only", 'single', ''],
  ])(
    '[peer 37] [peer 38] [peer 39] works from %s under a strict policy with Trusted Types, without one report',
    async (_from, build) => {
      const nonce = 'r4nd0m'
      const policy = `default-src 'none'; img-src 'self'; script-src 'nonce-${nonce}'; connect-src ${collector.url}; require-trusted-types-for 'script'; trusted-types 'none'`
      const spy = `<script nonce="${nonce}">window.reports=[];document.addEventListener('securitypolicyviolation',(e)=>reports.push(e.violatedDirective+' '+e.blockedURI+' '+e.sample))</script>`
      const script =
        build === 'single'
          ? `<script nonce="${nonce}" data-project="pk_demo" data-host="${collector.url}">${(await built()).get('/single/frankly.js')!.toString().replaceAll('</script', '<\\/script')}</script>`
          : `<script nonce="${nonce}" async src="${collector.url}/frankly.js" data-project="pk_demo"></script>`
      shop.page = {
        head: spy + bought(nonce),
        script,
        body: '<h1>Thanks</h1>',
        headers: { 'content-security-policy': policy },
      }
      await visit()
      await answer()
      expect(await tab.page.evaluate('reports')).toEqual([])
      expect(collector.revisions.at(-1)?.status).toBe('completed')
      if (build === 'single') expect(paths().filter((path) => /^\/[abc]\//.test(path))).toEqual([])
    },
  )

  it('[peer 40] words of a definition are text: no markup runs, no script link opens', async () => {
    const [page, ...pages] = survey.pages
    const text = '<img src=x onerror="window.hacked=1"> [here](javascript:window.hacked=1)'
    collector.config = config({
      surveys: [{ ...survey, pages: [{ ...page!, questions: [{ ...page!.questions[0]!, text }] }, ...pages] }],
    })
    await visit()
    await card(tab.page).getByText('<img src=x').waitFor()
    expect(await card(tab.page).locator('img, a[href^="javascript"]').count()).toBe(0)
    expect(await tab.page.evaluate('window.hacked')).toBeUndefined()
  })

  it('host prototypes that were poisoned before do not break it', async () => {
    shop.page = { head: `<script>${POISON}</script>${bought()}` }
    await visit()
    await answer()
    await eventually(() => collector.revisions.at(-1)?.status).toBe('completed')
  })

  it('[peer 41] names of files are neutral; a wrong chunk is refused by its hash', async () => {
    await visit()
    await answer()
    for (const path of paths().filter((each) => /^\/[abc]\//.test(each)))
      expect(path).toMatch(/^\/[abc]\/([a-z]{2}-)?([dlq]-)?[0-9a-f]{8}\.js$/)
    await tab.close()
    tab = await openTab(browser, '')
    await tab.page.route('**/b/*.js', async (route) => {
      const reply = await route.fetch()
      await route.fulfill({ response: reply, body: `window.tampered=1;${await reply.text()}` })
    })
    await tab.page.goto(shop.url)
    await eventually(() => tab.errors.join()).toMatch(/integrity|stopped at an error/i)
    expect(await card(tab.page).count()).toBe(0)
    expect(await tab.page.evaluate('window.tampered')).toBeUndefined()
    tab.errors.length = 0
  })

  it('two tags are one; a page without a network is not disturbed', async () => {
    shop.page = { head: bought(), script: tag(collector.url) + tag(collector.url) }
    await visit()
    await card(tab.page).waitFor()
    expect(await tab.page.locator('frankly-box').count()).toBe(1)
    collector.down = true
    await tab.page.goto(shop.url)
    await tab.page.locator('h1').waitFor()
    await tab.page.waitForLoadState('networkidle')
    expect(await tab.page.evaluate('typeof frankly')).toBe('undefined')
    collector.down = false
    tab.errors.length = 0
  })

  it('200 times open, answer, close: nothing of ours stays in the page', async () => {
    collector.config = config({ governor: {} })
    shop.page = {}
    await visit()
    await tab.page.waitForFunction('window.frankly && frankly.show')
    const left = await tab.page.evaluate(async () => {
      const { frankly } = window as never as { frankly: (...args: unknown[]) => Promise<unknown> }
      for (let i = 0; i < 200; i++) {
        await frankly('show', 'after', { force: true })
        const root = document.querySelector('frankly-box')!.shadowRoot!
        ;(root.querySelector('[type=radio]') as HTMLElement).click()
        await new Promise((go) => setTimeout(go, 0))
        frankly('close')
      }
      return [document.querySelectorAll('frankly-box').length, document.querySelectorAll('*').length]
    })
    const nodes = left[1]
    expect(left[0]).toBe(0)
    await tab.page.evaluate('frankly.destroy()')
    expect(await tab.page.evaluate('document.querySelectorAll("*").length')).toBe(nodes)
  })
})
