import { readFile } from 'node:fs/promises'
import type { Hono, MiddlewareHandler } from 'hono'
import { problem } from '../../ingest/problems.ts'
import type { Context as Deps } from '../context.ts'
import { liveStream } from '../live-stream.ts'
import { problemReply } from '../problem-reply.ts'

/** A `Map`, since an object would also find `constructor`. */
const ASSETS: ReadonlyMap<string, string> = new Map([
  ['page.css', 'text/css; charset=utf-8'],
  ['live.js', 'text/javascript; charset=utf-8'],
  ['sign-in.js', 'text/javascript; charset=utf-8'],
  ['survey.js', 'text/javascript; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
])

/** `/v1/stream`: answers as they come, as server-sent events. And the files of our pages. */
export function liveRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  app.get('/v1/stream', staff, (c) => liveStream(c, deps))

  app.get('/assets/:name', async (c) => {
    const name = c.req.param('name')
    const type = ASSETS.get(name)
    if (!type) return problemReply(c, problem('not_found'))
    const bytes = new Uint8Array(await readFile(new URL(`../../../assets/${name}`, import.meta.url)))
    return c.body(bytes, 200, { 'content-type': type, 'cache-control': 'no-cache' })
  })
}
