import type { Hono, MiddlewareHandler } from 'hono'
import { exportJson } from '../../export/rows.ts'
import { cursorOf, nameOf } from '../../live/page-of-list.ts'
import type { Context as Deps } from '../context.ts'

/** Reading for the shop's people: responses and what needs a look. */
export function staffRoutes(app: Hono, { store }: Deps, staff: MiddlewareHandler): void {
  app.get('/v1/responses', staff, async (c) => {
    const { project, survey, after, order } = c.req.query()
    const cursor = after === undefined ? undefined : cursorOf(after)
    const limit = Math.min(500, Math.max(1, Number(c.req.query('limit') ?? 50) || 50))
    const rows = await store.responses({
      limit,
      newestFirst: order !== 'oldest',
      ...(project ? { project } : {}),
      ...(survey ? { surveyId: survey } : {}),
      ...(cursor ? { after: cursor } : {}),
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    return c.json({
      items: rows.map(exportJson),
      ...(last ? { next: nameOf(last) } : {}),
    })
  })
  app.get('/v1/conflicts', staff, async (c) => {
    const limit = limitOf(c.req.query('limit'))
    return c.json({ items: await store.conflicts(limit), total: (await store.counts()).conflicts, limit })
  })
  app.get('/v1/dead-letters', staff, async (c) => {
    const limit = limitOf(c.req.query('limit'))
    return c.json({ items: await store.deadLetters(limit), total: (await store.counts()).deadLetters, limit })
  })
}

/** Rows of a list that is not paged: 200, or as many as are asked for, up to 10,000 (so many are kept at most). */
export function limitOf(asked: string | undefined): number {
  return Math.min(10_000, Math.max(1, Number(asked ?? 200) || 200))
}
