import type { Context } from 'hono'
import { deleteCookie, setSignedCookie } from 'hono/cookie'
import { z } from 'zod'
import { type Passes, SESSION_MS, same } from '../../access/passes.ts'
import { isSecure } from '../access/hosts.ts'
import type { Api } from '../api/api.ts'
import { ONWARD, PAGE } from '../api/route.ts'
import { lang, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { SESSION, sessionOf, staffClosed } from '../middleware/staff.ts'
import { signInPage, signOutPage } from '../pages/sign-in-page.ts'

/** A form with a token, a link and a path is far smaller. */
const FORM_BYTES = 4096

/** `/login` and `/logout`: by token, or by a link that works once. */
export function signInRoutes(api: Api, deps: Deps): void {
  const { options, passes, guesses, metrics } = deps

  api.add(
    {
      method: 'get',
      path: '/login',
      summary: 'The sign-in',
      may: 'own-page',
      asks: z.object({ query: z.object({ next: word, out: z.string().optional(), lang }) }),
      replies: { 200: PAGE, 303: ONWARD },
    },
    async (c, { query }) => {
      if (!passes) return staffClosed(c)
      const next = safePath(query.next)
      if (await passes.isGood('session', await sessionOf(c, deps))) return c.redirect(next, 303)
      return signInPage(c, next, query.out === undefined ? undefined : 'signedOut')
    },
  )

  api.add(
    {
      method: 'post',
      path: '/login',
      summary: 'Begins a session',
      may: 'own-page',
      asks: z.object({ form: z.object({ token: word, link: word, next: word }) }),
      bodyBytes: FORM_BYTES,
      replies: { 303: ONWARD, 401: PAGE, 429: PAGE },
    },
    async (c, { form }) => {
      if (!passes || options.staffToken === undefined) return staffClosed(c)
      const next = safePath(form.next)
      const { link } = form
      if (link) {
        // Not slowed down: a link cannot be guessed, and staff can still sign in while somebody floods the form.
        if (await passes.use('link', link)) return begin(c, passes, next)
        guesses.note(c, 'link')
        return signInPage(c, next, 'wrongLink', 401)
      }
      const wait = guesses.wait(c)
      if (wait > 0) {
        metrics.add('sign_ins_total', { outcome: 'slowed' })
        c.header('retry-after', String(Math.ceil(wait / 1000)))
        return signInPage(c, next, 'slow', 429)
      }
      if (same(form.token?.trim() ?? '', options.staffToken)) return begin(c, passes, next)
      guesses.note(c, 'token')
      return signInPage(c, next, 'wrongToken', 401)
    },
  )

  api.add(
    {
      method: 'get',
      path: '/logout',
      summary: 'Asks where to sign out',
      may: 'signed-in',
      asks: z.object({ query: z.object({ lang }) }),
      replies: { 200: PAGE },
    },
    (c) => signOutPage(c),
  )
  api.add(
    {
      method: 'post',
      path: '/logout',
      summary: 'Ends sessions',
      may: 'signed-in',
      asks: z.object({ form: z.object({ everywhere: z.string().optional() }) }),
      bodyBytes: FORM_BYTES,
      replies: { 303: ONWARD },
    },
    async (c, { form }) => {
      if (form.everywhere !== undefined) await passes?.endAll()
      else await passes?.use('session', await sessionOf(c, deps))
      deleteCookie(c, SESSION, isSecure(c, options) ? { prefix: 'host' } : {})
      return c.redirect('/login?out', 303)
    },
  )

  async function begin(c: Context, made: Passes, next: string): Promise<Response> {
    metrics.add('sign_ins_total', { outcome: 'ok' })
    const secure = isSecure(c, options)
    await setSignedCookie(c, SESSION, await made.make('session'), made.cookieKey, {
      httpOnly: true,
      // Not Strict: who follows a link from a chat to an answer is signed in already. What changes things asks for more.
      sameSite: 'Lax',
      path: '/',
      maxAge: SESSION_MS / 1000,
      ...(secure ? { secure, prefix: 'host' } : {}),
    })
    return c.redirect(next, 303)
  }
}

const HERE = 'http://here.invalid'

/** A path of this collector to go on to; `/` for anything that might lead elsewhere. */
export function safePath(asked: string | null | undefined): string {
  if (!asked?.startsWith('/') || asked.length > 1000 || !URL.canParse(asked, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, HERE)
  const isOurs = origin === HERE && !pathname.startsWith('//') && !/^\/(login|logout)\b/.test(pathname)
  return isOurs ? pathname + search + hash : '/'
}
