import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { z } from 'zod'
import { createOidc } from '../../access/oidc.ts'
import { problem } from '../../ingest/problems.ts'
import { isSecure } from '../access/hosts.ts'
import type { Api } from '../api/api.ts'
import { ONWARD, PAGE } from '../api/route.ts'
import { lang, word } from '../api/shapes.ts'
import { type Begin, safePath } from '../begin-session.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

/** Holds a trip to the issuer and back. */
const TRIP = 'frankly_oidc'
/** How long a person may take there, s. */
const TRIP_S = 600

const Trip = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() })

/** `/login/oidc`: to the shop's own sign-in and back. Who has no account here has none by coming from there. */
export function oidcRoutes(
  api: Api,
  deps: Deps,
  begin: Begin,
  refused: (c: Context) => Response | Promise<Response>,
): void {
  const { options, passes, store, metrics, log } = deps
  const oidc = options.oidc && createOidc(options.oidc)
  const cookie = (c: Context) => (isSecure(c, options) ? { secure: true, prefix: 'host' as const } : {})
  const here = (c: Context) => `${options.publicUrl ?? new URL(c.req.url).origin}/login/oidc/return`
  api.add(
    {
      method: 'get',
      path: '/login/oidc',
      summary: 'Leads to the sign-in of `staff.oidc`',
      may: 'own-page',
      asks: z.object({ query: z.object({ next: word, lang }) }),
      replies: { 303: ONWARD, 401: PAGE },
    },
    async (c, { query }) => {
      if (!oidc) return problemReply(c, problem('not_found'))
      const going = await oidc.begin(here(c)).catch((error: Error) => {
        log(`oidc: ${error.message}`)
        return undefined
      })
      if (!going) return refused(c)
      const trip = JSON.stringify({ ...going.trip, next: safePath(query.next) })
      await setSignedCookie(c, TRIP, trip, passes.cookieKey, {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: TRIP_S,
        ...cookie(c),
      })
      return c.redirect(going.url, 303)
    },
  )
  api.add(
    {
      method: 'get',
      path: '/login/oidc/return',
      summary: 'Where it leads back to; begins a session',
      may: 'own-page',
      asks: z.object({}),
      replies: { 303: ONWARD, 401: PAGE },
    },
    async (c) => {
      if (!oidc) return problemReply(c, problem('not_found'))
      const { prefix } = { prefix: undefined, ...cookie(c) }
      const carried = prefix
        ? await getSignedCookie(c, passes.cookieKey, TRIP, prefix)
        : await getSignedCookie(c, passes.cookieKey, TRIP)
      deleteCookie(c, TRIP, prefix ? { prefix } : {})
      const trip = Trip.safeParse(parsed(carried || ''))
      if (!trip.success) return refused(c)
      const back = new URL(here(c))
      back.search = new URL(c.req.url).search
      const email = await oidc.end(back, trip.data).catch((error: Error) => {
        log(`oidc: ${error.message}`)
        return undefined
      })
      const account = email === undefined ? undefined : await store.accounts.byEmail(email.trim().toLowerCase())
      if (account && !account.disabled) return begin(c, trip.data.next, account.id)
      metrics.add('sign_ins_total', { outcome: 'wrong_oidc' })
      return refused(c)
    },
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
