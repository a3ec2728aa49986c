import { readFile } from 'node:fs/promises'
import type { Hono, MiddlewareHandler } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Context as Deps } from '../../context.ts'
import { problem } from '../../ingest/problems.ts'
import { liveEntry } from '../../live/entry.ts'
import type { StoredResponse } from '../../store/ports.ts'
import { isStillStaff } from '../middleware/staff.ts'
import { page, pageLocale } from '../page.ts'
import { livePage } from '../pages/live-page.ts'
import { problemReply } from '../problem-reply.ts'

/** A map, not an object: `constructor` is no file. */
const ASSETS: ReadonlyMap<string, string> = new Map([
  ['page.css', 'text/css; charset=utf-8'],
  ['live.js', 'text/javascript; charset=utf-8'],
  ['sign-in.js', 'text/javascript; charset=utf-8'],
  ['survey.js', 'text/javascript; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
])

/** A sign of life so often, ms; whoever signed out meanwhile hears no more. */
const BEAT = 15_000

/** Latest responses a page begins with. */
const BACKLOG = 200

/** `/`: answers as they come. `/v1/stream`: the same as server-sent events. And the files of our pages. */
export function liveRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { store, feed, options, closing } = deps
  app.get('/', staff, (c) => page(c, livePage(pageLocale(c), options)))

  app.get('/v1/stream', staff, (c) =>
    streamSSE(c, async (stream) => {
      let end = () => {}
      const gone = new Promise<void>((resolve) => {
        end = resolve
      })
      stream.onAbort(end)
      closing.addEventListener('abort', end)
      // Whoever has signed out meanwhile hears no more; a store that cannot say so is no permission.
      const check = async () => {
        const still = await isStillStaff(c, deps).catch(() => false)
        if (!still) end()
        return still
      }
      let tail = Promise.resolve()
      const tell = (rows: readonly StoredResponse[]) => {
        tail = tail.then(async () => {
          if (!(await check())) return
          for (const row of rows) {
            const data = JSON.stringify(liveEntry(row, options.projects.get(row.project)))
            await stream.writeSSE({ event: 'response', data, id: String(row.receivedAt) })
          }
        })
      }
      // Subscribed before the backlog is read: nothing falls between; the page knows a repeat by its id.
      const leave = feed.subscribe(tell)
      tell([...(await store.responses({ limit: BACKLOG, newestFirst: true }))].reverse())
      await tail
      await stream.writeSSE({ event: 'ready', data: '' })
      const beat = setInterval(() => {
        void stream.writeSSE({ event: 'beat', data: '' })
        void check()
      }, BEAT)
      await gone
      clearInterval(beat)
      closing.removeEventListener('abort', end)
      leave()
    }),
  )

  app.get('/assets/:name', async (c) => {
    const name = c.req.param('name')
    const type = ASSETS.get(name)
    if (!type) return problemReply(c, problem('not_found'))
    const bytes = new Uint8Array(await readFile(new URL(`../../../assets/${name}`, import.meta.url)))
    return c.body(bytes, 200, { 'content-type': type, 'cache-control': 'no-cache' })
  })
}
