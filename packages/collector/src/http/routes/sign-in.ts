import type { Context } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { z } from 'zod'
import { AccessFault } from '../../access/accounts.ts'
import { same } from '../../access/passes.ts'
import { isSecure } from '../access/hosts.ts'
import type { Api } from '../api/api.ts'
import { ONWARD, PAGE } from '../api/route.ts'
import { lang, word } from '../api/shapes.ts'
import { createBegin, safePath } from '../begin-session.ts'
import type { Context as Deps } from '../context.ts'
import { isClosed, personOf, SESSION, STAFF_TOKEN, sessionOf, staffClosed } from '../middleware/staff.ts'
import { accountPage } from '../pages/account-page.ts'
import { signInPage, signOutPage } from '../pages/sign-in-page.ts'
import { welcomePage } from '../pages/welcome-page.ts'
import { oidcRoutes } from './oidc.ts'

/** A form with a password, a link and a path is far smaller. */
const FORM_BYTES = 4096

/** `/login`, `/logout`, `/welcome` and `/account`: by password, by token, or by a link that works once. A list of routes. */
export function signInRoutes(api: Api, deps: Deps): void {
  const { options, passes, accounts, guesses, metrics } = deps
  const begin = createBegin(deps)
  const oidc = options.oidc && { oidc: options.oidc.name }
  const shown = async (c: Context, next: string, news?: Parameters<typeof signInPage>[1]['news'], status?: 401 | 429) =>
    signInPage(
      c,
      { next, news, ...oidc, hasToken: options.staffToken !== undefined, hasAccounts: await accounts.any() },
      status,
    )

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
      if (await isClosed(deps)) return staffClosed(c)
      const next = safePath(query.next)
      if (await personOf(c, deps)) return c.redirect(next, 303)
      return shown(c, next, query.out === undefined ? undefined : 'signedOut')
    },
  )

  const secret = z.string().default('')
  api.add(
    {
      method: 'post',
      path: '/login',
      summary: 'Begins a session',
      may: 'own-page',
      asks: z.object({ form: z.object({ email: word, password: secret, token: word, link: word, next: word }) }),
      bodyBytes: FORM_BYTES,
      replies: { 303: ONWARD, 401: PAGE, 429: PAGE },
    },
    async (c, { form }) => {
      if (await isClosed(deps)) return staffClosed(c)
      const next = safePath(form.next)
      if (form.link) {
        // Not slowed down: a link cannot be guessed, and staff can still sign in while somebody floods the form.
        const found = await passes.use('link', form.link)
        if (found) return begin(c, next, found.account)
        guesses.note(c, 'link')
        return shown(c, next, 'wrongLink', 401)
      }
      const wait = guesses.wait(c)
      if (wait > 0) {
        metrics.add('sign_ins_total', { outcome: 'slowed' })
        c.header('retry-after', String(Math.ceil(wait / 1000)))
        return shown(c, next, 'slow', 429)
      }
      if (form.email !== undefined) {
        const account = await accounts.signIn(form.email, form.password)
        if (typeof account === 'object') return begin(c, next, account.id)
        guesses.note(c, 'password')
        // A locked account looks like a wrong password: nobody learns which accounts there are.
        return shown(c, next, 'wrongPassword', 401)
      }
      const { staffToken } = options
      if (staffToken !== undefined && same(form.token?.trim() ?? '', staffToken)) return begin(c, next, '')
      guesses.note(c, 'token')
      return shown(c, next, 'wrongToken', 401)
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
      notes: ['everywhere'],
      asks: z.object({ form: z.object({ everywhere: z.string().optional() }) }),
      bodyBytes: FORM_BYTES,
      replies: { 303: ONWARD },
    },
    async (c, { form, who }) => {
      const account = accountOf(who.id)
      if (form.everywhere !== undefined && account !== undefined) await passes.endAll(account)
      else await passes.use('session', await sessionOf(c, deps))
      deleteCookie(c, SESSION, isSecure(c, options) ? { prefix: 'host' } : {})
      return c.redirect('/login?out', 303)
    },
  )

  api.add(
    {
      method: 'get',
      path: '/welcome',
      summary: 'Where an invited person chooses a password, and the first owner sets up',
      may: 'own-page',
      asks: z.object({ query: z.object({ lang }) }),
      replies: { 200: PAGE },
    },
    async (c) => welcomePage(c, { isFirst: !(await accounts.any()) }),
  )
  api.add(
    {
      method: 'post',
      path: '/welcome',
      summary: 'Takes the link of an invitation, or of the set-up, and begins a session',
      may: 'own-page',
      asks: z.object({
        form: z.object({ link: secret, email: secret, name: secret, password: secret, again: secret }),
      }),
      bodyBytes: FORM_BYTES,
      replies: { 303: ONWARD, 401: PAGE, 422: PAGE },
    },
    async (c, { form }) => {
      const isFirst = !(await accounts.any())
      const { link, password, again, email, name } = form
      const refused = (fault: 'same' | 'weak') => welcomePage(c, { isFirst, link, email, name, fault }, 422)
      if (password !== again) return refused('same')
      try {
        const account = await (isFirst
          ? accounts.setUp(link, { email, name, password })
          : accounts.choose(link, password))
        if (account !== 'wrong') return begin(c, '/', account.id)
        guesses.note(c, 'link')
        return welcomePage(c, { isFirst, fault: 'link' }, 401)
      } catch (error) {
        if (error instanceof AccessFault) return refused('weak')
        throw error
      }
    },
  )

  api.add(
    {
      method: 'get',
      path: '/account',
      summary: 'Who is signed in; the own password',
      may: 'signed-in',
      asks: z.object({ query: z.object({ lang, changed: z.string().optional() }) }),
      replies: { 200: PAGE },
    },
    (c, { who, query }) => accountPage(c, { who, ...(query.changed === undefined ? {} : { news: 'changed' }) }),
  )
  api.add(
    {
      method: 'post',
      path: '/account',
      summary: 'Changes the own password; all other sessions end',
      may: 'signed-in',
      notes: 'itself',
      asks: z.object({ form: z.object({ old: secret, password: secret, again: secret }) }),
      bodyBytes: FORM_BYTES,
      replies: { 303: ONWARD, 401: PAGE, 422: PAGE, 429: PAGE },
    },
    async (c, { who, form: { old, password, again } }) => {
      const id = accountOf(who.id)
      if (!id || password !== again) return accountPage(c, { who, news: id ? 'same' : 'none' }, 422)
      if (guesses.wait(c) > 0) return accountPage(c, { who, news: 'slow' }, 429)
      try {
        const done = await accounts.change(id, old, password)
        if (done === 'done') return begin(c, '/account?changed', id)
        guesses.note(c, 'password')
        return accountPage(c, { who, news: 'wrong' }, 401)
      } catch (error) {
        if (error instanceof AccessFault) return accountPage(c, { who, news: 'weak' }, 422)
        throw error
      }
    },
  )

  oidcRoutes(api, deps, begin, (c) => shown(c, '/', 'wrongOidc', 401))
}

/** The account of who is signed in; '' for the token of the configuration, nothing for a program's. */
function accountOf(whoId: string): string | undefined {
  if (whoId === STAFF_TOKEN.id) return ''
  return whoId.startsWith('account:') ? whoId.slice('account:'.length) : undefined
}
