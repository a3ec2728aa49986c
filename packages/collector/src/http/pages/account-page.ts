import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Who } from '../../access/who.ts'
import { type Html, page, pageLocale } from '../page.ts'
import { signInTexts } from './sign-in-texts.ts'

/** What the page shows. */
export interface AccountFacts {
  readonly who: Who
  readonly news?: 'changed' | 'wrong' | 'same' | 'weak' | 'slow' | 'none'
}

/** Who is signed in, in which projects, and the own password. */
export function accountPage(c: Context, { who, news }: AccountFacts, status: 200 | 401 | 422 | 429 = 200): Html {
  const locale = pageLocale(c)
  const t = signInTexts[locale]
  const faults = { wrong: t.wrongOld, same: t.notSame, weak: t.weak, slow: t.slow, none: t.noPassword }
  const roles = [...who.roles].map(
    ([project, role]) => html`<li>${project === '*' ? t.allProjects : project}: ${t.roles[role]}</li>`,
  )
  const field = (name: string, label: string, complete: string) => html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="password" autocomplete="${complete}" required maxlength="200">`
  const form = html`<h2>${t.changePassword}</h2>
${news === undefined || news === 'changed' ? '' : html`<p id="wrong" role="alert" class="fault">${faults[news]}</p>`}
<form method="post" action="/account?lang=${locale}">
${field('old', t.oldPassword, 'current-password')}${field('password', t.newPassword, 'new-password')}
<p class="quiet">${t.passwordHint}</p>${field('again', t.again, 'new-password')}
<button type="submit">${t.changePassword}</button></form>`
  return page(
    c,
    {
      title: `${t.account} · Frankly`,
      locale,
      bodyClass: 'narrow',
      body: html`<main class="sheet"><h1>${who.name}</h1>
${news === 'changed' ? html`<p role="status">${t.changed}</p>` : ''}
<ul>${roles}</ul>
${who.id.startsWith('account:') ? form : ''}
<p><a href="/logout?lang=${locale}">${t.signOut}</a> · <a href="/?lang=${locale}">${t.back}</a></p></main>`,
    },
    status,
  )
}
