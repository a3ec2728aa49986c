import type { Hono, MiddlewareHandler } from 'hono'
import type { Context as Deps } from '../../context.ts'
import type { Cursor } from '../../store/ports.ts'

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
      items: rows.map(({ body, ...facts }) => ({ ...facts, response: JSON.parse(body) as unknown })),
      ...(last ? { next: nameOf(last) } : {}),
    })
  })
  app.get('/v1/conflicts', staff, async (c) => c.json({ items: await store.conflicts(200) }))
  app.get('/v1/dead-letters', staff, async (c) => c.json({ items: await store.deadLetters(200) }))
}

const nameOf = ({ receivedAt, project, id }: Cursor): string => `${receivedAt}~${project}~${id}`

function cursorOf(name: string): Cursor | undefined {
  const [receivedAt, project, id] = name.split('~')
  return Number.isFinite(Number(receivedAt)) && project !== undefined && id !== undefined
    ? { receivedAt: Number(receivedAt), project, id }
    : undefined
}
