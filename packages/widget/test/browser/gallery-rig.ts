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
    if (page.url().startsWith(gallery.url)) await page.evaluate(go, `?${query}`)
    else await page.goto(`${gallery.url}/?${query}`)
    await page.evaluate(stands)
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

/** In the page: goes there without a load, as the browser's own buttons do. */
function go(address: string): void {
  history.pushState(null, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** In the page: looks at every frame whether all of it is there. */
async function stands(): Promise<void> {
  for (;;) {
    await new Promise(requestAnimationFrame)
    const has = (what: string) => !!document.querySelector('frankly-box')?.shadowRoot?.querySelector(what)
    // the list of photos comes after their question
    const all = has('.fine select') && !has('[aria-busy=true]') && (!has('.add') || has('.shots'))
    if (all && document.body.dataset['ready'] !== undefined) return
  }
}
