import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../browsers.ts'
import { startCollector } from '../collector-process.ts'
import { repoPath } from '../repo.ts'
import { buy, startShopProcess } from '../shop-visit.ts'
import { sheetOf, type Tile, webpOf } from './sheet.ts'

/**
 * `npm run look -- film [--out=folder]`: what somebody sees who never met us, in ten frames from the load of the
 * thank-you page to the thanks, on a phone and on a desk, with the real shop and collector.
 */
const { values } = parseArgs({ options: { out: { type: 'string' } } })
const folder = values.out ?? repoPath('docs/pictures')
mkdirSync(folder, { recursive: true })

/** A film is shown in a page and is fetched by everybody who reads it. */
const MOST_BYTES = 300_000
const SENTENCE = 'The delivery fee only showed up on the last step.'

const VIEWS: readonly {
  readonly name: string
  readonly options: BrowserContextOptions
  /** Of the film, px, and how much of its own size each frame has in it. */
  readonly width: number
  readonly scale: number
}[] = [
  {
    name: 'phone',
    options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    width: 1424,
    scale: 2 / 3,
  },
  { name: 'desk', options: { viewport: { width: 1280, height: 800 } }, width: 1344, scale: 0.5 },
]

const collector = await startCollector()
const shop = await startShopProcess(collector.url)
const browser = await launchBrowser('chromium')
for (const { name, options, width, scale } of VIEWS) {
  const png = await sheetOf(browser, [{ tiles: await film(options) }], { width, scale })
  writeFileSync(`${folder}/film-${name}.webp`, await small(browser, png))
}
await browser.close()
await shop.stop()
await collector.stop()
console.log(`the films are in ${folder}`)

/** One visit, frame by frame. */
async function film(options: BrowserContextOptions): Promise<readonly Tile[]> {
  const context = await browser.newContext({ ...options, locale: 'en' })
  const page = await context.newPage()
  await buy(page, shop.url)
  const tiles: Tile[] = []
  const shoot = async (words: string): Promise<void> => {
    const png = await page.screenshot({ caret: 'initial' })
    tiles.push({ words: `${tiles.length + 1}. ${words}`, png })
  }
  // from here on it is the load that a customer sees after paying; the tag comes once the page was looked at
  let come = (): void => {}
  const looked = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route('**/frankly.js', async (route) => {
    await looked
    await route.continue()
  })
  await page.reload({ waitUntil: 'domcontentloaded' })
  await page.locator('h1').first().waitFor()
  await stand(page)
  await shoot('The page stands')
  const cdp = await context.newCDPSession(page)
  await cdp.send('Animation.enable')
  /** What moves is caught on its way: a picture takes longer than the move. */
  const slowly = async (words: string, there: Locator): Promise<void> => {
    await there.waitFor()
    await shoot(words)
    await cdp.send('Animation.setPlaybackRate', { playbackRate: 1 })
    await stand(page)
  }
  const slow = () => cdp.send('Animation.setPlaybackRate', { playbackRate: 0.1 })
  await slow()
  come()
  await slowly('The card rises', page.locator('frankly-box .card'))
  const marks = page.locator('frankly-box label:has(input[type=radio])')
  await marks.nth(3).waitFor()
  await shoot('One question')
  await aim(page, marks.nth(3))
  await shoot('A finger on “Well”')
  const fields = page.locator('frankly-box textarea')
  await slow()
  await page.mouse.up()
  await slowly('One tap: the next page comes', fields.first())
  await shoot('Two questions for who likes')
  await fields.last().click()
  await page.keyboard.type(SENTENCE.slice(0, 20))
  await shoot('A sentence')
  await page.keyboard.type(SENTENCE.slice(20))
  await shoot('The sentence is written')
  await page.locator('frankly-box button:text-matches("^(Next|Send)$")').first().click()
  const no = page.locator('frankly-box button:text-matches("^No")')
  await no.waitFor()
  await stand(page)
  await shoot('Two more, or no')
  await no.click()
  await page.mouse.move(5, 5)
  await page.getByText(/thank/i).and(page.locator('frankly-box *')).first().waitFor()
  await stand(page)
  await shoot('Thanks')
  await context.close()
  return tiles
}

/** What moves has come to rest. */
async function stand(page: Page): Promise<void> {
  await page.waitForTimeout(700)
}

/** The finger or pointer comes down and stays. */
async function aim(page: Page, mark: Locator): Promise<void> {
  const box = (await mark.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.waitForTimeout(150)
}

/** As sharp as the ceiling allows. */
async function small(browser: Browser, png: Buffer): Promise<Buffer> {
  for (let quality = 0.9; quality > 0.3; quality -= 0.1) {
    const webp = await webpOf(browser, png, quality)
    if (webp.length < MOST_BYTES) return webp
  }
  throw new Error(`the film does not fit in ${MOST_BYTES} bytes`)
}
