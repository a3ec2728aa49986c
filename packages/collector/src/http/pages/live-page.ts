import { html } from 'hono/html'
import { nameOf } from '../../live/page-of-list.ts'
import { liveTexts } from '../../live/texts.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import type { Cursor, HeldGroup, ListName } from '../../store/ports.ts'
import type { Markup, PageLocale, PageParts } from '../page.ts'
import { type Card, liveCard } from './live-card.ts'

/** One list as it is shown. */
export interface ShownList {
  readonly name: Exclude<ListName, 'held'>
  readonly cards: readonly Card[]
  /** How many there are in all; absent: not counted. */
  readonly total?: number
  /** Where the older ones begin; absent: there are none. */
  readonly older?: Cursor
}

/** What the live page shows. */
export interface LiveFacts {
  readonly options: ResolvedOptions
  readonly lists: readonly ShownList[]
  readonly held: readonly HeldGroup[]
  /** The stream begins here, epoch ms. */
  readonly now: number
  /** A code that was looked for in vain. */
  readonly notFound?: boolean
}

/**
 * Answers as they come: complaints, low scores, the rest. What was there when it was opened stands in the page; the
 * script adds what comes. Each list says how many there are and leads to the older ones.
 */
export function livePage(locale: PageLocale, { options, lists, held, now, notFound }: LiveFacts): PageParts {
  const t = liveTexts[locale]
  return {
    title: `${t.title} · Frankly`,
    locale,
    scripts: ['/assets/live.js'],
    bodyClass: 'live',
    body: html`${staffBar(locale, options, t.title, '/', html`<p id="link" class="link" role="status" data-since="${now}" data-live="${t.live}" data-waiting="${t.waiting}" data-lost="${t.lost}">${t.waiting}</p>`)}
<main>
<noscript><p class="note">${t.needsScript}</p></noscript>
${findForm(locale, notFound)}
${heldNote(locale, held)}
${lists.map((list) => section(locale, list))}
</main>`,
  }
}

/** One page of one list by itself: what "older" leads to, also without the script. */
export function listPage(locale: PageLocale, options: ResolvedOptions, list: ShownList): PageParts {
  const t = liveTexts[locale]
  return {
    title: `${titles(locale)[list.name].title} · Frankly`,
    locale,
    bodyClass: 'live',
    body: html`${staffBar(locale, options, titles(locale)[list.name].title, `/lists/${list.name}`)}
<main><p><a href="/?lang=${locale}">${t.back}</a></p>${section(locale, list)}</main>`,
  }
}

/** Heading of a staff page with the ways to the others. */
export function staffBar(
  locale: PageLocale,
  options: ResolvedOptions,
  title: string,
  path: string,
  more: unknown = '',
): Markup {
  const t = liveTexts[locale]
  const other = locale === 'en' ? 'ru' : 'en'
  const shops = [...options.projects.values()].map((project) => project.config.shop).join(', ')
  return html`<header class="bar"><div><p class="shop">${shops}</p><h1>${title}</h1></div>
<div class="tools">${more}
${path === '/' ? '' : html`<a href="/?lang=${locale}">${t.back}</a>`}
<a href="/outbox?lang=${locale}">${t.outbox}</a>
<a href="/logout?lang=${locale}">${t.signOut}</a>
<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${t.language}</a></div></header>`
}

/** How many wait for a person's word, and the way to them. */
function heldNote(locale: PageLocale, held: readonly HeldGroup[]) {
  const t = liveTexts[locale]
  const count = held.reduce((sum, group) => sum + group.count, 0)
  const complaints = held.reduce((sum, group) => sum + group.complaints, 0)
  return html`<p class="note" id="held" ${count === 0 ? html`hidden` : ''}><a href="/held?lang=${locale}">${t.heldTitle} (<span id="held-count">${count}</span>)</a>
<span id="held-complaints" ${complaints === 0 ? html`hidden` : ''}>${t.complaint}: <b id="held-complaints-count">${complaints}</b></span></p>`
}

function findForm(locale: PageLocale, notFound: boolean | undefined) {
  const t = liveTexts[locale]
  return html`<form class="find" method="get" action="/find" role="search"><input type="hidden" name="lang" value="${locale}">
<label for="code">${t.find}</label><input id="code" name="code" required autocomplete="off" spellcheck="false" maxlength="40" placeholder="K7M4-2QXD-9" ${notFound ? html`aria-invalid="true" aria-describedby="not-found"` : ''}>
<button type="submit">${t.findGo}</button>${notFound ? html`<p id="not-found" role="alert" class="fault">${t.notFound}</p>` : ''}</form>`
}

function titles(locale: PageLocale) {
  const t = liveTexts[locale]
  return {
    complaints: { title: t.complaints, empty: t.complaintsEmpty },
    low: { title: t.lowTitle, empty: t.lowEmpty },
    rest: { title: t.normal, empty: t.normalEmpty },
  }
}

function section(locale: PageLocale, { name, cards, total, older }: ShownList) {
  const t = liveTexts[locale]
  const { title, empty } = titles(locale)[name]
  const marks = `${name === 'rest' ? '' : 'urgent'} ${cards.length > 0 ? 'filled' : ''}`
  return html`<section class="${marks}" aria-labelledby="${name}-title"><h2 id="${name}-title">${title} ${total === undefined ? '' : html`<span class="count" id="${name}-count">${total}</span>`}</h2>
<p class="empty">${empty}</p><ol id="${name}">${cards.map((card) => liveCard(card, locale))}</ol>
<p class="older" ${older ? '' : html`hidden`}><a href="/lists/${name}?lang=${locale}${older ? `&before=${encodeURIComponent(nameOf(older))}` : ''}">${t.older}</a></p></section>`
}
