import type { Context, MiddlewareHandler } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { every } from 'hono/combine'
import { getSignedCookie } from 'hono/cookie'
import { problem } from '../../ingest/problems.ts'
import { isSecure } from '../access/hosts.ts'
import type { Context as Deps } from '../context.ts'
import { refusalPage, wantsPage } from '../pages/sign-in-page.ts'
import { problemReply } from '../problem-reply.ts'
import { ownPages } from './own-pages.ts'

/** Name of the session cookie; over TLS it begins with `__Host-`, which a page of another name cannot set. */
export const SESSION = 'frankly_session'

/** The session that the browser sent, or nothing: a cookie with a wrong signature counts as none. */
export async function sessionOf(c: Context, { options, passes }: Pick<Deps, 'options' | 'passes'>): Promise<string> {
  if (!passes) return ''
  const signed = isSecure(c, options)
    ? getSignedCookie(c, passes.cookieKey, SESSION, 'host')
    : getSignedCookie(c, passes.cookieKey, SESSION)
  return (await signed) || ''
}

/**
 * Lets staff through, by bearer token or session, on loopback as everywhere. Without a token in the configuration
 * nobody is staff.
 * @param also a further token that opens the route, for programs that may read no more than this
 */
export function staffOnly(deps: Deps, also?: string): MiddlewareHandler {
  const token = byToken(deps, also)
  const session = bySession(deps)
  return every(notKept, ownPages(deps), (c, next) => (hasBearer(c) ? token : session)(c, next))
}

const notKept: MiddlewareHandler = async (c, next) => {
  c.header('cache-control', 'no-store')
  await next()
  // Again, since the stream names a lifetime of its own.
  c.res.headers.set('cache-control', 'no-store')
}

/** For programs, by bearer token. Wrong tokens are counted and slowed down by `guesses`. */
function byToken({ options, guesses }: Deps, also: string | undefined): MiddlewareHandler {
  const token = [options.staffToken, also].filter((each) => each !== undefined)
  const message = (c: Context) => (options.staffToken === undefined ? staffClosed(c) : guesses.refuse(c, 'token'))
  return bearerAuth({ token, invalidToken: { message }, invalidAuthenticationHeader: { message } })
}

/** For people, who are sent to the sign-in. */
function bySession(deps: Deps): MiddlewareHandler {
  return async (c, next) => {
    if (!deps.passes) return staffClosed(c)
    if (await deps.passes.isGood('session', await sessionOf(c, deps))) return next()
    if (wantsPage(c)) return c.redirect(signInPath(c), 303)
    c.header('www-authenticate', 'Bearer')
    return problemReply(c, problem('unauthorized', 'send "Authorization: Bearer TOKEN" or sign in at /login'))
  }
}

/** What everybody is told while no staff token is set. */
export function staffClosed(c: Context): Response | Promise<Response> {
  if (wantsPage(c)) return refusalPage(c, 'closed')
  return problemReply(c, problem('staff_closed', 'no staff token is set: see the line that "frankly serve" printed'))
}

/** Whether a program sent a token. Other credentials, such as those of a proxy with a password, are none of ours. */
const hasBearer = (c: Context): boolean => /^Bearer +[\x21-\x7e]+$/i.test(c.req.header('authorization') ?? '')

/** Whether who opened this long answer may still read it: sessions end while it is open, the token does not. */
export async function isStillStaff(c: Context, deps: Deps): Promise<boolean> {
  return hasBearer(c) || ((await deps.passes?.isGood('session', await sessionOf(c, deps))) ?? false)
}

/** Where to sign in, so that the way leads back. */
function signInPath(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method !== 'GET' || pathname + search === '/'
    ? '/login'
    : `/login?next=${encodeURIComponent(pathname + search)}`
}
