/** A way to ask. */
export type PlainFetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Asks again past a page's own wrapper of `fetch`, which may add a header and so make a preflight of a simple request:
 * with the function of an empty frame, which is there as long as the request.
 */
export async function rawFetch(url: string, init: RequestInit): Promise<Response> {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'display:none!important'
  document.documentElement.appendChild(frame)
  try {
    const reply = await (frame.contentWindow as unknown as typeof globalThis).fetch(url, init)
    // the body is read before its frame goes
    return new Response(await reply.text(), { status: reply.status, headers: reply.headers })
  } finally {
    frame.parentNode?.removeChild(frame)
  }
}
