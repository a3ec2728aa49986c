import ky, { type Options } from 'ky'

/** One HTTP call. */
export interface HttpCall {
  readonly url: string
  /** Default `POST`. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Lets the call outlive the page; browsers share 64 KiB for all such bodies. */
  readonly keepalive?: boolean
  /** Milliseconds for the whole call, body included. Default 15 000. */
  readonly timeoutMs?: number | undefined
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
}

/** What came back; `status` 0 means that nobody answered, or nothing that may be read. @public */
export interface HttpReply {
  /** 0: nobody answered. */
  readonly status: number
  /** One header, in any case. */
  header(name: string): string | undefined
  /** The body. */
  readonly text: string
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown
  /** Why nobody answered; the word `timeout` for our own. */
  readonly cause?: unknown
}

/**
 * The one place that talks HTTP. ky's retry is off, since the queue and the outbox retry; redirects are not
 * followed (a redirect is no receipt, and may lead to a private address). Never throws for trouble on the way.
 */
export async function httpCall(call: HttpCall, signal: AbortSignal): Promise<HttpReply> {
  const own = new AbortController()
  const stop = (): void => own.abort(signal.reason)
  const timer = setTimeout(() => own.abort('timeout'), call.timeoutMs ?? 15_000)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const response = await ky(call.url, {
      method: call.method ?? 'POST',
      headers: call.headers,
      body: call.body,
      keepalive: !!call.keepalive,
      fetch: call.fetch,
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      signal: own.signal,
      // ky takes `undefined` for a default, its types do not.
    } as Options)
    const text = await response.text()
    return {
      status: response.status,
      text,
      json: parsed(text),
      header: (name) => response.headers.get(name) ?? undefined,
    }
  } catch (cause) {
    // ky's own error names the address, which may be a secret: what it wraps does not.
    const reason = own.signal.reason ?? (cause as Error | undefined)?.cause ?? cause
    return { status: 0, text: '', json: undefined, header: () => undefined, cause: reason }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
