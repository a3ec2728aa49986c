import { isWrapped, untouchedFetch } from '../loader/untouched-fetch.ts'

/**
 * `fetch` for our requests, as ky calls it: the page's own, and where the page has wrapped it and that fails (it may have
 * added a header and so made a preflight, which the collector's host refuses; it may not know what a `Request` is), once more past it.
 */
export const pageFetch: typeof fetch = async (input, init) => {
  if (!isWrapped() || typeof input === 'string' || !('clone' in input)) return fetch(input, init)
  const { url, method, headers, credentials, keepalive, redirect, referrerPolicy, signal } = input
  const spare = input.clone()
  try {
    return await fetch(input, init)
  } catch (cause) {
    if (signal.aborted) throw cause
    // the other window is told in plain values: it knows no `Request` of this one
    const plain = { method, headers: [...headers], credentials, keepalive, redirect, referrerPolicy, signal }
    return untouchedFetch(url, { ...plain, body: await spare.arrayBuffer() })
  }
}
