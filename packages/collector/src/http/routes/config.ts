import { hash } from 'node:crypto'
import type { Hono } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/** `GET /v1/projects/{key}/config`: everything the widget needs, revalidated by its `ETag`. */
export function configRoutes(app: Hono, deps: Deps): void {
  const bodies = new Map(
    [...deps.options.projects.values()].map(({ key, config }) => {
      const body = JSON.stringify(config)
      return [key, { body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"` }] as const
    }),
  )
  app.get('/v1/projects/:key/config', (c) => {
    const project = openProject(c, deps)
    if ('problem' in project) return problemReply(c, project.problem)
    const { body, etag } = bodies.get(project.key)!
    const headers = { etag, 'cache-control': 'public, max-age=60, stale-while-revalidate=86400', vary: 'Origin' }
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
    return c.body(body, 200, { ...headers, 'content-type': 'application/json' })
  })
}
