import { html } from 'hono/html'
import { liveTexts } from '../../live/texts.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import type { Markup, PageLocale, PageParts } from '../page.ts'
import { type Card, liveCard } from './live-card.ts'
import { staffBar } from './live-page.ts'

/** Responses by themselves, unfolded: what a link from elsewhere or a receipt code leads to. */
export function answerPage(
  locale: PageLocale,
  options: ResolvedOptions,
  cards: readonly Card[],
  path: string,
): PageParts {
  const t = liveTexts[locale]
  return {
    title: `${t.oneTitle} · Frankly`,
    locale,
    bodyClass: 'live',
    body: html`${staffBar(locale, options, t.oneTitle, path)}
<main>${cards.length === 0 ? html`<h2>${t.gone}</h2><p class="empty">${t.goneHint}</p>` : html`<ol class="single">${cards.map((card) => liveCard({ ...card, open: true }, locale))}</ol>`}</main>`,
  }
}

/** The address of a customer whose name nobody may see, behind a press: for whoever answers, with the customer's consent. */
export function revealed(address: string, locale: PageLocale): Markup {
  return html`<details class="reveal"><summary>${liveTexts[locale].reveal}</summary><p><b dir="auto">${address}</b></p></details>`
}
