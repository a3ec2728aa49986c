import { isWrapped, untouchedFetch } from '../src/loader/untouched-fetch.ts'

/**
 * Stands in for `ky` in the script-tag build. The adapters switch its retries, timeouts and errors off (the queue
 * retries, the adapter times), so that 8.6 kB gzip would only pass a request on.
 */
export default function send(
  url: string,
  options: RequestInit & { fetch?: typeof fetch; retry?: unknown; timeout?: unknown; throwHttpErrors?: unknown },
): Promise<Response> {
  const { fetch: call = fetch, retry: _, timeout: __, throwHttpErrors: ___, ...init } = options
  const ask = async (): Promise<Response> => call(url, init)
  // one that the page has wrapped may have made a preflight of it, which the collector's host refuses
  return ask().catch((cause) => {
    if (!isWrapped() || init.signal?.aborted) throw cause
    return untouchedFetch(url, init)
  })
}
