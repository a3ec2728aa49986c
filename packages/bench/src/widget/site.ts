import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { repoPath } from '@frankly/testing'
import { build } from 'vite'
import type { Contender } from './contenders.ts'

/** A running page of one contender. */
export interface Site {
  readonly url: string
  close(): void
}

const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

/** Bundles a contender's page as a shop would, minified, and serves it with its mock from loopback. */
export async function serveContender(contender: Contender): Promise<Site> {
  const outDir = repoPath(`.cache/bench/${contender.page}`)
  mkdirSync(outDir, { recursive: true })
  await bundle(contender.page ?? '', 'page.js', outDir)
  for (const name of contender.lazy ?? []) await bundle(name, `${name}.js`, outDir)
  return serve(contender, outDir)
}

function bundle(page: string, fileName: string, outDir: string) {
  return build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./pages/', import.meta.url)),
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

async function serve(contender: Contender, outDir: string): Promise<Site> {
  const posthogFiles = fileURLToPath(new URL('../../node_modules/posthog-js/dist/', import.meta.url))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname
    if (path === '/') {
      const css = existsSync(`${outDir}/page.css`) ? '<link rel="stylesheet" href="/page.css">' : ''
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<!doctype html><title>shop</title>${css}<h1>Thank you</h1><p>Order A-1</p><script type="module" src="/page.js"></script>`,
        )
      return
    }
    const file = path.startsWith('/static/') ? `${posthogFiles}${path.slice(8)}` : `${outDir}${path}`
    if (existsSync(file) && statSync(file).isFile()) {
      response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' })
      createReadStream(file).pipe(response)
      return
    }
    if (contender.mock?.(path, request, response)) return
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
