import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { answer, awake, bought, card, eventually, setUp } from './rig.ts'

/** What pages have done to what belongs to the browser. */
const TAKEN: Readonly<Record<string, string>> = {
  "MooTools' Array.from":
    'Array.from = function (item) { if (item == null) return []; return typeof item != "string" && typeof item.length == "number" ? [].slice.call(item) : [item] }',
  'a text on Object.prototype': `Object.prototype.x = 'y'`,
  'var performance': 'var performance = { marks: [] }',
  'var navigation': 'var navigation = ["Home", "Shop"]',
  'function URL': 'function URL() {}',
  'a wrapper of fetch that adds a header':
    'const own = fetch; window.fetch = (url, init = {}) => own(url, { ...init, headers: { ...init.headers, "x-trace": "1" } })',
  'a wrapper of fetch that knows addresses only':
    'const own = fetch; window.fetch = (url, init) => own(new URL(url, location.href), init)',
  'an element with our name': '',
  'a form with our name and our methods': '',
}
const ELEMENTS: Readonly<Record<string, string>> = {
  'an element with our name': '<div id="frankly"></div>',
  'a form with our name and our methods': '<form id="frankly"><input name="destroy"><input name="q"></form>',
}

describe.each(BROWSERS)('[F7] pages that have taken what is ours or the browser`s, in %s', (name) => {
  const rig = setUp(name, {}, { width: 1000, height: 800 })

  it.each(Object.keys(TAKEN))('%s: asked, answered, stored', async (how) => {
    rig.shop.page = {
      head: `<script>${TAKEN[how]}</script>${bought()}`,
      script: '',
      body: `${ELEMENTS[how] ?? ''}<h1>Thank you</h1><script async src="${rig.collector.url}/frankly.js" data-project="pk_demo"></script>`,
    }
    await rig.visit()
    await answer(rig.page)
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
    // the browser itself tells of a preflight that was refused
    rig.tab.errors.splice(
      0,
      rig.tab.errors.length,
      ...rig.tab.errors.filter((line) => !/CORS|preflight|ERR_FAILED|Cross-Origin/.test(line)),
    )
  })

  const steal = (target: string, capture: boolean): string =>
    `${target}.addEventListener('keydown', (e) => { if (/INPUT|TEXTAREA/.test(e.target.tagName)) return; if ('s/'.includes(e.key)) { e.preventDefault(); document.querySelector('#search').focus() } }, ${capture})`

  it.each([
    ['document', false],
    ['document', true],
    ['window', false],
    ['window', true],
  ] as const)('shortcuts of a shop heard on the %s, capture %s, take no letter of ours', async (target, capture) => {
    rig.shop.page = {
      head: `${bought()}<script>${steal(target, capture)}</script>`,
      body: '<input id="search"><p id="text">Text</p>',
    }
    await rig.visit()
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await rig.page.waitForLoadState('networkidle')
    await card(rig.page).getByRole('textbox').click()
    await rig.page.keyboard.type('s/he is/was', { delay: 20 })
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('s/he is/was')
    // outside of ours they are the page's
    await rig.page.locator('#text').click()
    await rig.page.keyboard.press('s')
    expect(await rig.page.evaluate('document.activeElement.id')).toBe('search')
    await card(rig.page).getByRole('textbox').click()
    await rig.page.keyboard.press('Escape')
    await eventually(() => card(rig.page).count()).toBe(0)
  })

  it('a modal of elements with a focus trap leaves our field its focus, keys and clicks', async () => {
    rig.shop.page = {
      head: bought(),
      body: `<div id="modal" hidden><button>OK</button><input id="inside"></div><script>
        const modal = document.querySelector('#modal')
        const trap = (e) => { if (e.target !== document && !modal.contains(e.target)) { e.preventDefault(); e.stopImmediatePropagation(); modal.querySelector('button').focus() } }
        function open() { modal.hidden = false; modal.setAttribute('role', 'dialog'); modal.setAttribute('aria-modal', 'true'); for (const type of ['focusin', 'mousedown', 'click']) document.addEventListener(type, trap, true); modal.querySelector('button').focus() }
        function shut() { modal.hidden = true; modal.removeAttribute('aria-modal'); for (const type of ['focusin', 'mousedown', 'click']) document.removeEventListener(type, trap, true) }
      </script>`,
    }
    await rig.visit()
    await card(rig.page).getByText('How easy was it').waitFor()
    await rig.page.waitForLoadState('networkidle')
    await rig.page.evaluate('open()')
    await rig.page.locator('#modal frankly-box').waitFor()
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await card(rig.page).getByRole('textbox').click()
    await rig.page.keyboard.type('Trapped')
    await rig.page.evaluate('shut()')
    await rig.page.locator('html > frankly-box').waitFor()
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Trapped')
  })

  it('a page that takes foreign elements out is not fought: we give up once, with one line, and it does not hang', async () => {
    rig.shop.page = {
      head: `${bought()}<script>window.taken = 0; new MutationObserver((list) => { for (const { addedNodes } of list) for (const node of addedNodes) if (node.localName === 'frankly-box') { taken++; node.remove() } }).observe(document, { childList: true, subtree: true })</script>`,
    }
    await rig.visit()
    await awake(rig.page)
    await eventually(() => rig.tab.errors.length).toBeGreaterThan(0)
    await rig.page.waitForTimeout(1000)
    const taken = await rig.page.evaluate('taken')
    expect(taken).toBeLessThan(15)
    expect(rig.tab.errors.splice(0)).toEqual([expect.stringContaining('again and again')])
    expect(await rig.page.evaluate(`frankly('show', 'after', { force: true })`)).toMatchObject({ reason: 'taken-out' })
    await rig.page.waitForTimeout(500)
    expect(await rig.page.evaluate('taken')).toBe(taken)
  })
})
