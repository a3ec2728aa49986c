import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { BROWSERS, launchBrowser } from '@frankly/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveGallery } from '../../../../examples/gallery/scripts/serve.ts'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'
import { STATES } from '../../../../examples/gallery/src/query.ts'
import { SAMPLES } from '../../../../examples/gallery/src/samples.ts'

const require = createRequire(new URL('../../../testing/package.json', import.meta.url))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
}

/** WCAG 2.2 A and AA, and axe's best practices; `region` and `page-has-heading-one` are about the page around it. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const run = (window as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } }).axe
    return (
      await run.run({
        rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
        resultTypes: ['violations'],
      })
    ).violations
  })
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`,
  )
}

const kinds = Object.keys(SAMPLES).map(kindQuery)
const rounds: Readonly<Record<string, readonly string[]>> = {
  'every kind, empty': kinds.map((query) => `${query}&state=empty`),
  'every kind, answered, dark': kinds.map((query) => `${query}&state=answered&theme=dark`),
  'every kind, at fault': kinds.map((query) => `${query}&state=error`),
  'every state of delivery': STATES.map((state) => `kind=first&state=${state}`),
  'every placement': ['popover', 'modal', 'tab', 'page'].map((placement) => `kind=first&placement=${placement}`),
  'brand colours, pale and dark, in both themes': ['%23ffd54f', '%2300ff66', '%231d5fd0', '%23111111'].flatMap(
    (brand) => ['light', 'dark'].map((theme) => `kind=first&state=answered&brand=${brand}&theme=${theme}`),
  ),
  'right to left': ['first', 'complaint', 'matrix'].map((kind) => `kind=${kind}&lang=ar&state=answered`),
}

let gallery: Awaited<ReturnType<typeof serveGallery>>
beforeAll(async () => {
  gallery = await serveGallery()
})
afterAll(() => gallery.close())

describe.each(BROWSERS)('[WCAG 2.2 AA] axe finds nothing in %s', (name) => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser(name)
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  })
  afterAll(() => browser.close())

  it.each(Object.keys(rounds))(
    '%s',
    async (round) => {
      const bad: string[] = []
      for (const query of rounds[round]!) {
        await page.goto(`${gallery.url}/?${query}`)
        await page.waitForSelector('body[data-ready]')
        await page.waitForSelector('[aria-busy=true]', { state: 'detached' })
        await page.waitForSelector('.fine select') // the later part is here
        for (const finding of await findings(page)) bad.push(`${query} → ${finding}`)
      }
      expect(bad).toEqual([])
    },
    600_000,
  )
})
