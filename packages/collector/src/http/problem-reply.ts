import type { Problem } from '@frankly/core/wire'
import type { Context } from 'hono'

/** An RFC 9457 reply. The delay stands in the header and in the body, since headers are easily lost on the way. */
export function problemReply(c: Context, problem: Problem): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (problem.retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(problem.retryAfterMs / 1000))
  return c.body(JSON.stringify(problem), problem.status as 400, headers)
}
