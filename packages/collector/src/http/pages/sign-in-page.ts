import type { Context } from 'hono'
import { html } from 'hono/html'
import { type Html, page, pageLocale } from '../page.ts'
import { signInTexts } from './sign-in-texts.ts'

/** What the sign-in page has to say. */
export type SignInNews = 'wrongToken' | 'wrongPassword' | 'wrongLink' | 'wrongOidc' | 'slow' | 'signedOut'

/** What the sign-in page is made of. */
export interface SignIn {
  /** Where to go on to. */
  readonly next: string
  readonly news: SignInNews | undefined
  /** A staff token is configured. */
  readonly hasToken: boolean
  readonly hasAccounts: boolean
  /** What the sign-in elsewhere is called; absent: there is none. */
  readonly oidc?: string
}

/** Whether a person looks at the answer. */
export const wantsPage = (c: Context): boolean => c.req.header('accept')?.includes('text/html') ?? false

/** The forms for password and token; `assets/sign-in.js` sends what stands behind `#link=` in the address. */
export function signInPage(c: Context, facts: SignIn, status: 200 | 401 | 429 = 200): Html {
  const { next, news, hasToken, hasAccounts, oidc } = facts
  const locale = pageLocale(c)
  const t = signInTexts[locale]
  const fault = news === undefined || news === 'signedOut' ? undefined : t[news]
  // The fault stands in the form that was sent.
  const inToken = fault !== undefined && (news === 'wrongToken' || !hasAccounts)
  const alert = html`<p id="wrong" role="alert" class="fault">${fault}</p>`
  const about = (isHere: boolean, hint: string) =>
    isHere ? html`aria-invalid="true" aria-describedby="wrong ${hint}"` : html`aria-describedby="${hint}"`
  const hidden = html`<input type="hidden" name="next" value="${next}">`
  const withPassword = html`<form method="post" action="/login?lang=${locale}">${hidden}
<label for="email">${t.email}</label>
<input id="email" name="email" type="email" autocomplete="username" required autofocus>
<label for="password">${t.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" ${about(fault !== undefined && !inToken, 'lost')} required>
${fault !== undefined && !inToken ? alert : ''}
<p id="lost" class="quiet">${t.lostPassword}</p>
<button type="submit">${t.signIn}</button></form>`
  const withToken = html`<label for="token">${t.token}</label>
<input id="token" name="token" type="password" autocomplete="${hasAccounts ? 'off' : 'current-password'}" ${about(inToken, 'hint')} required ${hasAccounts ? '' : 'autofocus'}>
${inToken ? alert : ''}
<p id="hint" class="quiet">${t.tokenHint}</p>
<button type="submit" ${hasAccounts ? html`class="second"` : ''}>${hasAccounts ? t.withToken : t.signIn}</button>`
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
<div id="ways">${oidc === undefined ? '' : html`<p><a href="/login/oidc?lang=${locale}&next=${encodeURIComponent(next)}">${t.withOidc} ${oidc}</a></p>`}
${hasAccounts ? withPassword : ''}
<form id="sign-in" method="post" action="/login?lang=${locale}">${hidden}<input type="hidden" name="link" value="">
${hasToken ? withToken : ''}</form></div></main>`,
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
