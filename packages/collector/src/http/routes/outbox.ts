import { z } from 'zod'
import { type Projects, within } from '../../access/who.ts'
import { namelessDelivery } from '../../privacy/nameless.ts'
import type { OutboxFilter, OutboxKey } from '../../store/ports.ts'
import type { Api } from '../api/api.ts'
import { ONWARD, PAGE } from '../api/route.ts'
import { count, lang, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { page, pageLocale } from '../page.ts'
import { outboxPage, type Skipped } from '../pages/outbox-page.ts'
import { mayKnow } from '../seen.ts'
import { rows } from './staff.ts'

/** Rows of one list. */
const MOST = 200

/** What waits and what has stopped: as JSON for programs, as a page for people; both can send again. A list of routes. */
export function outboxRoutes(api: Api, deps: Deps): void {
  const { store, clock, options, worker, metrics } = deps

  /** Returns how many rows are back in the queue. */
  async function replay(asked: Asked, projects: Projects): Promise<number> {
    const now = clock.now()
    if ('keys' in asked) {
      const keys = asked.keys.filter(({ project }) => projects === undefined || projects.includes(project))
      const done = await store.outbox.replay(keys, now)
      for (const key of keys) worker.replayed(key.project, key.destination)
      return counted(done)
    }
    const done = await store.outbox.replayAll({ ...asked, ...within(projects) }, now)
    for (const project of projects ?? [undefined]) worker.replayed(project, asked.destination)
    return counted(done)
  }
  const counted = (done: number): number => {
    metrics.add('outbox_replayed_total', {}, done)
    return done
  }

  const filter = { project: word, destination: word, id: word }
  api.add(
    {
      method: 'get',
      path: '/v1/outbox',
      summary: 'Deliveries that wait or are dead, and how it stands with each destination',
      may: 'outbox:read',
      asks: z.object({
        query: z.object({
          ...filter,
          state: z.enum(['dead', 'waiting']).optional().catch(undefined),
          limit: rows,
        }),
      }),
      replies: {
        200: {
          description: 'Rows',
          json: z.object({
            items: z.array(z.looseObject({ ...Key.shape, state: z.string(), attempts: count })),
            limit: count,
            destinations: z.array(
              z.looseObject({ project: z.string(), destination: z.string(), waiting: count, dead: count }),
            ),
            skipped: z.array(z.object({ project: z.string(), destination: z.string(), reason: z.string(), count })),
          }),
        },
      },
    },
    async (c, { query: { state, limit, ...of }, projects, who }) => {
      const { outbox } = store
      const found = await outbox.list({ limit, ...(state ? { state } : {}), ...filterOf(of), ...within(projects) })
      const items = found.map((row) => namelessDelivery(row, !mayKnow(who, row)))
      return c.json({
        items,
        limit,
        destinations: await outbox.summary(projects),
        skipped: await skippedOf(deps, projects),
      })
    },
  )
  api.add(
    {
      method: 'post',
      path: '/v1/outbox/replay',
      summary: 'Put dead deliveries back in the queue',
      description: '`keys` names rows; `all: true` takes every dead row, narrowed by project, destination or id',
      may: 'outbox:replay',
      notes: ['id', 'destination', 'all'],
      asks: z.object({ json: z.union([AllOf, z.object({ keys: z.array(Key).max(1000) })], HOW) }),
      replies: { 200: { description: 'How many', json: z.object({ replayed: count }) } },
    },
    async (c, { json, projects }) =>
      c.json({ replayed: await replay('keys' in json ? json : filterOf(json), projects) }),
  )

  api.add(
    {
      method: 'get',
      path: '/outbox',
      summary: 'What waits and what has stopped',
      may: 'outbox:read',
      asks: z.object({ query: z.object({ lang, replayed: z.string().optional() }) }),
      replies: { 200: PAGE },
    },
    async (c, { query, projects }) => {
      const { outbox } = store
      const of = { limit: MOST, ...within(projects) }
      const dead = await outbox.list({ state: 'dead', ...of })
      const waiting = await outbox.list({ state: 'waiting', ...of })
      const summary = await outbox.summary(projects)
      const facts = { options, summary, skipped: await skippedOf(deps, projects), dead, waiting, shown: MOST }
      const replayed = Number.parseInt(query.replayed ?? '', 10)
      return page(c, outboxPage(pageLocale(c), { ...facts, ...(replayed >= 0 ? { replayed } : {}) }))
    },
  )
  api.add(
    {
      method: 'post',
      path: '/outbox/replay',
      summary: 'Puts stopped deliveries back in the queue',
      may: 'outbox:replay',
      notes: ['id', 'destination', 'all'],
      asks: z.object({ form: z.object(filter) }),
      replies: { 303: ONWARD },
    },
    async (c, { form, projects }) => {
      const done = await replay(filterOf(form), projects)
      return c.redirect(`/outbox?lang=${pageLocale(c)}&replayed=${done}`, 303)
    },
  )
}

async function skippedOf({ metrics }: Deps, projects: Projects): Promise<readonly Skipped[]> {
  return (await metrics.read('outbox_skipped_total')).flatMap(({ labels, value }) => {
    const [project = '', destination = '', reason = ''] = ['project', 'destination', 'reason'].map((name) =>
      String(labels[name] ?? ''),
    )
    if (projects !== undefined && !projects.includes(project)) return []
    return [{ project, destination, reason, count: value }]
  })
}

type Asked = { readonly keys: readonly OutboxKey[] } | OutboxFilter

const HOW = 'wanted {keys: [{project, id, destination}…]}, or {all: true} with any of project, destination, id'

const Key = z.object({ project: z.string(), id: z.string(), destination: z.string() })

const AllOf = z.object({
  all: z.literal(true),
  project: z.string().optional(),
  destination: z.string().optional(),
  id: z.string().optional(),
})

function filterOf({ destination, id }: { readonly [Name in 'destination' | 'id']?: string | undefined }): OutboxFilter {
  return { ...(destination ? { destination } : {}), ...(id ? { id } : {}) }
}
