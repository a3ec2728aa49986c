import { html } from 'hono/html'
import { nameOf } from '../../live/page-of-list.ts'
import { liveTexts } from '../../live/texts.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import type { Cursor, HeldGroup } from '../../store/ports.ts'
import { reasonWords } from '../../words/context-words.ts'
import type { PageLocale, PageParts } from '../page.ts'
import { type Card, liveCard } from './live-card.ts'
import { staffBar } from './live-page.ts'

/** What the page of held answers shows. */
export interface HeldFacts {
  readonly options: ResolvedOptions
  readonly groups: readonly HeldGroup[]
  readonly cards: readonly Card[]
  readonly older?: Cursor
  readonly now: number
  /** What a person has just done. */
  readonly done?: { readonly released: number; readonly discarded: number; readonly changed: number }
}

/** Answers that wait for a person's word: let them count or delete them, one by one or all of one reason. */
export function heldPage(locale: PageLocale, { options, groups, cards, older, now, done }: HeldFacts): PageParts {
  const t = liveTexts[locale]
  const news = done
    ? ([
        [t.released, done.released],
        [t.discarded, done.discarded],
        [t.changed, done.changed],
      ] as const)
    : []
  return {
    title: `${t.heldTitle} · Frankly`,
    locale,
    bodyClass: 'live',
    body: html`${staffBar(locale, options, t.heldTitle, '/held')}
<main>
<p class="hint">${t.heldHint}</p>
${done ? html`<p class="note" role="status">${news.filter(([, count]) => count > 0).map(([text, count]) => html`${text} ${count} `)}</p>` : ''}
${groups.length === 0 ? html`<p class="empty">${t.heldNone}</p>` : html`<ol>${groups.map((group) => groupCard(group, now, locale))}</ol>`}
<section aria-label="${t.heldTitle}"><ol id="held-list">${cards.map((card) => liveCard({ ...card, tail: oneForm(card, locale) }, locale))}</ol>
${older ? html`<p class="older"><a href="/held?lang=${locale}&before=${encodeURIComponent(nameOf(older))}">${t.older}</a></p>` : ''}</section>
</main>`,
  }
}

function groupCard({ project, reason, count, complaints }: HeldGroup, now: number, locale: PageLocale) {
  const t = liveTexts[locale]
  const fields = { project, reason, until: String(now) }
  return html`<li><article><header><h2>${reasonWords(reason, locale)}</h2><span class="quiet">${project}</span></header>
<p class="quiet">${t.held}: ${count}${complaints > 0 ? html`, ${t.complaint}: ${complaints}` : ''}</p>
${doForm('release', t.releaseAll, fields, locale)}
<details><summary>${t.discardAll}</summary><p class="quiet">${t.sure}</p>${doForm('discard', t.discardAll, fields, locale)}</details></article></li>`
}

function oneForm({ entry }: Card, locale: PageLocale) {
  const t = liveTexts[locale]
  const fields = { project: entry.project, id: entry.id, revision: String(entry.revision) }
  return html`${doForm('release', t.release, fields, locale)}
<details><summary>${t.discard}</summary><p class="quiet">${t.sure}</p>${doForm('discard', t.discard, fields, locale)}</details>`
}

function doForm(
  what: 'release' | 'discard',
  label: string,
  fields: Readonly<Record<string, string>>,
  locale: PageLocale,
) {
  return html`<form method="post" action="/held/${what}?lang=${locale}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button type="submit">${label}</button></form>`
}
