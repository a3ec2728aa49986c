import type { MiddlewareHandler } from 'hono'
import type { Context as Deps } from '../context.ts'

const EXPOSED = 'Retry-After, Date, ETag'

/**
 * `Access-Control-Allow-Origin: *` on every public reply. It gives nothing away, since no credentials are used, and
 * without it a page sees a refusal as "no network". Replies of the staff routes, refusals too, say that they are for
 * their own origin only and get none. Preflights of the public calls are answered, but our own client needs none.
 */
export function cors(deps: Pick<Deps, 'metrics'>): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'OPTIONS' && c.req.path.startsWith('/v1/projects/')) {
      deps.metrics.add('preflights_total')
      return c.body('', 200, {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST',
        // whatever a page's own wrapper of `fetch` adds: nothing is read from it
        'access-control-allow-headers': c.req.header('access-control-request-headers') ?? 'content-type',
        'access-control-max-age': '86400',
      })
    }
    await next()
    if (c.res.headers.get('cross-origin-resource-policy') === 'same-origin') return
    c.res.headers.set('access-control-allow-origin', '*')
    c.res.headers.set('access-control-expose-headers', EXPOSED)
  }
}
