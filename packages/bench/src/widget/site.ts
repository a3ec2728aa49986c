import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { repoPath } from '@frankly/testing'
import { build } from 'vite'
import { openDisk } from './disk.ts'

/** A running page of one contender. */
export interface Site {
  readonly url: string
  close(): unknown
}

/** A rival, bundled by us as a shop would. */
export interface Rival {
  /** Page script below `pages/`. */
  readonly page: string
  /** Files that it loads on opening, built alone. */
  readonly lazy?: readonly string[]
  /** A file that its code fetches from a public server: it comes from here instead, and may be kept by the browser. */
  readonly fetched?: { readonly address: RegExp; readonly file: string }
  /** What its server would answer; our mock, after local files. */
  readonly mock?: (path: string, request: IncomingMessage, response: ServerResponse) => boolean
}

const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

/** A shop's page around what stands in its head. */
export type Shop = (head: string) => string

const plainShop: Shop = (head) => `<!doctype html><title>shop</title>${head}<h1>Thank you</h1><p>Order A-1</p>`

/** Bundles a rival's page as a shop would, minified, and serves it with its mock from loopback. */
export async function serveRival(rival: Rival, shop: Shop = plainShop): Promise<Site> {
  const outDir = repoPath(`.cache/bench/${rival.page}`)
  mkdirSync(outDir, { recursive: true })
  await bundle(rival.page, 'page.js', outDir, rival.fetched?.address)
  for (const name of rival.lazy ?? []) await bundle(name, `${name}.js`, outDir)
  return serve(rival, outDir, shop)
}

/** Where a file that comes from a public server stands instead. */
const FETCHED = '/renderer.js'

function bundle(page: string, fileName: string, outDir: string, elsewhere?: RegExp) {
  return build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./pages/', import.meta.url)),
    plugins: elsewhere ? [{ name: 'served-here', transform: (code) => code.replace(elsewhere, FETCHED) }] : [],
    build: {
      outDir,
      emptyOutDir: fileName === 'page.js',
      minify: true,
      target: 'es2022',
      chunkSizeWarningLimit: 5000,
      rolldownOptions: {
        input: fileURLToPath(new URL(`./pages/${page}.ts`, import.meta.url)),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: fileName, chunkFileNames: 'chunk-[hash].js', assetFileNames: 'page.[ext]' },
      },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
}

async function serve(rival: Rival, outDir: string, shop: Shop): Promise<Site> {
  const posthogFiles = fileURLToPath(new URL('../../node_modules/posthog-js/dist/', import.meta.url))
  const zipped = new Map<string, Buffer>()
  const disk = openDisk()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname
    if (path === '/') {
      const css = existsSync(`${outDir}/page.css`) ? '<link rel="stylesheet" href="/page.css">' : ''
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(shop(`${css}<script type="module" src="/page.js"></script>`))
      return
    }
    const file =
      path === FETCHED && rival.fetched
        ? rival.fetched.file
        : path.startsWith('/static/')
          ? `${posthogFiles}${path.slice(8)}`
          : `${outDir}${path}`
    if (existsSync(file) && statSync(file).isFile()) {
      // compressed, as our collector sends its files too
      const body = zipped.get(file) ?? gzipSync(readFileSync(file), { level: 9 })
      zipped.set(file, body)
      const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
      const age = path === FETCHED ? { 'cache-control': 'public, max-age=3600' } : {}
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', ...age }).end(body)
      return
    }
    const answer = () => {
      if (!rival.mock?.(path, request, response)) response.writeHead(404).end()
    }
    if (request.method !== 'GET') disk.keep(request, answer)
    else answer()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
      disk.close()
    },
  }
}
