import type { Context } from 'hono'
import { html } from 'hono/html'
import { page, pageLocale } from '../page.ts'
import { signInTexts } from './sign-in-texts.ts'

/** What the sign-in page has to say. */
export type SignInNews = 'wrongToken' | 'wrongLink' | 'slow' | 'signedOut'

type Html = Response | Promise<Response>

/** Whether a person looks at the answer. */
export const wantsPage = (c: Context): boolean => c.req.header('accept')?.includes('text/html') ?? false

/** The form for the token; `assets/sign-in.js` sends what stands behind `#link=` in the address. */
export function signInPage(c: Context, next: string, news?: SignInNews, status: 200 | 401 | 429 = 200): Html {
  const locale = pageLocale(c)
  const t = signInTexts[locale]
  const isWrong = news !== undefined && news !== 'signedOut'
  return page(
    c,
    {
      title: `${t.signIn} · Frankly`,
      locale,
      bodyClass: 'narrow',
      scripts: ['/assets/sign-in.js'],
      body: html`<main class="sheet"><h1>${t.signIn}</h1>
${news === 'signedOut' ? html`<p role="status">${t.signedOut}</p>` : ''}
<p id="busy" role="status" hidden>${t.signingIn}</p>
<form id="sign-in" method="post" action="/login?lang=${locale}">
<input type="hidden" name="next" value="${next}"><input type="hidden" name="link" value="">
<label for="token">${t.token}</label>
<input id="token" name="token" type="password" autocomplete="current-password" aria-describedby="${isWrong ? 'wrong hint' : 'hint'}" ${isWrong ? html`aria-invalid="true"` : ''} required autofocus>
${isWrong ? html`<p id="wrong" role="alert" class="fault">${t[news]}</p>` : ''}
<p id="hint" class="quiet">${t.tokenHint}</p>
<button type="submit">${t.signIn}</button>
</form></main>`,
    },
    status,
  )
}

/** Asks where to sign out. */
export function signOutPage(c: Context): Html {
  const locale = pageLocale(c)
  const t = signInTexts[locale]
  return page(c, {
    title: `${t.signOut} · Frankly`,
    locale,
    bodyClass: 'narrow',
    body: html`<main class="sheet"><h1>${t.signOut}</h1><p>${t.signOutLead}</p>
<form method="post" action="/logout?lang=${locale}">
<button type="submit">${t.here}</button>
<button type="submit" class="second" name="everywhere" value="yes">${t.everywhere}</button>
</form>
<p><a href="/?lang=${locale}">${t.back}</a></p></main>`,
  })
}

/** Why no staff page is shown: none can be opened, this is not our name, or not for this person. `detail` is for the one who set it up. */
export function refusalPage(c: Context, why: 'closed' | 'host' | 'forbidden', detail: string = ''): Html {
  const locale = pageLocale(c)
  const t = signInTexts[locale]
  const lines =
    why === 'closed' ? [t.closedLead, t.closedHow] : [why === 'forbidden' ? t.forbiddenLead : sentence(detail)]
  return page(
    c,
    {
      title: `${t[why]} · Frankly`,
      locale,
      bodyClass: 'narrow',
      body: html`<main class="sheet"><h1>${t[why]}</h1>${lines.map((line) => html`<p>${line}</p>`)}</main>`,
    },
    why === 'closed' ? 503 : 403,
  )
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
