import { type BrowserName, launchBrowser } from '@frankly/testing'
import type { Browser, Page, ViewportSize } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { serveGallery } from '../../../../examples/gallery/scripts/serve.ts'

/** One page in a browser of its own, for a `describe`. */
export interface GalleryPage {
  readonly page: Page
  /** Opens what the query names and waits until all of it stands, the later part too. */
  show(query: string): Promise<void>
}

/** The gallery, built and served once for a test file. */
export interface GalleryRig {
  in(name: BrowserName, viewport: ViewportSize): GalleryPage
  show(page: Page, query: string): Promise<void>
}

export function setUpGallery(): GalleryRig {
  let gallery: Awaited<ReturnType<typeof serveGallery>>
  beforeAll(async () => {
    gallery = await serveGallery()
  })
  afterAll(() => gallery?.close())
  const show = async (page: Page, query: string): Promise<void> => {
    await page.goto(`${gallery.url}/?${query}`)
    await page.waitForSelector('body[data-ready]')
    await page.waitForSelector('[aria-busy=true]', { state: 'detached' })
    await page.waitForSelector('.fine select')
  }
  return {
    show,
    in(name, viewport) {
      let browser: Browser
      let page: Page
      beforeAll(async () => {
        browser = await launchBrowser(name)
        page = await browser.newPage({ viewport })
      })
      afterAll(() => browser?.close())
      return {
        get page() {
          return page
        },
        show: (query) => show(page, query),
      }
    },
  }
}
