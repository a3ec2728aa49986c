import type { PlainFetch } from '../page/raw-fetch.ts'

/** Is this the browser's own function? */
const isWrapped = (): boolean => !/\[native code\]/.test(Function.prototype.toString.call(globalThis.fetch))

/**
 * `fetch` for our requests, as ky calls it with a `Request`. A page's own wrapper of `fetch` may accept a URL only:
 * it gets a URL and options; and where it fails (it may have added a header and so made a preflight, which the
 * collector's host refuses) the browser's own is asked. A closing page has no time to read a `Request` anew.
 * @param rawFetch - loads the browser's own
 */
export const pageFetch =
  (rawFetch: () => Promise<PlainFetch>): typeof fetch =>
  async (input, init) => {
    if (!isWrapped() || !(input instanceof Request) || input.keepalive) return fetch(input, init)
    const { url, method, credentials, redirect, referrerPolicy, signal } = input
    const headers = Object.fromEntries(input.headers)
    const plain = { method, headers, credentials, redirect, referrerPolicy, signal, body: await input.arrayBuffer() }
    try {
      return await fetch(url, plain)
    } catch (cause) {
      if (signal.aborted) throw cause
      return (await rawFetch())(url, plain)
    }
  }
