import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Hono } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { problem } from '../../ingest/problems.ts'
import { problemReply } from '../problem-reply.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** A name that holds a hash of its content never changes. */
const HASHED = /[-.][A-Za-z0-9_-]{8,}\.\w+$/

/** `GET /frankly.js`, its chunks and `integrity.json`: whatever the widget's build folder holds. */
export function widgetRoutes(app: Hono, { options }: Deps): void {
  app.get('/:file{.+\\.(js|mjs|css|json|map|svg|woff2)}', async (c) => {
    const root = normalize(options.widgetDir)
    const path = normalize(join(root, c.req.param('file')))
    const file = path.startsWith(root + sep) ? await read(path) : undefined
    if (!file) {
      const built = await read(join(root, 'frankly.js'))
      return problemReply(c, problem('not_found', built ? undefined : `the widget is not built: ${root} is empty`))
    }
    const lasting = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=300'
    const headers = { etag: file.etag, 'cache-control': lasting, 'cross-origin-resource-policy': 'cross-origin' }
    if (c.req.header('if-none-match')?.includes(file.etag)) return c.body(null, 304, headers)
    return c.body(file.bytes, 200, {
      ...headers,
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    })
  })
}

async function read(
  path: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string } | undefined> {
  try {
    const { mtimeMs, size } = await stat(path)
    return {
      bytes: new Uint8Array(await readFile(path)),
      etag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
    }
  } catch {
    return undefined
  }
}
