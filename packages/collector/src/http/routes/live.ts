import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { problem } from '../../ingest/problems.ts'
import type { Api } from '../api/api.ts'
import { lang } from '../api/shapes.ts'
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
export function liveRoutes(api: Api, deps: Deps): void {
  api.add(
    {
      method: 'get',
      path: '/v1/stream',
      summary: 'Server-sent events: `response` for each stored revision, in words',
      may: 'responses:read',
      asks: z.object({
        query: z.object({
          lang,
          since: z.string().optional().meta({ description: 'epoch ms; as `Last-Event-ID`' }),
          cards: z.string().optional().meta({ description: 'with the markup of the live page' }),
        }),
      }),
      replies: { 200: { description: 'Events', types: ['text/event-stream'] } },
    },
    (c, { projects, read }) => liveStream(c, deps, projects, read),
  )

  api.add(
    {
      method: 'get',
      path: '/assets/{name}',
      summary: 'Scripts and styles of the pages here',
      may: 'anyone',
      asks: z.object({ params: z.object({ name: z.string() }) }),
      replies: { 200: { description: 'The file', types: [...new Set(ASSETS.values())] } },
    },
    async (c, { params: { name } }) => {
      const type = ASSETS.get(name)
      if (!type) return problemReply(c, problem('not_found'))
      const bytes = new Uint8Array(await readFile(new URL(`../../../assets/${name}`, import.meta.url)))
      return c.body(bytes, 200, { 'content-type': type, 'cache-control': 'no-cache' })
    },
  )
}
