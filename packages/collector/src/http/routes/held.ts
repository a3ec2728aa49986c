import { z } from 'zod'
import type { Reads } from '../../access/reads.ts'
import { type Projects, within } from '../../access/who.ts'
import { problem } from '../../ingest/problems.ts'
import { cursorOf, nameOf, pageOfList } from '../../live/page-of-list.ts'
import { discardHeld, type HeldChoice, type HeldResult, releaseHeld } from '../../live/quarantine.ts'
import type { Api } from '../api/api.ts'
import { ONWARD, PAGE } from '../api/route.ts'
import { count, lang, word } from '../api/shapes.ts'
import { cardsOf } from '../cards.ts'
import type { Context as Deps } from '../context.ts'
import { page, pageLocale } from '../page.ts'
import { heldPage } from '../pages/held-page.ts'
import { problemReply } from '../problem-reply.ts'

const HOW = 'wanted {project, id, revision?}, or {all: true} with any of project, reason'

/** Held answers: seen with the reason, let go or deleted, as a page for people and as JSON for programs. A list of routes. */
export function heldRoutes(api: Api, deps: Deps): void {
  const { store, options, clock, feed, metrics } = deps

  const act = async (what: string, choice: HeldChoice, { sees }: Reads): Promise<HeldResult> => {
    const result = await (what === 'release' ? releaseHeld : discardHeld)({ ...deps, sees }, choice, clock.now())
    metrics.add('held_decided_total', { what }, result.done)
    feed.nudge()
    return result
  }

  const params = z.object({ what: z.enum(['release', 'discard']) })
  api.add(
    {
      method: 'get',
      path: '/held',
      summary: 'Answers held for a look',
      may: 'responses:read',
      asks: z.object({
        query: z.object({
          before: word,
          lang,
          release: z.string().optional(),
          discard: z.string().optional(),
          changed: z.string().optional(),
        }),
      }),
      replies: { 200: PAGE },
    },
    async (c, { query, projects, read }) => {
      const locale = pageLocale(c)
      const now = clock.now()
      const { rows, older } = await pageOfList(read, { list: 'held', ...within(projects) }, cursorOf(query.before))
      const cards = await cardsOf(deps, rows, locale)
      const done = doneOf(query)
      const facts = {
        options,
        groups: await store.held(projects),
        cards,
        now,
        ...(older ? { older } : {}),
        ...(done ? { done } : {}),
      }
      return page(c, heldPage(locale, facts))
    },
  )
  api.add(
    {
      method: 'post',
      path: '/held/{what}',
      summary: 'Lets held answers go (`release`) or deletes them (`discard`)',
      may: 'responses:decide',
      notes: ['what', 'id', 'reason', 'all'],
      asks: z.object({ params, form: Choice }),
      replies: { 303: ONWARD },
    },
    async (c, { params: { what }, form, projects, read }) => {
      const choice = choiceOf(form, clock.now(), projects)
      const { done, changed } = choice ? await act(what, choice, read) : { done: 0, changed: 0 }
      return c.redirect(`/held?lang=${pageLocale(c)}&${what}=${done}&changed=${changed}`, 303)
    },
  )

  api.add(
    {
      method: 'get',
      path: '/v1/held',
      summary: 'Answers held for a look, and how many for which reason',
      may: 'responses:read',
      asks: z.object({ query: z.object({ project: word, reason: word, after: word, lang }) }),
      replies: {
        200: {
          description: 'A page; `next` is the `after` of the following one',
          json: z.object({
            groups: z.array(z.object({ project: z.string(), reason: z.string(), count, complaints: count })),
            items: z.array(z.looseObject({ project: z.string(), id: z.string() })),
            next: z.string().optional(),
          }),
        },
      },
    },
    async (c, { query: { reason, after }, projects, read }) => {
      const of = { list: 'held' as const, ...within(projects), ...(reason ? { quarantine: reason } : {}) }
      const { rows, older } = await pageOfList(read, of, cursorOf(after))
      const cards = await cardsOf(deps, rows, pageLocale(c))
      return c.json({
        groups: await store.held(projects),
        items: cards.map(({ entry }) => entry),
        ...(older ? { next: nameOf(older) } : {}),
      })
    },
  )
  api.add(
    {
      method: 'post',
      path: '/v1/held/{what}',
      summary: '`release` lets held answers go, `discard` deletes them',
      description: HOW,
      may: 'responses:decide',
      notes: ['what', 'id', 'reason', 'all'],
      asks: z.object({ params, json: Choice.extend({ all: z.boolean().optional() }) }),
      replies: { 200: { description: 'How many', json: z.object({ done: count, changed: count }) } },
    },
    async (c, { params: { what }, json: { all, ...fields }, projects, read }) => {
      const until = all === true ? { until: clock.now() } : {}
      const choice = choiceOf({ ...fields, ...until }, clock.now(), projects)
      if (!choice) return problemReply(c, problem('envelope_invalid', HOW))
      return c.json(await act(what, choice, read))
    },
  )
}

const Choice = z.object({
  project: z.string().optional(),
  id: z.string().optional(),
  revision: z.coerce.number().optional(),
  reason: z.string().optional(),
  until: z.coerce.number().optional().meta({ description: 'epoch ms: only what came before' }),
})

/** One by its id, or all that came before the page was drawn. */
function choiceOf(fields: z.output<typeof Choice>, now: number, projects: Projects): HeldChoice | undefined {
  const { project, id, revision, reason, until } = fields
  if (project && id) return { project, id, ...(revision ? { revision } : {}) }
  if (until === undefined || id) return undefined
  return { until: Math.min(until, now), ...within(projects), ...(reason ? { reason } : {}) }
}

type Done = Readonly<Partial<Record<'release' | 'discard' | 'changed', string | undefined>>>

function doneOf(query: Done): { released: number; discarded: number; changed: number } | undefined {
  const number = (text: string | undefined) => Math.max(0, Number.parseInt(text ?? '', 10) || 0)
  const { release, discard, changed } = query
  if (release === undefined && discard === undefined) return undefined
  return { released: number(release), discarded: number(discard), changed: number(changed) }
}
