import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, setSignedCookie } from 'hono/cookie'
import { type Passes, SESSION_MS, same } from '../../access/passes.ts'
import { problem } from '../../ingest/problems.ts'
import { isSecure } from '../access/hosts.ts'
import type { Context as Deps } from '../context.ts'
import { ownPages } from '../middleware/own-pages.ts'
import { SESSION, sessionOf, staffClosed } from '../middleware/staff.ts'
import { signInPage, signOutPage } from '../pages/sign-in-page.ts'
import { problemReply } from '../problem-reply.ts'

/** A form with a token, a link and a path is far smaller. */
const FORM_BYTES = 4096

/** `/login` and `/logout`: by token, or by a link that works once. */
export function signInRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { options, passes, guesses, metrics } = deps
  const own = ownPages(deps)
  const small = bodyLimit({
    maxSize: FORM_BYTES,
    onError: (c) => problemReply(c, problem('body_too_large', `at most ${FORM_BYTES} bytes are taken`)),
  })

  app.get('/login', own, async (c) => {
    c.header('cache-control', 'no-store')
    if (!passes) return staffClosed(c)
    const next = safePath(c.req.query('next'))
    if (await passes.isGood('session', await sessionOf(c, deps))) return c.redirect(next, 303)
    return signInPage(c, next, c.req.query('out') === undefined ? undefined : 'signedOut')
  })

  app.post('/login', own, small, async (c) => {
    c.header('cache-control', 'no-store')
    if (!passes || options.staffToken === undefined) return staffClosed(c)
    const form = await formOf(c)
    const next = safePath(form.get('next'))
    const link = form.get('link')
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
    if (same(form.get('token')?.trim() ?? '', options.staffToken)) return begin(c, passes, next)
    guesses.note(c, 'token')
    return signInPage(c, next, 'wrongToken', 401)
  })

  app.get('/logout', staff, (c) => signOutPage(c))
  app.post('/logout', staff, small, async (c) => {
    const everywhere = (await formOf(c)).has('everywhere')
    if (everywhere) await passes?.endAll()
    else await passes?.use('session', await sessionOf(c, deps))
    deleteCookie(c, SESSION, isSecure(c, options) ? { prefix: 'host' } : {})
    return c.redirect('/login?out', 303)
  })

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

/** The fields of a form as browsers send it; of anything else, none. */
async function formOf(c: Context): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')
  return new URLSearchParams(isForm ? await c.req.text() : '')
}

const HERE = 'http://here.invalid'

/** A path of this collector to go on to; `/` for anything that might lead elsewhere. */
export function safePath(asked: string | null | undefined): string {
  if (!asked?.startsWith('/') || asked.length > 1000 || !URL.canParse(asked, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, HERE)
  const isOurs = origin === HERE && !pathname.startsWith('//') && !/^\/(login|logout)\b/.test(pathname)
  return isOurs ? pathname + search + hash : '/'
}
