import { afterEach, describe, expect, it, vi } from 'vitest'
import { pageFetch } from './page-fetch.ts'

afterEach(() => vi.unstubAllGlobals())

const url = 'https://f.example/v1/projects/pk/responses'
const post = (more: RequestInit = {}) =>
  new Request(url, { method: 'POST', body: 'words', credentials: 'omit', ...more })
/** Puts a function in place of the page's `fetch`, and writes down what it is called with. */
function wrapped(answer: (...args: unknown[]) => unknown = () => new Response('page')) {
  const calls: unknown[][] = []
  const fetch = async (...args: unknown[]) => {
    calls.push(args)
    return answer(...args)
  }
  vi.stubGlobal('fetch', fetch)
  return calls
}
const never = () => Promise.reject(new Error('no way past is needed'))

describe('what a page has put around its fetch', () => {
  it('is given an address and a plain form, since it may know nothing else', async () => {
    const calls = wrapped()
    expect(await (await pageFetch(never)(post())).text()).toBe('page')
    const [[asked, init]] = calls as [[string, RequestInit]]
    expect(asked).toBe(url)
    expect(init).toMatchObject({ method: 'POST', credentials: 'omit' })
    expect(new TextDecoder().decode(init.body as ArrayBuffer)).toBe('words')
  })

  it('where it fails, the browser`s own is asked with the same words', async () => {
    wrapped(() => {
      throw new TypeError('Failed to fetch')
    })
    const own = vi.fn(async (_: string, init: RequestInit) => new Response(init.body))
    expect(await (await pageFetch(async () => own)(post())).text()).toBe('words')
    expect(own).toHaveBeenCalledTimes(1)
  })

  it('an answer of the collector is one, whatever it says; what was broken off is not asked for again', async () => {
    wrapped(() => new Response('', { status: 503 }))
    expect((await pageFetch(never)(post())).status).toBe(503)
    const end = new AbortController()
    wrapped(() => {
      end.abort()
      throw new DOMException('', 'AbortError')
    })
    await expect(pageFetch(never)(post({ signal: end.signal }))).rejects.toThrow(DOMException)
  })

  it('a page that closes has no time to read a request anew: it is handed on as it is', async () => {
    const calls = wrapped()
    const last = post({ keepalive: true })
    Object.defineProperty(last, 'keepalive', { value: true })
    await pageFetch(never)(last)
    expect(calls).toEqual([[last, undefined]])
  })
})

it('the browser`s own function is called with the request itself', async () => {
  const calls = wrapped()
  // as a browser prints its own
  vi.spyOn(Function.prototype, 'toString').mockReturnValue('function fetch() { [native code] }')
  const request = post()
  await pageFetch(never)(request)
  vi.restoreAllMocks()
  expect(calls).toEqual([[request, undefined]])
})
