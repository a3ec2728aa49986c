import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a fake sees it. @public */
export interface FakeRequest {
  /** In capitals. */
  readonly method: string
  /** Without the query, decoded. */
  readonly path: string
  /** Parameters after the `?`. */
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** As text. */
  readonly body: string
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown
  /** The body as a url-encoded form. */
  readonly form: URLSearchParams
}

/** What a fake answers. @public */
export interface FakeReply {
  /** HTTP status. */
  readonly status: number
  /** Beside those that CORS needs. */
  readonly headers?: Readonly<Record<string, string>>
  /** An object becomes JSON. */
  readonly body?: unknown
}

/** What a destination is like: everything that tells it from another. @public */
export interface FakeDestination {
  /** Strict: the destination's own answer to a wrong path, method, header, key, field or size; `undefined`: nothing wrong. */
  check(request: FakeRequest): FakeReply | undefined
  /** Its answer when it took the request. */
  ok(request: FakeRequest): FakeReply
  /** By what it recognises a repeat; leave out when it cannot. */
  key?(request: FakeRequest): string | undefined
  /** Its own way to say "wait so many seconds". Default 429 with `Retry-After`. */
  busy?(seconds: number): FakeReply
  /** Default 503 without a body. */
  readonly down?: FakeReply
  /** Its own way to refuse for good. Default 400. */
  readonly refuse?: FakeReply
  /** Its own word that makes a 2xx mean something else. */
  readonly word?: FakeReply
  /** Answers of paths beside the main one (a token, a look-up among what is stored): not counted, not failing. */
  aside?(request: FakeRequest, stored: FakeControl['stored'], refused: FakeServer['refused']): FakeReply | undefined
}

/** What the next request meets. `reset-after`: it is stored, then the line breaks before the answer. @public */
export type FakeMode = 'ok' | 'busy' | 'down' | 'refuse' | 'word' | 'hang' | 'reset' | 'reset-after'

/** A fake in use, whatever it is made of. @public */
export interface FakeControl {
  /** Modes of the next requests, in order; then `ok` again. */
  next(...modes: readonly FakeMode[]): void
  /** What was taken, repeats included: `key` as the destination sees it, `raw` for looking into. */
  readonly stored: readonly { readonly key: string | undefined; readonly raw: string }[]
  /** What strict checks found wrong. */
  readonly faults: readonly string[]
  /** Ends it, open connections too. */
  close(): Promise<void>
}

/** A fake that listens on a free port of this machine. @public */
export interface FakeServer extends FakeControl {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  /** All that came, preflights (`OPTIONS`) too. */
  readonly requests: readonly FakeRequest[]
  /** What was not taken, on demand or by a strict check: a destination that is asked later knows these too. */
  readonly refused: FakeControl['stored']
}

/**
 * Starts a local stand-in of a destination. It refuses what the real one would refuse, notes it in `faults`, and
 * replays on demand what networks and services do to a sender.
 * @public
 */
export async function startFake(destination: FakeDestination): Promise<FakeServer> {
  const modes: FakeMode[] = []
  const requests: FakeRequest[] = []
  const stored: { key: string | undefined; raw: string }[] = []
  const faults: string[] = []

  const refused: { key: string | undefined; raw: string }[] = []

  const keep = (list: { key: string | undefined; raw: string }[], request: FakeRequest): void => {
    const raw = `${JSON.stringify(request.headers)}\n${request.path}?${request.query}\n${request.body}`
    list.push({ key: keyOf(destination, request), raw })
  }
  const answer = (request: FakeRequest): FakeReply | 'hang' | 'reset' => {
    const aside = destination.aside?.(request, stored, refused)
    if (aside) return aside
    requests.push(request)
    const mode = modes.shift() ?? 'ok'
    if (['busy', 'down', 'refuse', 'word'].includes(mode)) keep(refused, request)
    if (mode === 'busy') return destination.busy?.(7) ?? { status: 429, headers: { 'retry-after': '7' } }
    if (mode === 'down') return destination.down ?? { status: 503 }
    if (mode === 'refuse') return destination.refuse ?? { status: 400, body: { message: 'no' } }
    if (mode === 'word') return destination.word ?? { status: 200, body: '' }
    if (mode === 'hang' || mode === 'reset') return mode
    const wrong = destination.check(request)
    if (wrong) {
      keep(refused, request)
      faults.push(`${request.method} ${request.path}: ${JSON.stringify(wrong.body ?? wrong.status)}`)
      return wrong
    }
    keep(stored, request)
    return mode === 'reset-after' ? 'reset' : destination.ok(request)
  }
  const preflight = (request: FakeRequest): FakeReply => {
    requests.push(request)
    return { status: 204 }
  }
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then((request) => reply(outgoing, request.method === 'OPTIONS' ? preflight(request) : answer(request)))
      .catch((cause: unknown) => {
        // A fault of the fake itself must be seen too.
        if (!incoming.destroyed)
          faults.push(`the fake broke: ${cause instanceof Error ? cause.message : String(cause)}`)
        incoming.destroy()
      })
  })
  // 5 s by default: a client that was kept busy for longer would meet a line that just closed
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stored,
    refused,
    faults,
    next: (...more) => void modes.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A refused request may have any shape, and then has no key. */
function keyOf(destination: FakeDestination, request: FakeRequest): string | undefined {
  try {
    return destination.key?.(request)
  } catch {
    return undefined
  }
}

function reply(outgoing: ServerResponse, answer: FakeReply | 'hang' | 'reset'): void {
  if (answer === 'hang') return
  if (answer === 'reset') return void outgoing.socket?.destroy()
  const text =
    typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body)
  outgoing.writeHead(answer.status, {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'access-control-expose-headers': '*',
    ...(typeof answer.body === 'object' ? { 'content-type': 'application/json' } : {}),
    ...answer.headers,
  })
  outgoing.end(text)
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  const body = Buffer.concat(parts).toString('utf8')
  const url = new URL(incoming.url ?? '/', 'http://fake')
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    json = undefined
  }
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
  return {
    method: incoming.method ?? 'GET',
    path: decodeURI(url.pathname),
    query: url.searchParams,
    headers,
    body,
    json,
    form: new URLSearchParams(body),
  }
}
