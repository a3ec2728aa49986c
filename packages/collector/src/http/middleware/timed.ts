import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Context as Deps } from '../context.ts'

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])

/** Notes how long each request took, by its route: addresses as they were sent would be strangers' words, without end. */
export function timed({ metrics }: Pick<Deps, 'metrics'>): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    const labels = { method, route: routePath(c, -1), status: String(c.res.status) }
    metrics.took('http_seconds', labels, (performance.now() - began) / 1000)
  }
}
