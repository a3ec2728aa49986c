import type { Context, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { problem } from '../../ingest/problems.ts'
import { hostFault, isOwnOrigin } from '../access/hosts.ts'
import type { Context as Deps } from '../context.ts'
import { refusalPage, wantsPage } from '../pages/sign-in-page.ts'
import { problemReply } from '../problem-reply.ts'

/**
 * What stands before every staff route, the sign-in included: the name that was asked for must be ours, and a page of
 * another site may neither press our buttons nor load our answers, whoever is signed in. Programs name no origin and
 * pass.
 */
export function ownPages({ options }: Pick<Deps, 'options'>): MiddlewareHandler {
  // Hono's own, for all that a form of another site can send; for each page to be ours, see `isOwnOrigin`.
  const forms = csrf({
    // What the browser says of the site stands above the name of the page: over plain HTTP anybody can make that.
    origin: (origin, c) => c.req.header('sec-fetch-site') === undefined && isOwnOrigin(origin, c, options),
  })
  const isForeignForm = (c: Context): Promise<boolean> =>
    forms(c, async () => {}).then(
      () => false,
      () => true,
    )
  return async (c, next) => {
    // Before anything else, so that a refusal carries it too: no other site may read it.
    c.header('cross-origin-resource-policy', 'same-origin')
    const fault = hostFault(c, options)
    if (fault !== undefined) {
      return wantsPage(c) ? refusalPage(c, 'host', fault) : problemReply(c, problem('host_not_allowed', fault))
    }
    if (isOfPage(c) && ((await isForeignForm(c)) || isForeign(c, options))) {
      return problemReply(c, problem('origin_not_allowed', 'only the collector’s own pages may do this'))
    }
    await next()
  }
}

/** Whether a browser asks, which says for which page. Hono's `csrf` would refuse programs that say nothing. */
const isOfPage = (c: Context): boolean => (c.req.header('sec-fetch-site') ?? c.req.header('origin')) !== undefined

/** What no form can send, by a page of another site: a script, a picture, a frame, a change in JSON. */
function isForeign(c: Context, options: Deps['options']): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site === undefined) return !isOwnOrigin(c.req.header('origin') ?? '', c, options)
  // A link from elsewhere may lead here.
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const followed = c.req.header('sec-fetch-mode') === 'navigate' && c.req.header('sec-fetch-dest') === 'document'
  return site !== 'same-origin' && site !== 'none' && !(isRead && followed)
}
