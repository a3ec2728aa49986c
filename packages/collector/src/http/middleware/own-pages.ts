import type { Context, MiddlewareHandler } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { problem } from '../../ingest/problems.ts'
import { hostFault, isOwnOrigin } from '../access/hosts.ts'
import { refusalPage, wantsPage } from '../pages/sign-in-page.ts'
import { problemReply } from '../problem-reply.ts'

/**
 * What stands before every staff route, the sign-in included: the name that was asked for must be ours, and a page of
 * another site may neither press our buttons nor load our answers, whoever is signed in. Programs name no origin and
 * pass. Hono's `csrf` is not used: it looks at forms alone, and would refuse programs that post one.
 */
export function ownPages({ options }: Pick<Deps, 'options'>): MiddlewareHandler {
  return async (c, next) => {
    // Before anything else, so that a refusal carries it too: no other site may read it.
    c.header('cross-origin-resource-policy', 'same-origin')
    const fault = hostFault(c, options)
    if (fault !== undefined) {
      return wantsPage(c) ? refusalPage(c, 'host', fault) : problemReply(c, problem('host_not_allowed', fault))
    }
    if (isForeign(c, options)) {
      return problemReply(c, problem('origin_not_allowed', 'only the collector’s own pages may do this'))
    }
    await next()
  }
}

function isForeign(c: Context, options: Deps['options']): boolean {
  const site = c.req.header('sec-fetch-site')
  const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
  if (site === undefined) {
    const origin = c.req.header('origin')
    return origin !== undefined && !isOwnOrigin(origin, c, options)
  }
  if (changes) return site !== 'same-origin'
  // A link from elsewhere may lead here; a script, a picture or a frame of elsewhere may not.
  const followed = c.req.header('sec-fetch-mode') === 'navigate' && c.req.header('sec-fetch-dest') === 'document'
  return site !== 'same-origin' && site !== 'none' && !followed
}
