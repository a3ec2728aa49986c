import type { Browser } from 'playwright-core'

/** One picture of a sheet with the words under it. */
export interface Tile {
  readonly words: string
  /** As Playwright takes it. */
  readonly png: Buffer
}

/** Tiles that stand together under one heading. */
export interface SheetPart {
  readonly heading?: string
  readonly tiles: readonly Tile[]
}

/** How a sheet is laid out: row after row, each as full as it can be. */
export interface SheetOptions {
  /** Of the whole sheet, px. */
  readonly width: number
  /** How much of its own size every tile has, such as `0.5`. */
  readonly scale: number
  /** Dark ground for pictures of dark things. */
  readonly dark?: boolean
}

/** Many pictures as one: a grid that a browser lays out and takes a picture of. */
export async function sheetOf(browser: Browser, parts: readonly SheetPart[], options: SheetOptions): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: options.width, height: 400 } })
  await page.setContent(htmlOf(parts, options))
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  const png = await page.locator('main').screenshot({ type: 'png' })
  await page.close()
  return png
}

/** The same picture as WebP, as the browser's own canvas writes it. */
export async function webpOf(browser: Browser, png: Buffer, quality: number): Promise<Buffer> {
  const page = await browser.newPage()
  const url = await page.evaluate(
    async ({ data, quality }) => {
      const image = new Image()
      image.src = data
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      canvas.getContext('2d')!.drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', quality)
    },
    { data: dataUrl(png), quality },
  )
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

const dataUrl = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`

function htmlOf(parts: readonly SheetPart[], { width, scale, dark }: SheetOptions): string {
  const safe = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const [ground, ink] = dark ? ['#3f3f46', '#fafafa'] : ['#e4e4e7', '#18181b']
  const body = parts.map(
    ({ heading, tiles }) =>
      `${heading ? `<h2>${safe(heading)}</h2>` : ''}<div>${tiles
        .map(({ words, png }) => `<figure><img src="${dataUrl(png)}"><figcaption>${safe(words)}</figcaption></figure>`)
        .join('')}</div>`,
  )
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0}
main{display:inline-block;max-width:${width - 32}px;padding:16px;background:${ground};color:${ink};font:14px/20px "Noto Sans",system-ui,sans-serif}
h2{margin:12px 0 8px;font-size:18px;line-height:24px}
div{display:flex;flex-wrap:wrap;gap:16px;align-items:start}
figure{margin:0;width:min-content;min-width:120px}
img{display:block;zoom:${scale}}
figcaption{margin-top:4px}
</style><main>${body.join('')}</main>`
}
