import type { Browser, Page } from 'playwright-core'
import { open, PHONE, visitShop } from './acts.ts'
import type { Product } from './products.ts'

/** What the first frame takes of a phone's screen, in px of 390 × 844. */
export interface Cover {
  /** Painted over: what lies below cannot be seen at all. */
  readonly painted: number
  /** Where a press no longer reaches the page. */
  readonly caught: number
}

/** The page's own colour, twice, so near that nobody sees a difference: a picture that keeps its colours hides it. */
const GROUNDS = ['rgb(255,255,255)', 'rgb(239,255,255)'] as const

/** Counts the pixels that stay the same when the page below changes its colour, and the points that are not its own. */
export async function coverOf(browser: Browser, url: string, product: Product): Promise<Cover> {
  const context = await browser.newContext({ ...PHONE, reducedMotion: 'reduce' })
  const page = await visitShop(context, url, 'score')
  await open(page)
  await page.locator(product.frame).first().waitFor()
  await page.waitForTimeout(1500)
  const caught = await page.evaluate(() => {
    const { innerWidth: width, innerHeight: height } = window
    let points = 0
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const hit = document.elementFromPoint(x, y)
        if (hit && hit !== document.body && hit !== document.documentElement && !hit.closest('header,main')) points++
      }
    }
    return points
  })
  const pictures: string[] = []
  for (const ground of GROUNDS) {
    await page.addStyleTag({
      content: `html,body{background:${ground}!important}body>header,body>main{visibility:hidden!important}`,
    })
    pictures.push(`data:image/png;base64,${(await page.screenshot({ caret: 'hide' })).toString('base64')}`)
  }
  const blank = await browser.newPage()
  const painted = await samePixels(blank, pictures)
  await blank.close()
  await context.close()
  return { painted, caught }
}

/** How many pixels two pictures have in common. */
function samePixels(page: Page, pictures: readonly string[]): Promise<number> {
  return page.evaluate(async (urls) => {
    const read = async (url: string) => {
      const image = new Image()
      image.src = url
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const draw = canvas.getContext('2d')!
      draw.drawImage(image, 0, 0)
      return new Uint32Array(draw.getImageData(0, 0, canvas.width, canvas.height).data.buffer)
    }
    const [one, two] = [await read(urls[0]!), await read(urls[1]!)]
    return one.reduce((same, pixel, at) => same + Number(pixel === two[at]), 0)
  }, pictures)
}
