import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

/** Where to serve, and which collector the thank-you page talks to. */
export interface ShopOptions {
  /** Address of the collector, for example `http://127.0.0.1:8787`. */
  readonly collector: string
  /** Default 0: any free port. */
  readonly port?: number
  /** Default `127.0.0.1`. */
  readonly host?: string
  /** Default: `dist` beside this package. */
  readonly dist?: string
}

/** A running shop. */
export interface Shop {
  readonly url: string
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))

/**
 * Serves the built shop. Throws when the collector's address is not an http address, and when the
 * shop has not been built.
 */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const collector = collectorAddress(options.collector)
  const dist = resolve(options.dist ?? DIST)
  await readFile(join(dist, 'index.html')).catch(() => {
    throw new Error(`The shop is not built: ${dist} has no index.html. Run: pnpm --filter @frankly/example-shop build`)
  })
  const server = createServer((request, response) => {
    answer(request, response, dist, collector).catch(() => {
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', done)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the shop has no port')
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Only an http(s) address without markup may reach the page. */
function collectorAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(`collector: expected an address such as http://127.0.0.1:8787, got "${given}"`)
  }
  return url.origin + url.pathname.replace(/\/$/, '')
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  dist: string,
  collector: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  const { file, body } = await pageFor(request.url ?? '/', dist)
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  const html = type.startsWith('text/html')
  const content = html ? body.toString('utf8').replaceAll('__COLLECTOR__', collector) : body
  response.writeHead(file.endsWith('404.html') ? 404 : 200, {
    'content-type': type,
    'cache-control': html ? 'no-cache' : 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}

async function pageFor(address: string, dist: string): Promise<{ file: string; body: Buffer }> {
  const language = address.startsWith('/ru/') ? 'ru/' : ''
  const missing = join(dist, `${language}404.html`)
  let path: string
  try {
    path = decodeURIComponent(new URL(address, 'http://shop').pathname)
  } catch {
    return { file: missing, body: await readFile(missing) }
  }
  const file = resolve(join(dist, path.endsWith('/') ? `${path}index.html` : path))
  const inside = file.startsWith(dist + sep)
  const body = inside ? await readFile(file).catch(() => undefined) : undefined
  return body === undefined ? { file: missing, body: await readFile(missing) } : { file, body }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, collector: { type: 'string' }, host: { type: 'string' } },
  })
  if (values.collector === undefined) {
    console.error('Usage: node src/serve.ts --collector http://127.0.0.1:8787 [--port 0] [--host 127.0.0.1]')
    process.exit(2)
  }
  const shop = await startShop({
    collector: values.collector,
    port: Number(values.port),
    ...(values.host === undefined ? {} : { host: values.host }),
  })
  console.log(`shop listening on ${shop.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shop.close())
}
