import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from '../browsers.ts'

/** A page of a real Chromium, as one customer has it. */
export interface CustomerPage {
  readonly page: Page
  /** Warnings and errors of the console, uncaught errors, requests that failed. */
  trouble(): readonly string[]
  close(): Promise<void>
}

/** Registers a Chromium for the tests of a file, and gives what opens a customer's page in it. */
export function useChromium(): (options?: BrowserContextOptions) => Promise<CustomerPage> {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchBrowser('chromium')
  }, 120_000)
  afterAll(() => browser?.close())
  return async (options = {}) => {
    if (!browser) throw new Error('the browser starts in beforeAll: open pages in tests')
    const context = await browser.newContext({ locale: 'en-GB', ...options })
    const page = await context.newPage()
    const trouble: string[] = []
    page.on('console', (message) => {
      const { url } = message.location()
      // the browser's own wish; no page of ours names an icon
      if (url.endsWith('/favicon.ico')) return
      if (message.type() === 'error' || message.type() === 'warning')
        trouble.push(`${message.type()}: ${message.text()} (${url})`)
    })
    page.on('pageerror', (error) => trouble.push(`uncaught: ${error.message}`))
    page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
    return { page, trouble: () => trouble, close: () => context.close() }
  }
}
