import type { Hono, MiddlewareHandler } from 'hono'
import type { Context as Deps } from '../context.ts'

/** `/healthz`: the process lives. `/readyz`: the store answers. `/metrics`, not for everybody: numbers, nothing personal. */
export function healthRoutes(
  app: Hono,
  { store, intake, metrics, closing }: Deps,
  mayMeasure: MiddlewareHandler,
): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    if (closing.aborted) return c.json({ status: 'closing' }, 503)
    try {
      await store.ping()
      return c.json({ status: 'ready', store: store.engine })
    } catch {
      return c.json({ status: 'the store does not answer', store: store.engine }, 503)
    }
  })
  app.get('/metrics', mayMeasure, async (c) => {
    const counts = await store.counts()
    const { rss, heapUsed, external } = process.memoryUsage()
    const text = metrics.text({
      responses: counts.responses,
      conflicts: counts.conflicts,
      dead_letters: counts.deadLetters,
      outbox_waiting: counts.outboxWaiting,
      outbox_dead: counts.outboxDead,
      intake_waiting: intake.waiting,
      resident_bytes: rss,
      heap_bytes: heapUsed,
      external_bytes: external,
      cpu_seconds: cpuSeconds(),
    })
    return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}

/** Time that this process has spent computing, all threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
