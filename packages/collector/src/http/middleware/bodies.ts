import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { problem } from '../../ingest/problems.ts'
import type { Limits } from '../../options/limits.ts'
import { problemReply } from '../problem-reply.ts'

/** Routes that read their body under a limit of their own, without a stream of Hono's in between. */
const OWN_LIMIT = /^\/v1\/projects\/[^/]+\/(responses|attachments|erasures)$/

/** No route takes a body of any size: what is not said otherwise is at most `bodyBytes`. */
export function bodies(limits: Pick<Limits, 'bodyBytes'>): MiddlewareHandler {
  const limited = bodyLimit({
    maxSize: limits.bodyBytes,
    onError: (c) => problemReply(c, problem('body_too_large', `at most ${limits.bodyBytes} bytes are taken`)),
  })
  return (c, next) => (c.req.method === 'GET' || OWN_LIMIT.test(c.req.path) ? next() : limited(c, next))
}
