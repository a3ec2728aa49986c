import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Pool } from 'pg'

/** One row for each event; `id` is the same over all attempts, so a repeat changes nothing. */
export const TABLE = `create table if not exists feedback (
  id text primary key, type text not null, received_at timestamptz not null default now(), event jsonb not null)`

/** Takes what the widget sends: answers 200 only when the row is on disk. */
export function createEndpoint(pool: Pool): Hono {
  const app = new Hono()
  app.post('/feedback', bodyLimit({ maxSize: 64 * 1024 }), async (context) => {
    const event = parse(await context.req.text())
    if (!event) return context.json({ message: 'not an event' }, 400)
    try {
      await pool.query('insert into feedback (id, type, event) values ($1, $2, $3) on conflict (id) do nothing', [
        event.id,
        event.type,
        event,
      ])
    } catch (cause) {
      // Class 22: the data itself cannot be stored, now or later. Anything else is the store's trouble: try again.
      if (String((cause as { code?: string }).code).startsWith('22'))
        return context.json({ message: 'not storable' }, 422)
      return context.json({ message: 'store is busy' }, 503, { 'retry-after': '5' })
    }
    return context.json({ stored: event.id })
  })
  return app
}

function parse(text: string): { id: string; type: string } | undefined {
  try {
    const event = JSON.parse(text) as { id?: unknown; type?: unknown } | null
    const sound = typeof event?.id === 'string' && event.id.length <= 200 && typeof event.type === 'string'
    return sound ? (event as { id: string; type: string }) : undefined
  } catch {
    return undefined
  }
}
