import { html } from 'hono/html'
import type { ResolvedOptions } from '../../options/options.ts'
import type { OutboxRow, OutboxSummary } from '../../store/ports.ts'
import type { PageLocale, PageParts } from '../page.ts'
import { outboxTexts } from './outbox-texts.ts'

/** What the page shows. */
export interface OutboxFacts {
  readonly options: Pick<ResolvedOptions, 'projects'>
  readonly summary: readonly OutboxSummary[]
  readonly dead: readonly OutboxRow[]
  readonly waiting: readonly OutboxRow[]
  /** What destinations were not sent because they take no such deliveries, since the process began. */
  readonly skipped: readonly Skipped[]
  /** How many rows at most are in a list: then there may be more. */
  readonly shown: number
  /** How many a person has just put back. */
  readonly replayed?: number
}

/** How many deliveries one destination skipped for one reason. */
export interface Skipped {
  readonly project: string
  readonly destination: string
  readonly reason: string
  readonly count: number
}

type Texts = (typeof outboxTexts)[PageLocale]

/** The outbox for the shop's people: works without a script. Shows no answers, only where they are on their way to. */
export function outboxPage(locale: PageLocale, facts: OutboxFacts): PageParts {
  const t = outboxTexts[locale]
  const other = locale === 'en' ? 'ru' : 'en'
  const shops = [...facts.options.projects.values()].map((project) => project.config.shop).join(', ')
  const lists = destinationLists(facts)
  return {
    title: `${t.title} · Frankly`,
    locale,
    bodyClass: 'live',
    body: html`<header class="bar"><div><p class="shop">${shops}</p><h1>${t.title}</h1></div>
<div class="tools"><a href="/?lang=${locale}">${t.answers}</a>
<a href="/outbox?lang=${other}" lang="${other}" hreflang="${other}">${t.language}</a></div></header>
<main>
<p>${t.lead}</p>
${facts.replayed === undefined ? '' : html`<p class="note" role="status">${t.replayed} ${facts.replayed}</p>`}
<section aria-labelledby="places-title"><h2 id="places-title">${t.destinations}</h2>
${lists.length === 0 ? html`<p class="empty">${t.none}</p>` : html`<ol>${lists.map((one) => destinationCard(t, locale, one, facts.skipped))}</ol>`}</section>
<section class="urgent ${facts.dead.length > 0 ? 'filled' : ''}" aria-labelledby="dead-title"><h2 id="dead-title">${t.deadTitle}</h2>
${facts.dead.length === 0 ? html`<p class="empty">${t.deadEmpty}</p>` : html`<p class="hint">${t.deadHint}</p><ol>${facts.dead.map((row) => rowCard(t, locale, row))}</ol>${more(t, facts, facts.dead)}`}</section>
<section aria-labelledby="waiting-title"><h2 id="waiting-title">${t.waitingTitle}</h2>
${facts.waiting.length === 0 ? html`<p class="empty">${t.waitingEmpty}</p>` : html`<ol>${facts.waiting.map((row) => rowCard(t, locale, row))}</ol>${more(t, facts, facts.waiting)}`}</section>
</main>`,
  }
}

/** A destination with its numbers; `adapter` is missing when the configuration no longer names it. */
interface Listed extends OutboxSummary {
  readonly adapter?: string
}

function destinationLists({ options, summary }: OutboxFacts): readonly Listed[] {
  const listed = new Map<string, Listed>()
  for (const { key, destinations } of options.projects.values()) {
    for (const { id, adapter } of destinations) {
      listed.set(`${key} ${id}`, { project: key, destination: id, waiting: 0, dead: 0, adapter })
    }
  }
  for (const one of summary) {
    const name = `${one.project} ${one.destination}`
    listed.set(name, { ...listed.get(name), ...one })
  }
  return [...listed.values()]
}

function destinationCard(t: Texts, locale: PageLocale, one: Listed, all: readonly Skipped[]) {
  const skipped = all.filter(({ project, destination }) => project === one.project && destination === one.destination)
  return html`<li><article>
<header><h3>${one.destination}</h3><span class="quiet">${one.project}</span></header>
<p class="quiet">${one.adapter === undefined ? t.unconfigured : `${t.adapter} ${one.adapter}`}</p>
<p>${one.waiting + one.dead === 0 ? t.allSent : html`${one.waiting} ${t.waiting}, ${one.dead} ${t.dead}`}${one.waitingSince === undefined ? '' : html`; ${t.since} ${moment(one.waitingSince, locale)}`}</p>
${skipped.length === 0 ? '' : html`<p class="quiet">${t.skipped} ${skippedWords(t, skipped)}.</p>`}
${one.dead === 0 ? '' : replayForm(t.allAgain, locale, { project: one.project, destination: one.destination })}
</article></li>`
}

function skippedWords(t: Texts, skipped: readonly Skipped[]): string {
  const words: Readonly<Record<string, string>> = t.reasons
  return skipped.map(({ reason, count }) => `${count} (${words[reason] ?? reason})`).join(', ')
}

function rowCard(t: Texts, locale: PageLocale, row: OutboxRow) {
  const { delivery, project, destination, id } = row
  const response = delivery.type === 'subject.erased' ? undefined : delivery.data.response?.id
  const tried = row.attempts > 0
  return html`<li><article>
<header><h3>${t.events[delivery.type]}</h3><span class="quiet">${project} → ${destination}</span></header>
${row.lane === 'urgent' && delivery.type !== 'subject.erased' ? html`<p class="flags"><span class="flag complaint">${t.urgent}</span></p>` : ''}
${row.detail === undefined ? '' : html`<p class="reason">${row.detail}</p>`}
<p class="quiet">${t.queued} ${moment(row.createdAt, locale)}. ${tried ? `${t.tries}: ${row.attempts}.` : `${t.first}.`}
${row.state === 'waiting' && tried ? html`${t.next}: ${moment(row.nextAt, locale)}.` : ''}
${isHeld(row) ? html`${t.held} ${moment(row.nextAt, locale)}.` : ''}</p>
${response === undefined ? '' : html`<p><a href="/answers/${project}/${response}?lang=${locale}">${t.answer}</a></p>`}
${row.state === 'dead' ? replayForm(t.again, locale, { project, destination, id }) : ''}
</article></li>`
}

/** Not tried, and not due: it waits for the rest of an unfinished answer. */
function isHeld({ state, attempts, nextAt, createdAt }: OutboxRow): boolean {
  return state === 'waiting' && attempts === 0 && nextAt > createdAt
}

function replayForm(label: string, locale: PageLocale, fields: Readonly<Record<string, string>>) {
  return html`<form method="post" action="/outbox/replay?lang=${locale}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button type="submit">${label}</button></form>`
}

function more(t: Texts, { shown, summary }: OutboxFacts, rows: readonly OutboxRow[]) {
  const state = rows[0]?.state
  const total = summary.reduce((sum, one) => sum + (state === 'dead' ? one.dead : one.waiting), 0)
  if (rows.length < shown || state === undefined) return ''
  return html`<p class="quiet">${t.more.replace('{shown}', String(rows.length)).replace('{total}', String(total))} <code>frankly outbox list --state ${state} --limit ${total}</code></p>`
}

function moment(at: number, locale: PageLocale) {
  const date = new Date(at)
  const text = date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return html`<time datetime="${date.toISOString()}">${text} UTC</time>`
}
