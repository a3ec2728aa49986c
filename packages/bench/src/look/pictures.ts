import { sheetOf, type Tile, webpOf } from '@frankly/testing'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { DESK, open, PHONE, visitShop } from './acts.ts'
import type { Product } from './products.ts'

/** A product on its page. */
export interface Stand {
  readonly product: Product
  readonly url: string
}

const SCHEMES = ['light', 'dark'] as const
const WINDOWS: readonly {
  readonly name: string
  readonly options: BrowserContextOptions
  /** Of the picture, px, and how much of its own size each window has in it. */
  readonly width: number
  readonly scale: number
}[] = [
  { name: 'phone', options: PHONE, width: 1680, scale: 0.8 },
  { name: 'desk', options: DESK, width: 1664, scale: 0.625 },
]

/** All products side by side in the same window, one picture for each window and colour: name and WebP. */
export async function picturesOf(
  browser: Browser,
  stands: readonly Stand[],
): Promise<readonly (readonly [name: string, webp: Buffer])[]> {
  const pictures: (readonly [string, Buffer])[] = []
  for (const { name, options, width, scale } of WINDOWS) {
    for (const colorScheme of SCHEMES) {
      const tiles: Tile[] = []
      for (const { product, url } of stands) {
        const context = await browser.newContext({ ...options, colorScheme, reducedMotion: 'reduce' })
        const page = await visitShop(context, url, 'score')
        await open(page)
        await page.locator(product.frame).first().waitFor()
        // what moves in, stands
        await page.waitForTimeout(1500)
        tiles.push({ words: product.name, png: await page.screenshot({ caret: 'hide' }) })
        await context.close()
      }
      const png = await sheetOf(browser, [{ tiles }], { width, scale, dark: colorScheme === 'dark' })
      pictures.push([`${name}-${colorScheme}.webp`, await webpOf(browser, png, 0.86)])
    }
  }
  return pictures
}
