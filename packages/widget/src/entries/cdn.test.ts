import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LoaderHost } from '../contract/host.ts'
import type { Frankly } from '../loader/install.ts'

/** What the chunks of this test hand over, and what stands in their way. */
interface Page {
  frankly?: Frankly
  /** Lent to the interface. */
  host?: LoaderHost
  /** How often the delivery chunk has run. */
  ran?: number
  isDown?: boolean
}
const page = window as unknown as Page
const DOWN = `if (globalThis.isDown) throw new Error('Failed to fetch');`

/** A chunk beside a loader whose address is `data:text/javascript,`: what follows `//` is no part of it. */
const chunk = (name: string, code: string) => ({
  file: `javascript,${encodeURIComponent(`/*${name}*/${DOWN}${code}//`)}`,
  integrity: `sha256-${name}`,
  start: 's',
})
/** Preloads by the name of their chunk and what was added to its address, in order; `link` while it stands in the page. */
let preloads: { readonly name: string; readonly link: HTMLLinkElement; isThere: boolean }[] = []
const names = (): string[] => preloads.map(({ name }) => name)
const ofDelivery = (): string[] => names().filter((name) => name.startsWith('delivery'))
const stands = (): string[] => preloads.filter(({ isThere }) => isThere).map(({ name }) => name)

/** Runs the file as the tag of a page does. */
async function start(): Promise<Frankly> {
  vi.resetModules()
  await import('./cdn.ts')
  return page.frankly!
}

let round = 0
beforeEach(() => {
  // modules are remembered, as in a browser: each test has files of its own
  const own = ++round
  preloads = []
  const script = {
    src: 'data:text/javascript,?v=1',
    nonce: 'r4nd0m',
    dataset: { project: 'pk', host: 'https://f.example' },
  }
  vi.spyOn(Document.prototype, 'currentScript', 'get').mockReturnValue(script as never)
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  // happy-dom fetches what a link names
  vi.spyOn(document.head, 'appendChild').mockImplementation((node) => {
    const link = node as unknown as HTMLLinkElement
    const [, name, more] = decodeURIComponent(link.href).match(/\/\*(\w+) \d+\*\/.*\/\/(.*)$/s)!
    const preload = { name: `${name}${more}`, link, isThere: true }
    link.remove = () => {
      preload.isThere = false
    }
    preloads.push(preload)
    return node
  })
  vi.spyOn(document.head, 'removeChild').mockImplementation((node) => {
    ;(node as unknown as HTMLLinkElement).remove()
    return node
  })
  vi.stubGlobal('requestIdleCallback', () => 0)
  const ui = `export const s = (host) => { globalThis.host = host; return { command: async () => 'here' } }`
  const delivery = `globalThis.ran = (globalThis.ran ?? 0) + 1; export const s = () => ({ queue: 'queue' })`
  vi.stubGlobal('FRANKLY_UI', chunk(`ui ${own}`, ui))
  vi.stubGlobal('FRANKLY_DELIVERY', chunk(`delivery ${own}`, delivery))
  vi.stubGlobal('FRANKLY_FACTS', [chunk(`facts ${own}`, ''), chunk(`orders ${own}`, '')])
})
afterEach(() => {
  page.frankly?.destroy()
  delete page.host
  delete page.ran
  delete page.isDown
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('chunks of the script tag', () => {
  it('stand beside the loader, are checked by their hash, and carry the nonce of the tag', async () => {
    const frankly = await start()
    expect(await frankly.status()).toBe('here')
    expect(names()).toEqual(['ui'])
    expect(preloads[0]!.link).toMatchObject({ rel: 'modulepreload', integrity: `sha256-ui ${round}`, nonce: 'r4nd0m' })
    expect(stands()).toEqual([])
  })

  it('a further try has an address of its own: a browser remembers an import that failed', async () => {
    page.isDown = true
    const frankly = await start()
    expect(await frankly.status()).toBeUndefined()
    expect(await frankly.status()).toBeUndefined()
    page.isDown = false
    expect(await frankly.status()).toBe('here')
    expect(names()).toEqual(['ui', 'ui?r=1', 'ui?r=2'])
    expect(stands()).toEqual([])
  })

  it('what cleans facts is asked for once; where it fails, nothing else does', async () => {
    await (await start()).status()
    page.isDown = true
    page.host!.prefetch()
    page.host!.prefetch()
    expect(names()).toEqual(['ui', 'facts', 'delivery', 'delivery'])
  })
})

describe('[CS2] delivery is fetched while the customer reads, and runs when it is asked for', () => {
  it('without running it; the answer then imports the very file', async () => {
    await (await start()).status()
    page.host!.prefetch()
    const { link } = preloads.find(({ name }) => name === 'delivery')!
    expect(link).toMatchObject({ rel: 'modulepreload', integrity: `sha256-delivery ${round}`, nonce: 'r4nd0m' })
    expect(page.ran).toBeUndefined()
    link.onload!(new Event('load'))
    expect(stands()).not.toContain('delivery')
    expect(await page.host!.delivery()).toEqual({ queue: 'queue' })
    expect(page.ran).toBe(1)
    // what is here already is not fetched again
    page.host!.prefetch()
    expect(ofDelivery()).toEqual(['delivery', 'delivery'])
  })

  it('an early fetch that failed costs no answer: the import takes an address that the browser does not remember', async () => {
    await (await start()).status()
    page.host!.prefetch()
    preloads.find(({ name }) => name === 'delivery')!.link.onerror!('')
    expect(stands()).not.toContain('delivery')
    expect(await page.host!.delivery()).toEqual({ queue: 'queue' })
    expect(ofDelivery()).toEqual(['delivery', 'delivery?r=1'])
  })

  it('nor does one that hangs: the answer asks for the file itself', async () => {
    await (await start()).status()
    page.host!.prefetch()
    expect(await page.host!.delivery()).toEqual({ queue: 'queue' })
  })
})
