import type { Context, MiddlewareHandler } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { every } from 'hono/combine'
import { getSignedCookie } from 'hono/cookie'
import { same } from '../../access/passes.ts'
import { ALL_PROJECTS, type Who } from '../../access/who.ts'
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
  const signed = isSecure(c, options)
    ? getSignedCookie(c, passes.cookieKey, SESSION, 'host')
    : getSignedCookie(c, passes.cookieKey, SESSION)
  return (await signed) || ''
}

/** The door of all staff routes. */
export interface Door {
  /**
   * Lets staff through, by bearer token or session, on loopback as everywhere. Without a token in the configuration
   * nobody is staff.
   */
  readonly staff: MiddlewareHandler
  /** Who was let through. */
  who(c: Context): Who | undefined
}

/** Builds the door. */
export function createDoor(deps: Deps): Door {
  const known = new WeakMap<Context, Who>()
  const enter = (c: Context, who: Who | undefined): boolean => {
    if (who) known.set(c, who)
    return who !== undefined
  }
  const token = byToken(deps, enter)
  const session = bySession(deps, enter)
  return {
    staff: every(notKept, ownPages(deps), (c, next) => (hasBearer(c) ? token : session)(c, next)),
    who: (c) => known.get(c),
  }
}

/** Says that a reply is for this moment only. */
export const notKept: MiddlewareHandler = async (c, next) => {
  c.header('cache-control', 'no-store')
  await next()
  // Again, since the stream names a lifetime of its own.
  c.res.headers.set('cache-control', 'no-store')
}

type Enter = (c: Context, who: Who | undefined) => boolean

/** For programs, by bearer token. Wrong tokens are counted and slowed down by `guesses`. */
function byToken(deps: Deps, enter: Enter): MiddlewareHandler {
  const message = async (c: Context) => ((await isClosed(deps)) ? staffClosed(c) : deps.guesses.refuse(c, 'token'))
  return bearerAuth({
    verifyToken: async (token, c) => enter(c, await whoHas(token, deps)),
    invalidToken: { message },
    invalidAuthenticationHeader: { message },
  })
}

/** The token of the configuration is an owner's, of all projects. */
export const STAFF_TOKEN: Who = { id: 'staff-token', name: 'staff token', roles: new Map([[ALL_PROJECTS, 'owner']]) }
const METRICS_TOKEN: Who = { ...STAFF_TOKEN, id: 'metrics-token', scopes: new Set(['ops:read']) }

/** Who a token belongs to. */
export function whoHas(token: string, { options, accounts }: Deps): Who | undefined | Promise<Who | undefined> {
  const { staffToken, metricsToken } = options
  if (staffToken !== undefined && same(token, staffToken)) return STAFF_TOKEN
  if (metricsToken !== undefined && same(token, metricsToken)) return METRICS_TOKEN
  return accounts.whoHas(token)
}

/** Who the browser's session belongs to. */
export async function personOf(c: Context, deps: Deps): Promise<Who | undefined> {
  const found = await deps.passes.find('session', await sessionOf(c, deps))
  if (!found) return undefined
  return found.account === '' ? STAFF_TOKEN : deps.accounts.whoIs(found.account)
}

/** For people, who are sent to the sign-in. */
function bySession(deps: Deps, enter: Enter): MiddlewareHandler {
  return async (c, next) => {
    if (enter(c, await personOf(c, deps))) return next()
    if (await isClosed(deps)) return staffClosed(c)
    if (wantsPage(c)) return c.redirect(signInPath(c), 303)
    c.header('www-authenticate', 'Bearer')
    return problemReply(c, problem('unauthorized', 'send "Authorization: Bearer TOKEN" or sign in at /login'))
  }
}

/** Whether nobody can be staff: no token is configured, and there is no account. */
export async function isClosed({ options, accounts }: Pick<Deps, 'options' | 'accounts'>): Promise<boolean> {
  return options.staffToken === undefined && !(await accounts.any())
}

/** What everybody is told then. */
export function staffClosed(c: Context): Response | Promise<Response> {
  if (wantsPage(c)) return refusalPage(c, 'closed')
  const detail = 'there is no account and no staff token: open the link that "frankly serve" printed'
  return problemReply(c, problem('staff_closed', detail))
}

/** Whether a program sent a token. Other credentials, such as those of a proxy with a password, are none of ours. */
export const hasBearer = (c: Context): boolean => /^Bearer +[\x21-\x7e]+$/i.test(c.req.header('authorization') ?? '')

/** Whether who opened this long answer may still read it: sessions, tokens and accounts end while it is open. */
export async function isStillStaff(c: Context, deps: Deps): Promise<boolean> {
  if (!hasBearer(c)) return (await personOf(c, deps)) !== undefined
  return (await whoHas(bearerOf(c), deps)) !== undefined
}

/** The token that a program sent. */
export const bearerOf = (c: Context): string => (c.req.header('authorization') ?? '').replace(/^\S+ +/, '')

/** Where to sign in, so that the way leads back. */
function signInPath(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method !== 'GET' || pathname + search === '/'
    ? '/login'
    : `/login?next=${encodeURIComponent(pathname + search)}`
}
