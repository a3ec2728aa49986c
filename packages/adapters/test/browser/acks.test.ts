import { launchBrowser, serveRoutes, type TestServer } from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledGlobal } from '../support/bundled.ts'

/** A page that stores deliveries, with two frames of other origins that both post one to it. */
describe('[F18] answerDeliveries on a window', () => {
  let browser: Browser
  let receiver: TestServer
  let shop: TestServer
  let stranger: TestServer

  beforeAll(async () => {
    const sender = (id: string) =>
      `<!doctype html><script>parent.postMessage({ frankly: 'delivery', event: { id: '${id}', type: 'answer.saved' } }, '*')</script>`
    ;[shop, stranger] = await Promise.all([
      serveRoutes({ '/': sender('from-shop') }),
      serveRoutes({ '/': sender('from-stranger') }),
    ])
    receiver = await serveRoutes({
      '/': '<!doctype html><script src="/adapter.js"></script>',
      '/adapter.js': await bundledGlobal('answerDeliveries', '@frankly/adapters/post-message'),
    })
    browser = await launchBrowser('chromium')
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([receiver, shop, stranger].map((server) => server?.close()))
  })

  it('hears the origins that are named and no other, and is refused without any', async () => {
    const page = await browser.newPage()
    await page.goto(receiver.url)
    type Answer = (source: Window, store: (event: { id: string }) => void, options?: object) => () => void
    const refusals = await page.evaluate(() => {
      const { answerDeliveries } = globalThis as unknown as { answerDeliveries: Answer }
      return [undefined, {}, { origins: [] }, { origins: ['*'] }, { origins: ['https://shop.example/'] }].map(
        (options) => {
          try {
            answerDeliveries(window, () => {}, options)
            return 'heard'
          } catch (error) {
            return (error as Error).message
          }
        },
      )
    })
    for (const message of refusals) expect(message).toContain('origins')
    const stored = await page.evaluate(
      async ([shop, stranger]) => {
        const { answerDeliveries } = globalThis as unknown as { answerDeliveries: Answer }
        const got: string[] = []
        answerDeliveries(window, (event) => void got.push(event.id), { origins: [new URL(shop!).origin] })
        for (const src of [stranger!, shop!]) {
          const frame = document.createElement('iframe')
          frame.src = src
          const loaded = new Promise((go) => frame.addEventListener('load', go))
          document.body.append(frame)
          await loaded
        }
        await new Promise((go) => setTimeout(go, 200))
        return got
      },
      [shop.url, stranger.url],
    )
    expect(stored).toEqual(['from-shop'])
  })
})
