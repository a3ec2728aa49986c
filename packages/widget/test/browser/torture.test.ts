import { BROWSERS, type BrowserName, launchBrowser, launchWebKit, webkitIsHere } from '@frankly/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  config,
  type FakeCollector,
  openTab,
  type Shop,
  type ShopPage,
  startFakeCollector,
  startShop,
  survey,
} from './rig.ts'
import { PAGES, type TorturePage } from './torture-pages.ts'
import { CLEAN, compare, type Picture } from './torture-probe.ts'
import { type Driven, type Visit, visit } from './torture-run.ts'
import { documented, type Line, tableOf, write } from './torture-table.ts'

/** One scale, then a native field of every sort: what frameworks dress up. */
const asked = {
  ...survey,
  pages: [
    survey.pages[0]!,
    {
      id: 'two',
      questions: [
        survey.pages[1]!.questions[0]!,
        ...(['list', 'dropdown'] as const).map((layout) => ({
          kind: 'choice' as const,
          id: layout,
          text: { en: 'How did you pay?', ru: 'Как вы платили?' },
          layout,
          multiple: layout === 'list',
          choices: ['Card', 'Cash'].map((text) => ({ id: text.toLowerCase(), text: { en: text, ru: text } })),
        })),
      ],
    },
  ],
}

let collector: FakeCollector
let shop: Shop
const lines: Line[] = []
beforeAll(async () => {
  collector = await startFakeCollector(config({ surveys: [asked] }))
  shop = await startShop(collector.url)
})
afterAll(async () => {
  await shop.close()
  await collector.close()
})

/** So much, of 255, a rim of a stroke is mixed differently where the page beneath makes the browser paint in layers. */
const RIMS = 32

const pagesOf = (browser: BrowserName) => PAGES.filter(({ only }) => only?.includes(browser) ?? true)

/** Compares with the blank page in the same window, which is visited once. */
function judge(name: string, count: (one: Picture, other: Picture) => Promise<number>) {
  const blanks = new Map<string, Visit>()
  return async (page: TorturePage, driven: Driven, clean = CLEAN): Promise<void> => {
    const blank: ShopPage = page.blank ?? {}
    const key = JSON.stringify([blank, page.window])
    if (!blanks.has(key)) blanks.set(key, await visit(driven, { shop, collector }, blank))
    const { pictures, row } = await visit(driven, { shop, collector }, page.page, page)
    let pixels = 0
    for (const [at, picture] of pictures.entries()) pixels += await count(blanks.get(key)!.pictures[at]!, picture)
    const found = { pixels: String(pixels), ...row }
    lines.push({ page: page.title.replace(/^(\[peer \d+\] )+/, ''), browser: name, row: found })
    expect(found).toEqual(clean)
  }
}

describe.each(BROWSERS)('torture pages in %s', (name) => {
  let browser: Browser
  let measure: Page
  const check = judge(name, async (one, other) =>
    one.png === other.png ? 0 : ((await measure.evaluate(compare(one, other, RIMS))) as number),
  )
  beforeAll(async () => {
    browser = await launchBrowser(name)
    measure = await browser.newPage()
    await measure.goto('about:blank')
  })
  afterAll(() => browser.close())

  it.each(pagesOf(name))('$title', async (page) => {
    const tab = await openTab(browser, '', page.window ?? { viewport: { width: 1000, height: 800 } })
    const scale = page.window?.deviceScaleFactor ?? 1
    try {
      await check(page, {
        // Playwright hides the caret in Firefox by a style of its own; a style of ours would stand in the reports too
        errors: () => tab.errors.filter((line) => !/inline style \(style-src-elem\)/.test(line)),
        evaluate: (source) => tab.page.evaluate(source),
        go: async (url) => void (await tab.page.goto(url)),
        picture: async (clip) => ({
          png: (await tab.page.screenshot({ clip, animations: 'disabled' })).toString('base64'),
          clip: { x: 0, y: 0, width: clip.width * scale, height: clip.height * scale },
        }),
      })
    } finally {
      await tab.close()
    }
  })
})

describe.runIf(webkitIsHere)('torture pages in WebKitGTK', () => {
  let webkit: Awaited<ReturnType<typeof launchWebKit>>
  let driven: Driven
  // WebKitGTK mixes the rims of round shapes anew from one visit to the next, by up to 90 of 255: words and colours tell
  const check = judge('webkitgtk', async (one, other) => {
    await webkit.driver.get('about:blank')
    return webkit.driver.executeAsyncScript(`${compare(one, other, 100)}.then(arguments[0])`)
  })
  beforeAll(async () => {
    webkit = await launchWebKit()
    driven = {
      evaluate: (source) => webkit.driver.executeScript(`return ${source}`),
      go: (url) => webkit.driver.get(url),
      picture: async (clip) => {
        // this driver does not end transitions
        for (let last = ''; ; ) {
          const png = await webkit.driver.takeScreenshot()
          if (png === last) return { png, clip }
          last = png
        }
      },
    }
  })
  afterAll(() => webkit.close())

  it.each(PAGES.filter(({ webkit }) => webkit))('$title', (page) =>
    check(page, driven, { ...CLEAN, console: 'unread' }),
  )
})

it('the table in the docs is the one of this run', () => {
  console.log(['', ...tableOf(lines)].join('\n'))
  if (process.env['FRANKLY_WRITE_TABLES']) write(lines)
  expect(documented()).toEqual(expect.arrayContaining(tableOf(lines)))
})
