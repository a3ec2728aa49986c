import type { Context } from 'hono'
import { html } from 'hono/html'
import { SHORTEST_PASSWORD } from '../../access/passwords.ts'
import { type Html, page, pageLocale } from '../page.ts'
import { signInTexts } from './sign-in-texts.ts'

/** What the page knows. */
export interface Welcome {
  /** There is no account yet: the link of the console makes the first. */
  readonly isFirst: boolean
  readonly link?: string
  readonly email?: string
  readonly name?: string
  /** `same`: the two passwords differ; `link`: it is no good; `weak`: what was typed will not do. */
  readonly fault?: 'same' | 'link' | 'weak'
}

/** Where a password is chosen; `assets/sign-in.js` fills in what stands behind `#link=` in the address. */
export function welcomePage(
  c: Context,
  { isFirst, link = '', email = '', name = '', fault }: Welcome,
  status: 200 | 401 | 422 = 200,
): Html {
  const locale = pageLocale(c)
  const t = signInTexts[locale]
  const title = isFirst ? t.setUp : t.welcome
  const said = fault && { same: t.notSame, link: t.deadLink, weak: t.weak }[fault]
  const person = html`<label for="name">${t.yourName}</label>
<input id="name" name="name" autocomplete="name" value="${name}" required maxlength="100">
<label for="email">${t.email}</label>
<input id="email" name="email" type="email" autocomplete="username" value="${email}" required maxlength="200">`
  return page(
    c,
    {
      title: `${title} · Frankly`,
      locale,
      bodyClass: 'narrow',
      scripts: ['/assets/sign-in.js'],
      body: html`<main class="sheet"><h1>${title}</h1><p>${isFirst ? t.setUpLead : t.welcomeLead}</p>
<form id="welcome" method="post" action="/welcome?lang=${locale}">
<input type="hidden" name="link" value="${link}">
${isFirst ? person : ''}
${said === undefined ? '' : html`<p id="wrong" role="alert" class="fault">${said}</p>`}
<label for="password">${t.newPassword}</label>
<input id="password" name="password" type="password" autocomplete="new-password" aria-describedby="hint" required minlength="${SHORTEST_PASSWORD}" maxlength="200">
<p id="hint" class="quiet">${t.passwordHint}</p>
<label for="again">${t.again}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="200">
<button type="submit">${isFirst ? t.setUpButton : t.chooseButton}</button>
</form></main>`,
    },
    status,
  )
}
