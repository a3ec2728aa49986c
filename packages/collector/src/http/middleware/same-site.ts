import type { MiddlewareHandler } from 'hono'
import { problem } from '../../ingest/problems.ts'
import { problemReply } from '../problem-reply.ts'

/**
 * Keeps pages of other sites from changing things through a staff member's browser: where no token is set, the
 * session cookie protects nobody. Browsers name the page's origin with every post; programs send none and pass.
 */
export const sameSite: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const foreign =
    site === undefined ? origin !== undefined && hostOf(origin) !== c.req.header('host') : site !== 'same-origin'
  if (foreign) return problemReply(c, problem('origin_not_allowed', 'only the collector’s own pages may do this'))
  await next()
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
