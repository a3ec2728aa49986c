import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frankly } from './install.ts'
import type { LoaderHost } from './surface.ts'

/** What the chunks of this test hand over. */
interface Page {
  frankly?: Frankly
  /** Lent to the interface. */
  host?: LoaderHost
  /** How often the delivery chunk has run. */
  ran?: number
}
const page = window as unknown as Page
const UI = `export const s = (host) => { globalThis.host = host; return { command: async () => 'here', close() {} } }`
const DELIVERY = `globalThis.ran = (globalThis.ran ?? 0) + 1; export const s = () => ({ queue: 'queue' })`

let folder: string
let base: string
/** Links that the loader has put into the head, in order, and whether each still stands there. */
let links: { readonly link: HTMLLinkElement; isThere: boolean }[] = []
const paths = (): string[] => links.map(({ link }) => link.href.slice(base.length))
const last = (path: string): HTMLLinkElement => links.findLast(({ link }) => link.href === base + path)!.link

/** Puts a chunk beside the loader, as the collector serves it. */
const serve = (path: string, body: string): void => writeFileSync(join(folder, path), body)
const chunk = (file: string) => ({ file, integrity: `sha256-${file}`, start: 's' })
/** Runs the file as the tag of a page does. */
async function start(): Promise<Frankly> {
  vi.resetModules()
  await import('./cdn.ts')
  return page.frankly!
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frankly-chunks-'))
  base = `${pathToFileURL(folder)}/`
  mkdirSync(join(folder, 'b'))
  mkdirSync(join(folder, 'd'))
  serve('b/ui.mjs', UI)
  serve('d/delivery.mjs', DELIVERY)
  serve('b/f.mjs', '')
  serve('b/o.mjs', '')
  links = []
  const script = Object.assign(document.createElement('script'), { nonce: 'r4nd0m' })
  script.src = `${base}frankly.js?v=1`
  Object.assign(script.dataset, { project: 'pk', host: 'https://f.example' })
  vi.spyOn(Document.prototype, 'currentScript', 'get').mockReturnValue(script)
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  // happy-dom would fetch what a link names
  vi.spyOn(document.head, 'appendChild').mockImplementation((node) => {
    const link = node as unknown as HTMLLinkElement
    const entry = { link, isThere: true }
    link.remove = () => void (entry.isThere = false)
    links.push(entry)
    return node
  })
  vi.spyOn(document.head, 'removeChild').mockImplementation((node) => {
    for (const entry of links) if (entry.link === (node as unknown)) entry.isThere = false
    return node
  })
  vi.stubGlobal('requestIdleCallback', () => 0)
  vi.stubGlobal('FRANKLY_UI', chunk('b/ui.mjs'))
  vi.stubGlobal('FRANKLY_DELIVERY', chunk('d/delivery.mjs'))
  vi.stubGlobal('FRANKLY_FACTS', [chunk('b/f.mjs'), chunk('b/o.mjs')])
})
afterEach(() => {
  page.frankly?.destroy()
  delete page.host
  delete page.ran
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true })
})

describe('chunks of the script tag', () => {
  it('stand beside the loader, are checked by their hash, and carry the nonce of the tag', async () => {
    const frankly = await start()
    expect(await frankly.status()).toBe('here')
    expect(paths()).toEqual(['b/ui.mjs'])
    expect(links[0]!.link).toMatchObject({ rel: 'modulepreload', integrity: 'sha256-b/ui.mjs', nonce: 'r4nd0m' })
    expect(links[0]!.isThere).toBe(false)
  })

  it('a further try has an address of its own: a browser remembers an import that failed', async () => {
    rmSync(join(folder, 'b/ui.mjs'))
    const frankly = await start()
    expect(await frankly.status()).toBeUndefined()
    expect(await frankly.status()).toBeUndefined()
    serve('b/ui.mjs', UI)
    expect(await frankly.status()).toBe('here')
    expect(paths()).toEqual(['b/ui.mjs', 'b/ui.mjs?r=1', 'b/ui.mjs?r=2'])
    expect(links.every(({ isThere }) => !isThere)).toBe(true)
  })

  it('what cleans facts is asked for once beside everything else; one that fails costs nothing', async () => {
    rmSync(join(folder, 'b/f.mjs'))
    await (await start()).status()
    page.host!.ahead()
    page.host!.ahead()
    expect(paths().filter((path) => path.startsWith('b/f'))).toEqual(['b/f.mjs'])
  })
})

describe('[S2] delivery is fetched while the customer reads, and runs with the first answer', () => {
  it('once, without running it; the answer then imports the very file', async () => {
    await (await start()).status()
    page.host!.ahead()
    expect(last('d/delivery.mjs')).toMatchObject({ rel: 'modulepreload', integrity: 'sha256-d/delivery.mjs' })
    expect(page.ran).toBeUndefined()
    last('d/delivery.mjs').onload!(new Event('load'))
    expect(links.every(({ isThere }) => !isThere)).toBe(true)
    expect(await page.host!.delivery()).toEqual({ queue: 'queue' })
    expect(page.ran).toBe(1)
    page.host!.ahead()
    expect(paths().filter((path) => path.startsWith('d/'))).toEqual(['d/delivery.mjs', 'd/delivery.mjs'])
  })

  it('an early fetch that failed costs no answer: the import takes an address that the browser does not remember', async () => {
    await (await start()).status()
    page.host!.ahead()
    last('d/delivery.mjs').onerror!('')
    expect(await page.host!.delivery()).toEqual({ queue: 'queue' })
    expect(paths().at(-1)).toBe('d/delivery.mjs?r=1')
    expect(links.every(({ isThere }) => !isThere)).toBe(true)
  })

  it('one that hangs neither: what is needed is asked for beside it', async () => {
    await (await start()).status()
    page.host!.ahead()
    expect(await page.host!.delivery()).toEqual({ queue: 'queue' })
  })
})
