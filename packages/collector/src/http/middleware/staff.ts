import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Context as Deps } from '../../context.ts'
import { problem } from '../../ingest/problems.ts'
import { problemReply } from '../problem-reply.ts'

/** Name of the session cookie of the staff pages. */
export const SESSION = 'frankly_session'

/** How long a sign-in lasts, ms. */
export const SESSION_MS: number = 12 * 3_600_000

/**
 * Lets staff through: by bearer token, by session cookie, or, when no token is configured and the collector
 * listens on loopback only, everybody.
 */
export function staffOnly(deps: Deps): MiddlewareHandler {
  return async (c, next) => {
    if (!isStaff(c, deps)) {
      if (c.req.method === 'GET' && c.req.header('accept')?.includes('text/html')) return c.redirect('/login', 303)
      return problemReply(c, problem('unauthorized', 'send "Authorization: Bearer TOKEN" or sign in at /login'))
    }
    await next()
    c.res.headers.set('cache-control', 'no-store')
    c.res.headers.set('cross-origin-resource-policy', 'same-origin')
  }
}

/** Whether nobody needs to sign in. */
export function isOpen({ options }: Pick<Deps, 'options'>): boolean {
  return options.staffToken === undefined && ['127.0.0.1', '::1', 'localhost'].includes(options.host)
}

function isStaff(c: Context, deps: Deps): boolean {
  const token = deps.options.staffToken
  if (token === undefined) return isOpen(deps)
  const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) return same(bearer, token)
  return isSession(getCookie(c, SESSION), token, deps.clock.now())
}

/** A session that any collector with the same token recognises: its end, signed. */
export function sessionFor(token: string, now: number): string {
  const end = String(now + SESSION_MS)
  return `${end}.${sign(end, token)}`
}

function isSession(value: string | undefined, token: string, now: number): boolean {
  const [end = '', signature = ''] = (value ?? '').split('.')
  return same(signature, sign(end, token)) && Number(end) > now
}

const sign = (text: string, token: string): string =>
  createHmac('sha256', token).update(`session ${text}`).digest('base64url')

/** Compares without telling by its time where the difference is. */
export function same(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
