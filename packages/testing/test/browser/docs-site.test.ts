import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFresh } from '../../../tooling/src/fresh.ts'
import { launchBrowser } from '../../src/browsers.ts'
import { repoPath } from '../../src/repo.ts'

const dist = repoPath('docs/.vitepress/dist')
/** What the site is made of. Built again only when one of them is newer. */
const SOURCES = ['docs/{*,start/*,guides/*,spec/*,wire/*,decisions/*,reference/*}.md', 'docs/.vitepress/config.ts']
const MADE_OF = [...SOURCES, 'docs/public/*', 'packages/*/etc/*.md', 'packages/tooling/src/{docs-build,api-pages}.ts']
/** Pages opened at a time. */
const TABS = 4
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** What was found on one page. */
interface Seen {
  readonly trouble: readonly string[]
  readonly ids: readonly string[]
  /** Links within the site: path and anchor. */
  readonly links: readonly (readonly [string, string])[]
}

let site: { readonly url: string; close(): void }
let browser: Browser
let paths: readonly string[]
let seen: ReadonlyMap<string, Seen>

beforeAll(async () => {
  if (!isFresh('docs/.vitepress/dist/index.html', MADE_OF)) await build()
  paths = globSync('**/*.html', { cwd: dist })
    .filter((file) => file !== '404.html')
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`)
    .sort()
  site = await serveSite()
  browser = await launchBrowser('chromium')
  seen = await visitAll()
}, 1_200_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

async function build(): Promise<void> {
  const args = ['--conditions=frankly-source', repoPath('packages/tooling/src/docs-build.ts')]
  const child = spawn(process.execPath, args, { cwd: repoPath(''), stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      printed += part
    })
  }
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the site could not be built\n${printed}`)
}

/** As a host with clean addresses serves it: `/guides/adapters` is `guides/adapters.html`. */
async function serveSite(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname)
    const found = [path, `${path}.html`, join(path, 'index.html')]
      .map((each) => join(dist, each))
      .find((file) => existsSync(file) && statSync(file).isFile())
    const file = found ?? join(dist, '404.html')
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

async function visitAll(): Promise<ReadonlyMap<string, Seen>> {
  const found = new Map<string, Seen>()
  const waiting = [...paths]
  const tab = async (): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    let trouble: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(`${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => trouble.push(`uncaught: ${error.message}`))
    page.on('response', (reply) => {
      if (reply.status() >= 400) trouble.push(`${reply.status()}: ${reply.url()}`)
    })
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      trouble = []
      await page.goto(site.url + path, { waitUntil: 'domcontentloaded' })
      const { faults, ...rest } = await look(page)
      found.set(path, { ...rest, trouble: [...trouble, ...faults] })
    }
    await context.close()
  }
  await Promise.all(Array.from({ length: TABS }, tab))
  return found
}

/** Reads the page as it stands after the site's own script has run. */
async function look(page: Page): Promise<Omit<Seen, 'trouble'> & { readonly faults: readonly string[] }> {
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
  return page.evaluate(async () => {
    const faults: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? ''
      // in code our own piping is shown; anywhere else it is an expression that nobody filled in
      if (/\{\{|\}\}|\[%/.test(text) && !node.parentElement?.closest('code,pre,script,style'))
        faults.push(`raw: ${text}`)
    }
    const pictures = [...document.images]
    for (const picture of pictures) picture.loading = 'eager'
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})))
    for (const { naturalWidth, src } of pictures) if (naturalWidth === 0) faults.push(`no picture: ${src}`)
    if (!document.querySelector('h1')?.textContent?.trim()) faults.push('no heading')
    if (document.title === '' || /undefined/.test(document.title)) faults.push(`title: ${document.title}`)
    const wide = document.documentElement.scrollWidth - innerWidth
    if (wide > 0) faults.push(`wider than a phone by ${wide} px`)
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .map(({ href }) => new URL(href))
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname, hash }): [string, string] => [decodeURIComponent(pathname), decodeURIComponent(hash.slice(1))])
    return { faults, ids, links }
  })
}

describe('[F6] the docs site, every page of it in a browser', () => {
  it('[F6] no page shows a raw expression, an error, a missing picture or a line wider than a phone', () => {
    expect(seen.size).toBeGreaterThan(100)
    expect(
      [...seen].filter(([, { trouble }]) => trouble.length > 0).map(([path, { trouble }]) => [path, trouble]),
    ).toEqual([])
  })

  it('[F6] no link of the site is dead, anchors included', () => {
    const dead = [...seen].flatMap(([from, { links }]) =>
      links
        .filter(([path, anchor]) => {
          const target = seen.get(path)
          return !target || (anchor !== '' && !target.ids.includes(anchor))
        })
        .map(([path, anchor]) => `${from} → ${path}${anchor && `#${anchor}`}`),
    )
    expect([...new Set(dead)]).toEqual([])
  })

  it('[F6] the sidebar leads to every page', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${site.url}/start/script-tag`)
    const inSidebar = await page
      .locator('.VPSidebar a')
      .evaluateAll((links) =>
        links.map((link) => decodeURIComponent(new URL((link as HTMLAnchorElement).href).pathname)),
      )
    await page.close()
    const written = paths.filter((path) => path !== '/' && !path.startsWith('/reference/api/'))
    expect(written.filter((path) => !inSidebar.includes(path))).toEqual([])
    const reached = new Set(inSidebar)
    for (const path of reached) for (const [to] of seen.get(path)?.links ?? []) reached.add(to)
    expect(paths.filter((path) => !reached.has(path))).toEqual([])
  })

  it('[F6] the search finds a page by its words and opens it, by keyboard alone', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(site.url)
    await page.keyboard.press('Control+k')
    await page.locator('.VPLocalSearchBox input').fill('dead letters')
    await page.locator('.VPLocalSearchBox .result').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/')
    await page
      .locator('.vp-doc')
      .getByText(/dead letters/i)
      .first()
      .waitFor()
    await page.close()
  })
})
