import { cpSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repoPath } from '../../src/repo.ts'
import {
  type CustomerPage,
  counted,
  installPacked,
  type Running,
  runIn,
  type ServedCollector,
  serveIn,
  startIn,
  useChromium,
  versionOf,
  writeFiles,
} from '../../src/users/index.ts'
import { demoShop } from './demo-shop.ts'

const VERSIONS = { 18: '18.3.1', 19: versionOf('react') }
const openPage = useChromium()
let collector: ServedCollector

beforeAll(async () => {
  collector = await serveIn(await installPacked('react-collector', { packages: ['@frankly/collector'] }), {
    config: demoShop,
  })
})
afterAll(() => collector?.stop())

/** The box of a survey that stands in a part of the page. */
const box = (page: Page, where: string) => page.locator(`${where} frankly-box`)
const heard = (page: Page) => page.locator('output').textContent()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Rates, writes, sends, and waits until the card says that it is stored. */
async function answerInline(page: Page, where: string, words: string): Promise<void> {
  await rate(page, where)
  await box(page, where).getByRole('textbox').first().fill(words)
  await box(page, where).getByRole('button', { name: 'Send' }).click()
  await expect.poll(() => heard(page), { timeout: 20_000 }).toContain('completed purchase')
  await box(page, where)
    .getByRole('status')
    .filter({ hasText: /thank you/i })
    .first()
    .waitFor()
}

async function rate(page: Page, where: string): Promise<void> {
  await box(page, where).getByText('Well', { exact: true }).click()
}

/** The answer with these words is in the store and counts. */
const isCounted = (words: string) =>
  expect
    .poll(async () => counted(await collector.stored()).map(({ response }) => response.answers['best']?.['text']), {
      timeout: 30_000,
      interval: 500,
    })
    .toContain(words)

describe.each([18, 19] as const)('[F1] React %i from the packed package, built by vite', (major) => {
  let folder = ''
  const apps: Partial<Record<'production' | 'development', Running>> = {}

  beforeAll(async () => {
    folder = await installPacked(`react-${major}`, {
      packages: ['@frankly/react'],
      dependencies: {
        react: VERSIONS[major],
        'react-dom': VERSIONS[major],
        '@types/react': `^${major}.0.0`,
        vite: versionOf('vite'),
        typescript: versionOf('typescript'),
      },
    })
    cpSync(repoPath('packages/testing/test/users/apps/react'), folder, { recursive: true })
    // not under its own name in the repository, whose compiler would look for the packages
    renameSync(join(folder, 'types.txt'), join(folder, 'types.tsx'))
    const said = [
      await runIn(folder, 'npx vite build --outDir dist-production'),
      // the development build of React mounts twice under StrictMode and warns of what does not fit
      await runIn(folder, 'npx vite build --outDir dist-development --mode development', {
        env: { NODE_ENV: 'development' },
      }),
      await runIn(folder, 'npx vite build --ssr server.jsx --outDir dist-server'),
    ]
    expect(said.join('')).not.toMatch(/warn|error/i)
    for (const mode of ['production', 'development'] as const) {
      apps[mode] = await startIn(folder, `node serve.mjs dist-${mode}`, /app listening on (http:\/\/\S+)/, {
        env: { NODE_ENV: mode },
      })
    }
  })
  it('has types that fit this React, as the guide uses them', async () => {
    const guide = readFileSync(repoPath('docs/guides/react.md'), 'utf8')
    const blocks = [...guide.matchAll(/^```tsx\n([\s\S]*?)^```/gm)].map(([, code = '']) => code)
    expect(blocks.length).toBe(2)
    writeFiles(folder, Object.fromEntries(blocks.map((code, at) => [`guide-${at}.tsx`, code])))
    expect(await runIn(folder, 'npx tsc -p .')).toBe('')
  })

  afterAll(async () => {
    for (const app of Object.values(apps)) await app.stop()
  })

  async function visit(mode: 'production' | 'development', path: string, strict: boolean): Promise<CustomerPage> {
    // high enough for what floats and what stands in the page, side by side
    const customer = await openPage({ viewport: { width: 1280, height: 1600 } })
    const query = new URLSearchParams({ host: collector.url, ...(strict && { strict: '' }) })
    await customer.page.goto(`${apps[mode]?.match}${path}?${query}`)
    return customer
  }

  it.each([
    ['production', false],
    ['development', true],
  ] as const)(
    '%s build, StrictMode %s: asks in the page, keeps one pass through unmounts, counts the answer',
    async (mode, strict) => {
      const { page, trouble, close } = await visit(mode, '/', strict)
      await rate(page, '#first')
      await box(page, '#first').getByRole('textbox').first().fill('half a th')
      // mounted twice: one box
      await press(page, 'second')
      await expect.poll(() => heard(page)).toContain('second another-open')
      expect(await page.locator('frankly-box').count()).toBe(1)
      // unmounted and mounted: the same pass with its words, and nothing was dismissed or refused
      await press(page, 'second')
      await press(page, 'first')
      await expect.poll(() => page.locator('frankly-box').count()).toBe(0)
      await press(page, 'first')
      await expect.poll(() => box(page, '#first').getByRole('textbox').first().inputValue()).toBe('half a th')
      // a floating, half-typed complaint survives the unmount of something else
      await press(page, 'complain')
      const complaint = page.locator('html > frankly-box').getByRole('textbox').first()
      await complaint.fill('The parcel came wet')
      await press(page, 'first')
      await expect.poll(() => box(page, 'main').count()).toBe(0)
      expect(await complaint.inputValue()).toBe('The parcel came wet')
      await press(page, 'first')
      const words = `quick ${major} ${mode} ${strict}`
      await answerInline(page, '#first', words)
      expect(await heard(page)).not.toMatch(/dismissed/)
      await isCounted(words)
      // the thanks stay too
      await press(page, 'first')
      await press(page, 'first')
      await box(page, '#first')
        .getByRole('status')
        .filter({ hasText: /thank you/i })
        .first()
        .waitFor()
      expect(trouble()).toEqual([])
      await close()
    },
  )

  it.each([
    ['/string', false],
    ['/stream', true],
  ] as const)(
    'rendered on a server (%s, StrictMode %s), it hydrates without a warning, asks, and the answer counts',
    async (path, strict) => {
      const page = await fetch(`${apps.development?.match}${path}`)
      expect(await page.text()).toContain('<div class="inline"></div>')
      const { page: tab, trouble, close } = await visit('development', path, strict)
      const words = `rendered ${major} ${path}`
      await answerInline(tab, '#first', words)
      await isCounted(words)
      expect(trouble()).toEqual([])
      expect(apps.development?.output()).not.toMatch(/warning|error/i)
      await close()
    },
  )
})
