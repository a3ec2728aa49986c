import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { BROWSERS } from '@frankly/testing'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'
import { STATES } from '../../../../examples/gallery/src/query.ts'
import { SAMPLES } from '../../../../examples/gallery/src/samples.ts'
import { setUpGallery } from './gallery-rig.ts'

const require = createRequire(new URL('../../../testing/package.json', import.meta.url))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
}

/** WCAG 2.2 A and AA, and axe's best practices; `region` and `page-has-heading-one` are about the page around it. */
async function findings(page: Page): Promise<string[]> {
  // once for a page
  if (!(await page.evaluate('!!window.axe'))) await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    // a page that turns is read when it has turned
    const moves = [...document.querySelectorAll('frankly-box')].flatMap(({ shadowRoot }) => shadowRoot!.getAnimations())
    const ends = moves.filter(({ effect }) => effect!.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.all(ends.map(({ finished }) => finished.catch(() => {})))
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

const gallery = setUpGallery()

describe.each(BROWSERS)('[WCAG 2.2 AA] axe finds nothing in %s', (name) => {
  const view = gallery.in(name, { width: 1000, height: 900 })

  it.each(Object.keys(rounds))(
    '%s',
    async (round) => {
      const bad: string[] = []
      for (const query of rounds[round]!) {
        await view.show(query)
        for (const finding of await findings(view.page)) bad.push(`${query} → ${finding}`)
      }
      expect(bad).toEqual([])
    },
    600_000,
  )
})
