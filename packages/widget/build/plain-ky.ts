/**
 * Stands in for `ky` in the script-tag build. The adapters switch its retries, timeouts and errors off (the queue
 * retries, the adapter times), so that 8.6 kB gzip would only pass a request on.
 */
export default function send(
  url: string,
  options: RequestInit & { fetch?: typeof fetch; retry?: unknown; timeout?: unknown; throwHttpErrors?: unknown },
): Promise<Response> {
  const { fetch: call = fetch, retry: _, timeout: __, throwHttpErrors: ___, ...init } = options
  return call(url, init)
}
