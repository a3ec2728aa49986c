import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { z } from 'zod'
import { problem } from '../../ingest/problems.ts'
import type { Api } from '../api/api.ts'
import type { Context as Deps } from '../context.ts'
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

/** Files whose name holds a hash of their content: cached for ever. */
const HASHED = /(^|[-./])[0-9a-f]{8,}\.\w+$|-[A-Za-z0-9_-]{8}\.\w+$/

const squeeze = {
  br: promisify((bytes: Uint8Array, done: (error: Error | null, out: Buffer) => void) => brotliCompress(bytes, done)),
  gzip: promisify((bytes: Uint8Array, done: (error: Error | null, out: Buffer) => void) => gzip(bytes, done)),
}

type Coding = keyof typeof squeeze

interface WidgetFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
  /** Compressed forms, made at the first request for each. */
  readonly squeezed: Partial<Record<Coding, Promise<Uint8Array<ArrayBuffer>>>>
}

/** `GET /frankly.js`, its chunks and `integrity.json`: whatever the widget's build folder holds. */
export function widgetRoutes(api: Api, { options }: Deps): void {
  const root = normalize(options.widgetDir)
  const read = createReader()
  api.add(
    {
      method: 'get',
      path: '/{file}',
      summary: 'The widget: `frankly.js`, its chunks, `integrity.json`',
      may: 'anyone',
      asks: z.object({ params: z.object({ file: z.string().regex(/.+\.(js|mjs|css|json|map|svg|woff2)/) }) }),
      replies: {
        200: { description: 'The file', types: [...new Set(Object.values(TYPES))] },
        304: { description: 'unchanged' },
      },
    },
    async (c, { params }) => {
      const path = normalize(join(root, params.file))
      const file = path.startsWith(root + sep) ? await read(path) : undefined
      if (!file) {
        const built = await read(join(root, 'frankly.js'))
        return problemReply(c, problem('not_found', built ? undefined : `the widget is not built: ${root} is empty`))
      }
      const lasting = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=300'
      const headers: Record<string, string> = {
        etag: file.etag,
        'cache-control': lasting,
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'Accept-Encoding',
      }
      if (c.req.header('if-none-match')?.includes(file.etag)) return c.body(null, 304, headers)
      headers['content-type'] = TYPES[extname(path)] ?? 'application/octet-stream'
      const coding = codingFor(c.req.header('accept-encoding'), extname(path))
      if (!coding) return c.body(file.bytes, 200, headers)
      file.squeezed[coding] ??= squeeze[coding](file.bytes).then((out) => new Uint8Array(out))
      return c.body(await file.squeezed[coding], 200, { ...headers, 'content-encoding': coding })
    },
  )
}

/** Fonts are compressed already. */
function codingFor(accepted: string = '', extension: string): Coding | undefined {
  if (extension === '.woff2') return undefined
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

/** Reads files and keeps them until they change on the disk: a build is a few dozen small files. */
function createReader(): (path: string) => Promise<WidgetFile | undefined> {
  const kept = new Map<string, WidgetFile>()
  return async (path) => {
    try {
      const { mtimeMs, size } = await stat(path)
      const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
      const known = kept.get(path)
      if (known?.etag === etag) return known
      const file = { bytes: new Uint8Array(await readFile(path)), etag, squeezed: {} }
      kept.set(path, file)
      return file
    } catch {
      kept.delete(path)
      return undefined
    }
  }
}
