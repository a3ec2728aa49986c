import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Parts } from '../contract/host.ts'
import type { Frankly } from './install.ts'
import { startScript } from './script.ts'

type Page = { frankly?: Frankly | Element | ((...args: unknown[]) => void) }
const page = window as unknown as Page
const front = (): Frankly => page.frankly as Frankly

let warned: unknown[][] = []
/** The element that the browser says is running. */
let current: HTMLScriptElement | null = null

beforeEach(() => {
  warned = []
  vi.spyOn(console, 'warn').mockImplementation((...words) => void warned.push(words))
  vi.spyOn(Document.prototype, 'currentScript', 'get').mockImplementation(() => current)
  // nothing of the page's start is of interest here
  vi.stubGlobal('requestIdleCallback', () => 0)
})
afterEach(() => {
  if (typeof page.frankly === 'function' && 'destroy' in page.frankly) page.frankly.destroy()
  delete page.frankly
  document.body.innerHTML = ''
  current = null
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const refused = (): Promise<never> => Promise.reject(new Error('not asked'))
/** A collector that never answers. */
const waits = () => new Promise<Response>(() => {})
const parts: Pick<Parts, 'ui' | 'delivery'> = { ui: refused, delivery: refused }
/** Runs a tag of these attributes as the browser does. */
function run(attributes: Readonly<Record<string, string>>, of: () => typeof parts = () => parts): void {
  const script = document.createElement('script')
  script.src = 'https://f.example/frankly.js'
  for (const [name, value] of Object.entries(attributes)) script.dataset[name] = value
  current = script
  startScript(of)
}

describe('the script tag', () => {
  it('puts the one global in place of the stub, and runs what the stub has queued', () => {
    const heard = vi.fn()
    const stub = Object.assign(() => {}, {
      q: [
        ['on', 'suppressed', heard],
        ['off', 'ready'],
        ['purchase', { orderId: 'A-1' }],
      ],
    })
    page.frankly = stub
    const fetch = vi.fn(waits)
    vi.stubGlobal('fetch', fetch)
    run({ project: 'pk' })
    expect(front()).not.toBe(stub)
    expect(front().show).toBeTypeOf('function')
    expect(fetch.mock.calls).toEqual([['https://f.example/v1/projects/pk/config', expect.anything()]])
  })

  it('an element of the page with that id is no copy of ours', () => {
    page.frankly = document.createElement('div')
    run({ project: 'pk' })
    expect(front().destroy).toBeTypeOf('function')
  })

  it('a second tag of one page only brings its order', () => {
    run({ project: 'pk' })
    const first = front()
    const made = vi.fn(() => parts)
    const fetch = vi.fn(waits)
    vi.stubGlobal('fetch', fetch)
    run({ project: 'other', orderId: 'A-1' }, made)
    expect(front()).toBe(first)
    expect(made).not.toHaveBeenCalled()
    expect(fetch.mock.calls).toEqual([['https://f.example/v1/projects/pk/config', expect.anything()]])
  })

  it('after destroy nothing of ours is left, and the next tag begins anew', () => {
    run({ project: 'pk' })
    front().destroy()
    expect('frankly' in page).toBe(false)
    run({ project: 'pk' })
    expect(front().destroy).toBeTypeOf('function')
  })

  it.each([
    ['names no project', () => run({}), 'names no project'],
    ['cannot find itself', () => startScript(() => parts), 'no script element of its own'],
    [
      'has parts that throw',
      () =>
        run({ project: 'pk' }, () => {
          throw new Error('x')
        }),
      'did not start',
    ],
  ])('one that %s says so in one line, and leaves no global', (_, begin, words) => {
    begin()
    expect(warned.map(String)).toEqual([expect.stringContaining(words)])
    expect('frankly' in page).toBe(false)
  })

  it('no other element of the page says where answers go: as a module the one whose address is in our call stack', () => {
    const others = [{ src: 'https://evil.example/a.js', dataset: { project: 'evil' } }]
    // happy-dom would fetch what stands in the document
    vi.spyOn(document, 'querySelectorAll').mockImplementation((what) => (what === 'script' ? others : []) as never)
    startScript(() => parts)
    expect(warned.join()).toContain('no script element of its own')
    // the address of this very file stands in the stack
    const [, src = ''] = new Error('x').stack!.match(/\(?(\S*script\.test\.ts)/) ?? []
    others.push({ src, dataset: { project: 'pk' } })
    startScript(() => parts)
    expect(front().destroy).toBeTypeOf('function')
  })
})
