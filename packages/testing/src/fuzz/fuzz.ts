import { connect } from 'node:net'
import { type Seeded, seeded } from '../chaos/seeded.ts'
import { asStaff } from '../staff.ts'
import { body, bytes, envelope, idOf, ODD_TEXTS, oddJson } from './odd.ts'

/** What a run of the fuzzer came to. */
export interface FuzzReport {
  readonly requests: number
  /** How many replies had each status; 0: the connection was closed. */
  readonly statuses: ReadonlyMap<number, number>
  /** Replies of 500 and above, as one line each that can be sent again. */
  readonly failures: readonly string[]
}

/** What to fuzz, and how long. */
export interface FuzzOptions {
  /** `http://HOST:PORT` of a collector that takes `asStaff`. */
  readonly url: string
  readonly seed: number
  readonly ms: number
  /** Requests at once. Default 8. */
  readonly jobs?: number
}

interface Operation {
  readonly method: string
  /** As OpenAPI writes it. */
  readonly path: string
  readonly query: readonly string[]
}

/** Sends odd requests to every operation of the collector's OpenAPI document, and to what stands in none, for some time. */
export async function fuzz({ url, seed, ms, jobs = 8 }: FuzzOptions): Promise<FuzzReport> {
  const operations = await operationsOf(url)
  const statuses = new Map<number, number>()
  const failures: string[] = []
  let requests = 0
  const until = performance.now() + ms
  const one = async (job: number) => {
    const chance = seeded(seed + job)
    while (performance.now() < until) {
      requests++
      if (chance.unit() < 0.02) {
        await raw(url, chance)
        continue
      }
      const request = oddRequest(chance, operations)
      const { status, text } = await send(url, request)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500) failures.push(lineOf(request, status, text))
    }
  }
  await Promise.all(Array.from({ length: jobs }, (_, job) => one(job)))
  return { requests, statuses, failures }
}

async function operationsOf(url: string): Promise<readonly Operation[]> {
  const reply = await fetch(`${url}/openapi.json`, { headers: asStaff })
  const { paths } = (await reply.json()) as {
    readonly paths: Record<
      string,
      Record<string, { readonly parameters?: readonly { readonly name: string; readonly in: string }[] }>
    >
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    })),
  )
}

interface OddRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']
const KNOWN = ['pk_demo', idOf(1), 'purchase', 'csv', 'json', 'all', '1']

function oddRequest(chance: Seeded, operations: readonly Operation[]): OddRequest {
  // Half of all go where answers come in: that stands open to everybody.
  const posts = operations.filter(({ path, method }) => method === 'POST' && path.startsWith('/v1/projects/'))
  const operation = chance.pick(chance.unit() < 0.5 ? posts : operations)
  const method = chance.unit() < 0.9 ? operation.method : chance.pick(METHODS)
  const part = () => encoded(chance.unit() < 0.7 ? chance.pick(KNOWN) : chance.pick(ODD_TEXTS), chance)
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    name === 'key' && chance.unit() < 0.8 ? 'pk_demo' : part(),
  )
  const query = operation.query
    .filter(() => chance.unit() < 0.6)
    .map((name) => `${name}=${encoded(chance.unit() < 0.4 ? chance.pick(KNOWN) : chance.pick(ODD_TEXTS), chance)}`)
  const made = method === 'GET' || method === 'HEAD' ? undefined : bodyFor(chance, operation)
  if (made?.gzip && chance.unit() < 0.5) query.push('z=gz')
  return {
    method,
    path: `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`.slice(0, 8000),
    headers: {
      ...(chance.unit() < 0.6 ? asStaff : {}),
      ...(made?.type ? { 'content-type': made.type } : {}),
      ...(made?.gzip && chance.unit() < 0.5 ? { 'content-encoding': 'gzip' } : {}),
      ...oddHeaders(chance),
    },
    ...(made ? { body: made.body } : {}),
  }
}

function bodyFor(chance: Seeded, { path }: Operation) {
  if (path.endsWith('/attachments')) return { body: bytes(chance), type: 'image/jpeg', gzip: false }
  return body(chance, () => {
    if (path.endsWith('/responses')) return envelope(chance)
    if (path.endsWith('/erasures'))
      return { responseIds: [idOf(chance.between(0, 400)), oddJson(chance)], subjectId: oddJson(chance) }
    if (path.endsWith('/standing'))
      return { order: oddJson(chance), subject: { id: oddJson(chance), signature: 'v1.k1.1.x' } }
    return oddJson(chance)
  })
}

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  origin: ['null', 'https://shop.example', 'http://127.0.0.1:1', 'x', 'https://[::1'],
  'x-forwarded-for': ['1.2.3.4', '::1, junk', ','.repeat(300)],
  'accept-language': ['ru', 'xx-YY;q=2', '*'.repeat(200)],
  'if-none-match': ['*', '"x"', 'W/'],
  range: ['bytes=0-', 'bytes=9-1', 'bytes=a'],
  cookie: ['frankly_session=x', 'frankly_session=%E0%A4%A', '='.repeat(100), '__proto__=1'],
  authorization: ['Bearer ', 'Basic Og==', `Bearer ${'x'.repeat(600)}`],
  'last-event-id': ['x', '9'.repeat(50)],
}

function oddHeaders(chance: Seeded): Readonly<Record<string, string>> {
  const chosen = Object.entries(HEADERS).filter(() => chance.unit() < 0.06)
  return Object.fromEntries(chosen.map(([name, values]) => [name, chance.pick(values)]))
}

/** As it goes into an address; at times not as it should. */
function encoded(text: string, chance: Seeded): string {
  const short = text.slice(0, 300)
  if (chance.unit() < 0.1) return short.replaceAll(/[^\x21-\x7e]|[#?]/g, '')
  return encodeURIComponent(Buffer.from(short).toString())
}

async function send(url: string, { method, path, headers, body: sent }: OddRequest) {
  try {
    const reply = await fetch(url + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...(sent ? { body: Buffer.from(sent) } : {}),
    })
    // A stream has no end.
    const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream')
    if (isStream) await reply.body?.cancel()
    return { status: reply.status, text: isStream ? '' : await reply.text() }
  } catch (error) {
    return { status: 0, text: String(error) }
  }
}

const lineOf = ({ method, path, headers, body: sent }: OddRequest, status: number, text: string): string =>
  `${status} ${method} ${path} ${JSON.stringify(headers)} body(base64)=${Buffer.from(sent ?? [])
    .toString('base64')
    .slice(0, 4000)} → ${text.slice(0, 300)}`

const RAW = [
  'GET',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  'POST /v1/projects/pk_demo/responses HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /v1/projects/pk_demo/responses HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST /v1/projects/pk_demo/responses HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'GET /%00/%ff HTTP/1.1\r\nHost: \u0001\r\n\r\n',
  'GET //evil.example/x HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET http://evil.example:99999/ HTTP/1.1\r\nHost: x\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
  'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
]

/** Bytes that no HTTP library would send. */
function raw(url: string, chance: Seeded): Promise<void> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const done = () => {
      socket.destroy()
      resolve()
    }
    socket.on('error', done)
    socket.on('close', done)
    socket.on('data', done)
    socket.setTimeout(500, done)
    socket.write(chance.pick(RAW), 'latin1')
  })
}
