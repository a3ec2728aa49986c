/** `fetch` in its plain form: an address and options. */
export type PlainFetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * The browser's own `fetch`. A wrapper of the page may add a header, which turns a simple request into one with a preflight:
 * this takes the function of an empty frame, which is removed after the request.
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
