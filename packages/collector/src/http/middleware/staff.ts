import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { same } from '../../access/passes.ts'
import type { Context as Deps } from '../../context.ts'
import { problem } from '../../ingest/problems.ts'
import { isSecure } from '../access/hosts.ts'
import { refusalPage, wantsPage } from '../pages/sign-in-page.ts'
import { problemReply } from '../problem-reply.ts'
import { ownPages } from './own-pages.ts'

/** Name of the session cookie; over TLS it begins with `__Host-`, which a page of another name cannot set. */
export const SESSION = 'frankly_session'

/** The session that the browser sent. */
export function sessionOf(c: Context, { options }: Pick<Deps, 'options'>): string {
  return (isSecure(c, options) ? getCookie(c, SESSION, 'host') : getCookie(c, SESSION)) ?? ''
}

/**
 * Lets staff through, by bearer token or session, on loopback as everywhere. Without a token in the configuration
 * nobody is staff.
 * @param also a further token that opens the route, for programs that may read no more than this
 */
export function staffOnly(deps: Deps, also?: string): MiddlewareHandler {
  const own = ownPages(deps)
  return async (c, next) => {
    c.header('cache-control', 'no-store')
    let refused: Response | undefined
    const foreign = await own(c, async () => {
      refused = await refusal(c, deps, also)
      if (refused) return
      await next()
      // Again, since the stream names a lifetime of its own.
      c.res.headers.set('cache-control', 'no-store')
    })
    return foreign ?? refused
  }
}

async function refusal(c: Context, deps: Deps, also: string | undefined): Promise<Response | undefined> {
  const { passes, options } = deps
  const bearer = bearerOf(c)
  if (bearer !== undefined && also !== undefined && same(bearer, also)) return undefined
  if (options.staffToken === undefined || passes === undefined) {
    const how = 'no staff token is set: see the line that "frankly serve" printed'
    return wantsPage(c) ? refusalPage(c, 'closed') : problemReply(c, problem('staff_closed', how))
  }
  if (bearer !== undefined) {
    if (same(bearer, options.staffToken)) return undefined
    return deps.guesses.refuse(c, 'token')
  }
  if (await passes.isGood('session', sessionOf(c, deps))) return undefined
  if (wantsPage(c)) return c.redirect(signInPath(c), 303)
  c.header('www-authenticate', 'Bearer')
  return problemReply(c, problem('unauthorized', 'send "Authorization: Bearer TOKEN" or sign in at /login'))
}

/** The token that a program sent. Other credentials, such as those of a proxy with a password, are none of ours. */
const bearerOf = (c: Context): string | undefined =>
  /^Bearer +([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '')?.[1]

/** Whether who opened this long answer may still read it: sessions end while it is open, the token does not. */
export async function isStillStaff(c: Context, deps: Deps): Promise<boolean> {
  if (bearerOf(c) !== undefined) return true
  return (await deps.passes?.isGood('session', sessionOf(c, deps))) ?? false
}

/** Where to sign in, so that the way leads back. */
function signInPath(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method !== 'GET' || pathname + search === '/'
    ? '/login'
    : `/login?next=${encodeURIComponent(pathname + search)}`
}
