import { z } from 'zod'
import { exportJson } from '../../export/rows.ts'
import { cursorOf, nameOf } from '../../live/page-of-list.ts'
import { namelessConflict, namelessLetter } from '../../privacy/nameless.ts'
import type { Api } from '../api/api.ts'
import { count, limit, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { mayKnow } from '../seen.ts'

/** Reading for the shop's people: responses and what needs a look. */
export function staffRoutes(api: Api, { store, options }: Deps): void {
  api.add(
    {
      method: 'get',
      path: '/v1/responses',
      summary: 'Stored responses, newest first',
      may: 'responses:read',
      asks: z.object({
        query: z.object({
          project: word,
          survey: word,
          after: word,
          limit: limit(500, 50),
          order: z.string().optional().meta({ description: '`oldest`: the oldest first' }),
        }),
      }),
      replies: {
        200: {
          description: 'A page; `next` is the `after` of the following one',
          json: z.object({
            items: z.array(z.looseObject({ project: z.string(), id: z.string() })),
            next: z.string().optional(),
          }),
        },
      },
    },
    async (c, { query, projects, read }) => {
      const cursor = cursorOf(query.after)
      const rows = await read.responses({
        limit: query.limit,
        newestFirst: query.order !== 'oldest',
        ...(projects ? { projects } : {}),
        ...(query.survey ? { surveyId: query.survey } : {}),
        ...(cursor ? { after: cursor } : {}),
      })
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      return c.json({
        items: rows.map((row) => exportJson(row, options.projects.get(row.project)?.privacy.scrub)),
        ...(last ? { next: nameOf(last) } : {}),
      })
    },
  )
  const rowsAsked = z.object({ query: z.object({ project: word, limit: rows }) })
  const Rows = z.object({ items: z.array(z.looseObject({ project: z.string() })), total: count, limit: count })
  api.add(
    {
      method: 'get',
      path: '/v1/conflicts',
      summary: 'Second bodies for a stored revision',
      may: 'outbox:read',
      asks: rowsAsked,
      replies: { 200: { description: 'Rows', json: Rows } },
    },
    async (c, { query, projects, who }) => {
      const { conflicts: total } = await store.counts(projects)
      const found = await store.conflicts(query.limit, projects)
      const items = found.map((row) => namelessConflict(row, !mayKnow(who, row)))
      return c.json({ items, total, limit: query.limit })
    },
  )
  api.add(
    {
      method: 'get',
      path: '/v1/dead-letters',
      summary: 'Refused items, and answers that could not be read, as they came',
      may: 'outbox:read',
      asks: rowsAsked,
      replies: { 200: { description: 'Rows', json: Rows } },
    },
    async (c, { query, projects, who }) => {
      const { deadLetters: total } = await store.counts(projects)
      const found = await store.deadLetters(query.limit, projects)
      const items = found.map((row) => namelessLetter(row, !mayKnow(who, row)))
      return c.json({ items, total, limit: query.limit })
    },
  )
}

/** Rows of a list that is not paged: 200, or as many as are asked for, up to 10,000 (so many are kept at most). */
export const rows: z.ZodType<number, string | undefined> = limit(10_000, 200)
