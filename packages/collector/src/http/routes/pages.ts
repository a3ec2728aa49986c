import { plainText, textFor } from '@frankly/core'
import { checkReceiptCode } from '@frankly/core/wire'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { receiptKey } from '../../ingest/receipt-key.ts'
import type { ResolvedProject } from '../../options/options.ts'
import { keyOfPages } from '../../options/read-keys.ts'
import { openedBy } from '../../surveys/links.ts'
import type { Api } from '../api/api.ts'
import { PAGE } from '../api/route.ts'
import { lang, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { type Markup, page, pageLocale } from '../page.ts'
import { pageTexts } from '../page-texts.ts'
import { rangeOf } from '../project.ts'

/** No response can have this code: its check character is wrong. */
const NO_CODE = '0000-0000-1'

/** A wrong code counts as so many further requests of its address, so that guessing is slow. */
const WRONG_CODE_COST = 10

/** Pages for customers: a survey by itself, and a receipt. Each address has the same pace here as for its posts. */
export function pageRoutes(app: Hono, api: Api, deps: Deps): void {
  app.use('/s/*', paced(deps))
  app.use('/c/*', paced(deps))
  api.add(
    {
      method: 'get',
      path: '/s/{surveyId}',
      summary: 'A survey as a page of its own; records nothing by itself',
      may: 'anyone',
      asks: z.object({
        params: z.object({ surveyId: z.string() }),
        query: z.object({
          project: z.string().optional(),
          lang,
          via: word.meta({ description: 'qr: a printed code leads here' }),
          pass: word.meta({ description: 'of a link to a staff survey or a preview' }),
        }),
      }),
      replies: { 200: PAGE, 403: PAGE, 404: PAGE },
    },
    (c, { params }) => surveyPage(c, deps, params.surveyId),
  )
  api.add(
    {
      method: 'get',
      path: '/c/{receipt}',
      summary: 'Whether a message has arrived, by its receipt code',
      may: 'anyone',
      asks: z.object({ params: z.object({ receipt: z.string() }), query: z.object({ lang }) }),
      replies: { 200: PAGE, 404: PAGE },
    },
    (c, { params }) => receiptPage(c, deps, params.receipt),
  )
}

/** Refuses an address that asks too often, with a page that says when to come again. */
function paced(deps: Deps): MiddlewareHandler {
  return async (c, next) => {
    const range = rangeOf(c, deps)
    const wait = range === undefined ? 0 : deps.limiters.address.take(range, deps.clock.now())
    if (wait === 0) return next()
    const t = pageTexts[pageLocale(c)]
    c.header('retry-after', String(Math.ceil(wait / 1000)))
    c.header('cache-control', 'no-store')
    return sheet(c, t.tooMany, html`<h1>${t.tooMany}</h1><p>${t.tooManyHint}</p>`, 429)
  }
}

async function surveyPage(c: Context, deps: Deps, id: string): Promise<Response> {
  const { options, quotas } = deps
  const locale = pageLocale(c)
  const t = pageTexts[locale]
  const project = projectWith(id, c.req.query('project'), options.projects)
  const pass = c.req.query('pass') || undefined
  const opened = project && pass ? await openedBy(deps.store.surveys, project, pass, deps.clock.now()) : undefined
  if (pass && opened?.survey.id !== id)
    return sheet(c, t.linkEnded, html`<h1>${t.linkEnded}</h1><p>${t.linkEndedHint}</p>`, 403)
  const survey = opened?.survey ?? project?.surveyById.get(id)
  if (!project || !survey) return sheet(c, t.noSurvey, html`<h1>${t.noSurvey}</h1><p>${t.noSurveyHint}</p>`, 404)
  const { shop } = project.config
  if (survey.audience === 'staff' && !opened)
    return sheet(c, t.forStaff, html`<p class="shop">${shop}</p><h1>${t.forStaff}</h1><p>${t.forStaffHint}</p>`, 403)
  if (!opened?.isDraft && project.availability.get(id) !== 'open')
    return sheet(c, t.notNow, html`<p class="shop">${shop}</p><h1>${t.notNow}</h1><p>${t.notNowHint}</p>`, 404)
  const full = opened?.isDraft ? [] : ((await quotas.full(project.key))?.[id] ?? [])
  if (survey.quotas?.some((quota) => !quota.when && full.includes(quota.id)))
    return sheet(c, t.enough, html`<p class="shop">${shop}</p><h1>${t.enough}</h1><p>${t.enoughHint}</p>`)
  // Only how it was opened: a printed code leads here with `?via=qr`.
  const mode = c.req.query('via') === 'qr' ? 'qr' : 'link'
  const key = keyOfPages(project)
  const title = plainText(textFor(survey.title, locale, survey.defaultLocale))
  return page(c, {
    title: `${title} · ${shop}`,
    locale,
    bodyClass: 'narrow',
    scripts: ['/assets/survey.js'],
    head: html`<script async src="/frankly.js" data-project="${pass ? `${key}~${pass}` : key}" data-auto="false" data-mode="${mode}" data-locale="${locale}"></script>`,
    body: html`<main class="sheet survey"><p class="shop">${opened?.isDraft ? `${shop} · ${t.preview}` : shop}</p>
<div id="survey" data-survey="${id}"></div>
${survey.redirect === undefined ? '' : onward(survey.redirect, t)}
<noscript>${t.needsScript}</noscript></main>`,
  })
}

async function receiptPage(c: Context, deps: Deps, receipt: string): Promise<Response> {
  const { options, store, limiters, clock } = deps
  const locale = pageLocale(c)
  const t = pageTexts[locale]
  // A malformed code is looked up too, so that the time of the reply tells nothing.
  const code = checkReceiptCode(receipt)
  const [row] = await store.byReceipt(receiptKey(code ?? NO_CODE))
  c.header('cache-control', 'no-store')
  if (!row || code === undefined) {
    const range = rangeOf(c, deps)
    if (range !== undefined) limiters.address.charge(range, clock.now(), WRONG_CODE_COST)
    return sheet(c, t.noReceipt, html`<h1>${t.noReceipt}</h1><p>${t.noReceiptHint}</p>`, 404)
  }
  const shop = options.projects.get(row.project)?.config.shop ?? row.project
  const when = new Date(row.firstReceivedAt)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  const content = html`<p class="shop">${shop}</p><h1>${t.haveIt}</h1>
<dl><dt>${t.code}</dt><dd class="code">${code}</dd>
<dt>${t.received}</dt><dd><time datetime="${when.toISOString()}">${format.format(when)} UTC</time></dd>
<dt>${t.state}</dt><dd>${t.stateReceived}</dd></dl>
<p>${t.keepCode}</p>`
  return sheet(c, t.haveIt, content)
}

/** A narrow page of a few words. */
function sheet(c: Context, title: string, content: Markup, status?: 403 | 404 | 429): Response | Promise<Response> {
  const body = html`<main class="sheet">${content}</main>`
  return page(c, { title, locale: pageLocale(c), bodyClass: 'narrow', body }, status)
}

/** [S17] Where a survey leads afterwards: shown when the answer is stored, by the page's script. */
function onward(address: string, t: (typeof pageTexts)[keyof typeof pageTexts]): Markup {
  const { host } = new URL(address)
  return html`<p id="onward" role="status" hidden><a href="${address}">${t.onward} ${host}</a> <span>${t.onwardItself}</span></p>`
}

function projectWith(
  surveyId: string,
  key: string | undefined,
  projects: ReadonlyMap<string, ResolvedProject>,
): ResolvedProject | undefined {
  if (key !== undefined) return projects.get(key)
  return [...projects.values()].find((project) => project.surveyById.has(surveyId))
}
