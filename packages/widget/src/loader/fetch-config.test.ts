import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Settings } from '../contract/settings.ts'
import type { PlainFetch } from '../page/raw-fetch.ts'
import { fetchConfig } from './fetch-config.ts'

const settings: Settings = { project: 'pk', host: 'https://f.example', nonce: '', auto: true, dataLayer: 'dataLayer' }
const config = { project: 'pk', shop: 'S', surveys: [] }

/**
 * A collector that answers simple requests of its config alone: anything that makes a preflight, or carries the
 * customer's cookies, is refused as a browser refuses it.
 */
function collector(reply: () => Response = () => Response.json(config)) {
  const asked: string[] = []
  const ask: PlainFetch = async (url, { credentials, headers, method = 'GET', ...rest }) => {
    asked.push(url)
    if (credentials !== 'omit' || headers || method !== 'GET' || Object.keys(rest).length > 0)
      throw new TypeError('Failed to fetch')
    return new URL(url).pathname.endsWith('/config') ? reply() : new Response('', { status: 404 })
  }
  return { asked, ask }
}
const never = (): Promise<PlainFetch> => Promise.reject(new Error('no way past is needed'))
const throughPage = (fetch: unknown) => vi.stubGlobal('fetch', fetch)

afterEach(() => vi.unstubAllGlobals())

describe('the configuration is one simple request', () => {
  it('to the address of the project, without cookies or headers', async () => {
    const { ask, asked } = collector()
    throughPage(ask)
    expect(await fetchConfig(settings, never)).toEqual(config)
    expect(asked).toEqual(['https://f.example/v1/projects/pk/config'])
  })

  it('whatever the key of the project is, it is one step of the path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async (project) => {
        const { ask, asked } = collector()
        throughPage(ask)
        await fetchConfig({ ...settings, project }, never)
        const steps = new URL(asked[0]!).pathname.split('/')
        expect(steps.length === 5 || /^\.{1,2}$/.test(project)).toBe(true)
        if (steps.length === 5) expect(decodeURIComponent(steps[3]!)).toBe(project)
      }),
    )
  })
})

describe('where the page has put something in place of fetch', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('wrapped')
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'adds a header and so a preflight',
      (url: string, init: RequestInit) => collector().ask(url, { ...init, headers: { 'x-shop': '1' } }),
    ],
  ])('one that %s is passed by, once', async (_, wrapped) => {
    throughPage(wrapped)
    const { ask, asked } = collector()
    expect(await fetchConfig(settings, async () => ask)).toEqual(config)
    expect(asked).toHaveLength(1)
  })

  it('an answer of the collector is not asked for again', async () => {
    throughPage(collector(() => new Response('', { status: 404 })).ask)
    await expect(fetchConfig(settings, never)).rejects.toThrow('HTTP 404')
  })

  it('no way past, and no network, is a failure that the caller hears of', async () => {
    throughPage(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(fetchConfig(settings, never)).rejects.toThrow('no way past')
  })
})

it('whatever stands in the body, it is handed on as it is or rejected, and nothing else happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
      throughPage(collector(() => new Response(body)).ask)
      const found = fetchConfig(settings, never).catch(() => 'rejected')
      let wanted: unknown = 'rejected'
      try {
        wanted = JSON.parse(body)
      } catch {}
      expect(await found).toEqual(wanted)
    }),
  )
})
