import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { awake, bought, card, config, eventually, setUp } from './rig.ts'
import { CONSENT_BARS, SHOP_THEMES } from './shop-themes.ts'

/** In the page: what is fixed of it and cannot be hit in its middle, since the card lies over it. */
function covered(): string[] {
  const all = (root: ParentNode): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
      ...(element.matches('[data-fixed]') ? [element] : []),
      ...(element.shadowRoot && !element.localName.startsWith('frankly-') ? all(element.shadowRoot) : []),
    ])
  const own = document.querySelector('frankly-box[data-layer] , frankly-box')!.shadowRoot!.querySelector('.card')!
  const ours = own.getBoundingClientRect()
  return all(document).flatMap((element) => {
    const box = element.getBoundingClientRect()
    const apart =
      box.width === 0 ||
      box.right <= ours.left ||
      box.left >= ours.right ||
      box.bottom <= ours.top ||
      box.top >= ours.bottom
    return apart ? [] : [`${element.className || element.id || element.localName}: ${box.top} < ${ours.bottom}`]
  })
}

describe.each(BROWSERS)('a good neighbour in %s', (name) => {
  const rig = setUp(name)
  const WINDOWS = [
    { width: 390, height: 844 },
    { width: 1280, height: 800 },
  ]

  it.each(SHOP_THEMES)('[peers 9] covers nothing that stays in the window: $name', async ({ head, body }) => {
    rig.shop.page = { head: head + bought(), body }
    for (const viewport of WINDOWS) {
      await rig.visit({ viewport })
      await card(rig.page).waitFor()
      expect([viewport.width, await rig.page.evaluate(covered)]).toEqual([viewport.width, []])
      const box = (await card(rig.page).boundingBox())!
      expect(box.y).toBeGreaterThanOrEqual(0)
    }
  })

  it('stands in the corner where nothing is, and beside what is fixed elsewhere', async () => {
    rig.shop.page = {
      head: bought(),
      body: '<h1>Thanks</h1><div style="position:fixed;left:10px;bottom:10px;width:60px;height:60px">Chat</div><aside style="position:fixed;inset:0 0 auto;height:80px">Sale</aside>',
    }
    await rig.visit({ viewport: { width: 1280, height: 800 } })
    await card(rig.page).waitFor()
    await eventually(async () => {
      const box = (await card(rig.page).boundingBox())!
      return [1280 - box.x - box.width, Math.round(800 - box.y - box.height)]
    }).toEqual([16, 16])
  })

  it('moves above a bubble that loads after it, without a shift of anything; one that goes moves nothing', async () => {
    rig.shop.page = { head: bought(), body: '<h1>Thanks</h1>' }
    await rig.visit({ viewport: { width: 1280, height: 800 } })
    await card(rig.page).waitFor()
    await rig.page.waitForLoadState('networkidle')
    const bottom = async (): Promise<number> => {
      const box = (await card(rig.page).boundingBox())!
      return Math.round(box.y + box.height)
    }
    await eventually(bottom).toBe(784)
    await rig.page.evaluate(`document.body.insertAdjacentHTML('beforeend',
      '<div id="late" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px">Chat</div>')`)
    await eventually(bottom).toBe(800 - 80 - 8)
    await rig.page.evaluate(`document.getElementById('late').remove()`)
    await rig.page.waitForTimeout(900)
    expect(await bottom()).toBe(712)
  })

  it.each(Object.entries(CONSENT_BARS))('waits while consent is asked for: %s', async (_, bar) => {
    rig.shop.page = { head: bought(), body: `<h1>Thanks</h1>${bar}` }
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await awake(rig.page)
    await eventually(() => rig.collector.requests.some(({ path }) => /^\/[abc]\//.test(path))).toBe(true)
    await rig.page.waitForLoadState('networkidle')
    expect(await card(rig.page).count()).toBe(0)
    await rig.page.locator('#ok').click()
    await card(rig.page).waitFor()
  })

  it('does not take the words of a shop for cookies for a bar', async () => {
    rig.shop.page = {
      head: bought(),
      body: '<header class="cookie-header" style="position:sticky;top:0;height:80px">Cookies and cake</header><main class="cookie-box">Thanks</main>',
    }
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
  })

  it('what was asked for by name comes at once, above the bar', async () => {
    rig.shop.page = { body: `<h1>Thanks</h1>${Object.values(CONSENT_BARS)[0]!.replace('<div', '<div data-fixed')}` }
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await awake(rig.page)
    await rig.page.evaluate(`frankly('show', 'after')`)
    await card(rig.page).waitFor()
    expect(await rig.page.evaluate(covered)).toEqual([])
  })

  it('the tab is away while a card of ours is there, and comes back', async () => {
    rig.collector.config = config({ door: { show: 'tab' } })
    rig.shop.page = { body: '<h1>Thanks</h1>' }
    await rig.visit({ viewport: { width: 1280, height: 800 } })
    const tab = rig.page.locator('frankly-box .tab')
    await tab.waitFor()
    await rig.page.evaluate(`frankly('show', 'after')`)
    await card(rig.page).waitFor()
    await tab.waitFor({ state: 'hidden' })
    await card(rig.page).getByRole('button', { name: 'Close' }).click()
    await tab.waitFor()
    await tab.click()
    await card(rig.page).waitFor()
    await tab.waitFor({ state: 'hidden' })
    await rig.page.keyboard.press('Escape')
    await tab.waitFor()
    expect(await rig.page.evaluate('document.activeElement.localName')).toBe('frankly-box')
  })

  it('the tab lies over no survey and no door in the page, and is there where they are not seen', async () => {
    rig.collector.config = config({ door: { show: 'tab' } })
    rig.shop.page = {
      body: '<h1>Thanks</h1><frankly-survey survey="after"></frankly-survey><div style="height:3000px"></div><frankly-door></frankly-door>',
    }
    await rig.visit({ viewport: { width: 1280, height: 800 } })
    const tab = rig.page.locator('frankly-box .tab')
    await rig.page.locator('frankly-survey .card').waitFor()
    await tab.waitFor({ state: 'hidden' })
    await rig.page.evaluate('scrollTo(0, 1200)')
    await tab.waitFor()
    await rig.page.evaluate('scrollTo(0, 9999)')
    await tab.waitFor({ state: 'hidden' })
  })

  it('inline it is at most 640 px wide', async () => {
    rig.shop.page = { body: '<frankly-survey survey="after"></frankly-survey>' }
    await rig.visit({ viewport: { width: 1280, height: 800 } })
    const inline = rig.page.locator('frankly-survey .card')
    await inline.waitFor()
    expect((await inline.boundingBox())!.width).toBe(640)
  })
})

describe('a theme that fits the page, in chromium', () => {
  const rig = setUp('chromium')
  const is = (): Promise<string> =>
    rig.page.locator('frankly-box .frame, frankly-survey .frame').evaluate((frame) => frame.dataset['theme']!)

  it.each([
    ['a white shop, a dark system', '', 'dark', 'light'],
    ['a dark shop, a light system', 'body{background:#101418;color:#eee}', 'light', 'dark'],
    ['a dark shop by a wrapper of the page', '#all{background:oklch(0.2 0.02 250);min-height:100vh}', 'light', 'dark'],
    [
      'a white shop with a dark header and footer',
      'header,footer{background:#111;height:120px}footer{position:fixed;inset:auto 0 0}',
      'dark',
      'light',
    ],
    ['a page that leaves its colours to the system', ':root{color-scheme:light dark}', 'dark', 'dark'],
    ['a page with a picture behind it', 'body{background:linear-gradient(#fff,#000)}', 'dark', 'dark'],
  ] as const)('[peers 5] auto follows the page first: %s', async (_, css, colorScheme, wanted) => {
    rig.shop.page = {
      head: `<style>body{margin:0}${css}</style>${bought()}`,
      body: '<div id="all"><header></header><h1>Thanks</h1><footer></footer></div>',
    }
    await rig.visit({ colorScheme, viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    expect(await is()).toBe(wanted)
  })

  it('auto follows the ground that an inline survey stands on', async () => {
    rig.shop.page = {
      body: '<section style="background:#202020;padding:40px"><div><frankly-survey survey="after"></frankly-survey></div></section>',
    }
    await rig.visit({ colorScheme: 'light' })
    await rig.page.locator('frankly-survey .card').waitFor()
    expect(await is()).toBe('dark')
  })

  it("auto follows a page that turns dark while a card stands; `page` follows the page's own switch at once", async () => {
    const body = `<h1>Thanks</h1>`
    rig.shop.page = { head: `<style>.night body{background:#111}</style>${bought()}`, body }
    await rig.visit({ colorScheme: 'light' })
    await card(rig.page).waitFor()
    await rig.page.waitForLoadState('networkidle')
    expect(await is()).toBe('light')
    await rig.page.evaluate(`document.documentElement.className = 'night'`)
    await eventually(is).toBe('dark')

    rig.collector.config = config({ look: { theme: 'page', darkWhen: '[data-mode=night]' } })
    rig.shop.page = { head: bought(), body }
    await rig.visit({ colorScheme: 'dark' })
    await card(rig.page).waitFor()
    await rig.page.waitForLoadState('networkidle')
    expect(await is()).toBe('light')
    await rig.page.evaluate(`document.body.dataset.mode = 'night'`)
    await eventually(is).toBe('dark')
    await rig.page.evaluate(`delete document.body.dataset.mode`)
    await eventually(is).toBe('light')
  })
})
