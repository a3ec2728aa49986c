import { staffWords } from '@frankly/adapters'
import { html } from 'hono/html'
import type { LiveAlsoSaid, LiveAnswer, LiveEntry } from '../../live/entry.ts'
import { moment } from '../../live/more-facts.ts'
import { nameOf } from '../../live/page-of-list.ts'
import { liveTexts } from '../../live/texts.ts'
import type { Markup, PageLocale } from '../page.ts'

/** What a card is made of. */
export interface Card {
  readonly entry: LiveEntry
  /** Photos that have arrived. */
  readonly photosHere: ReadonlySet<string>
  /** Further markup at its end. */
  readonly tail?: unknown
  /** Everything is unfolded. */
  readonly open?: boolean
}

/** One response as the shop's people see it. The customer's words keep their language and direction. */
export function liveCard({ entry, photosHere, tail, open = false }: Card, locale: PageLocale): Markup {
  const t = liveTexts[locale]
  const { project, id } = entry
  return html`<li id="r-${project}-${id}" data-revision="${entry.revision}" data-at="${entry.receivedAt}" data-place="${nameOf(entry)}"><article>
<header>${title(entry, open)}<time datetime="${new Date(entry.receivedAt).toISOString()}">${moment(entry.receivedAt, locale)}</time></header>
${flags(entry, locale)}
${entry.heldBecause ? html`<p class="held-why">${t.held}: ${entry.heldBecause}.</p>` : ''}
${entry.answers.length > 0 ? html`<dl class="said">${entry.answers.map((answer) => answerRows(entry, answer, photosHere, locale))}</dl>` : html`<p class="nothing">${t.noWords}</p>`}
${entry.alsoSaid.map((said) => alsoSaid(entry, said, photosHere, locale))}
${entry.continues ? html`<p class="quiet continues"><a href="/answers/${project}/${entry.continues}?lang=${locale}">${t.continues}</a></p>` : ''}
${entry.nameless ? html`<p class="quiet nameless">${t.nameless}</p>` : ''}
<footer><span class="shop">${entry.shop}</span>${entry.order ? html`<span>${t.order} <b>${entry.order}</b></span>` : ''}${entry.receiptCode ? html`<span>${t.receipt} <b>${entry.receiptCode}</b></span>` : ''}<span>${t.mode} ${entry.mode}</span><span>${t.version} ${entry.surveyVersion}</span></footer>
<details ${open ? html`open` : ''}><summary>${t.more}</summary><dl class="more">${entry.more.map(({ label, text }) => html`<div><dt>${label}</dt><dd dir="auto">${text}</dd></div>`)}</dl>
${open ? '' : html`<p><a href="/answers/${project}/${id}?lang=${locale}">${t.openOne}</a></p>`}</details>
${tail ?? ''}</article></li>`
}

/** On a page of its own the card's title stands right below the page's. */
function title({ survey, locale }: LiveEntry, isAlone: boolean) {
  return isAlone
    ? html`<h2 lang="${locale}" dir="auto">${survey}</h2>`
    : html`<h3 lang="${locale}" dir="auto">${survey}</h3>`
}

function flags(entry: LiveEntry, locale: PageLocale) {
  const t = liveTexts[locale]
  const say = staffWords(locale)
  const isLow = entry.lane === 'urgent' && !entry.complaint
  const unfinished = entry.status === 'partial' || entry.status === 'started'
  const shown = [
    entry.complaint && (['complaint', t.complaint] as const),
    entry.severity && entry.severity !== 'normal' && ([entry.severity, say(entry.severity)] as const),
    isLow && (['low', t.low] as const),
    entry.test && (['test', t.test] as const),
    entry.quarantine !== undefined && (['held', t.quarantine] as const),
    unfinished && (['partial', t.partial] as const),
    entry.status === 'dismissed' && (['dismissed', t.dismissed] as const),
  ].filter((flag) => flag !== undefined && flag !== false)
  return html`<p class="flags">${shown.map(([name, text]) => html`<span class="flag ${name}">${text}</span> `)}</p>`
}

function answerRows(entry: LiveEntry, answer: LiveAnswer, photosHere: ReadonlySet<string>, locale: PageLocale) {
  const { question, kind, facts, photos } = answer
  return html`<dt lang="${entry.locale}" dir="auto">${question}</dt>
${photos.length > 0 ? html`<dd class="photos">${photos.map((photo) => photoOf(entry, photo, photosHere, locale))}</dd>` : html`<dd class="${kind}" lang="${entry.locale}" dir="auto">${answer.answer}</dd>`}
${facts.length === 0 ? '' : html`<dd class="facts"><ul>${facts.map(({ label, text }) => html`<li>${label}: <b dir="auto">${text}</b></li>`)}</ul></dd>`}`
}

/** Words that the present state does not have: as much a customer's words as the others. */
function alsoSaid(entry: LiveEntry, said: LiveAlsoSaid, photosHere: ReadonlySet<string>, locale: PageLocale) {
  const t = liveTexts[locale]
  return html`<section class="also"><p class="quiet">${t.alsoSaid} <time datetime="${new Date(said.receivedAt).toISOString()}">${moment(said.receivedAt, locale)}</time></p>
<dl class="said">${said.answers.map((answer) => answerRows(entry, answer, photosHere, locale))}</dl></section>`
}

function photoOf(
  entry: LiveEntry,
  { id, name }: LiveAnswer['photos'][number],
  photosHere: ReadonlySet<string>,
  locale: PageLocale,
) {
  const t = liveTexts[locale]
  if (!photosHere.has(id)) return html`<span class="photo missing">${t.photoMissing}: <bdi>${name}</bdi></span>`
  const address = `/v1/attachments/${entry.project}/${id}`
  return html`<a class="photo" href="${address}"><img src="${address}?size=small" alt="${t.photo}: ${name}" loading="lazy" width="96" height="96"></a>`
}
