import type { Context } from 'hono'
import { setSignedCookie } from 'hono/cookie'
import { SESSION_MS } from '../access/passes.ts'
import { isSecure } from './access/hosts.ts'
import type { Context as Deps } from './context.ts'
import { SESSION } from './middleware/staff.ts'

/** Begins a session of an account ('' for the token of the configuration) and leads on. */
export type Begin = (c: Context, next: string, account: string) => Promise<Response>

/** See {@link Begin}. */
export function createBegin({ metrics, options, passes }: Deps): Begin {
  return async (c, next, account) => {
    metrics.add('sign_ins_total', { outcome: 'ok' })
    const secure = isSecure(c, options)
    await setSignedCookie(c, SESSION, await passes.make('session', account), passes.cookieKey, {
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
