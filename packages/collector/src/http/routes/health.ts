import { z } from 'zod'
import type { Api } from '../api/api.ts'
import { NOTHING } from '../api/route.ts'
import type { Context as Deps } from '../context.ts'
import { readinessOf } from '../readiness.ts'

/** `/healthz`: the process lives. `/readyz`: a post would be stored. `/metrics`, not for everybody: numbers, nothing personal. */
export function healthRoutes(api: Api, deps: Deps): void {
  const { store, spool, intake, metrics } = deps
  const Health = z.object({
    status: z.string(),
    store: z.string().optional(),
    checks: z.record(z.string(), z.string()).optional(),
  })
  api.add(
    {
      method: 'get',
      path: '/healthz',
      summary: 'The process lives',
      may: 'anyone',
      asks: NOTHING,
      replies: { 200: { description: 'ok', json: Health } },
    },
    (c) => c.json({ status: 'ok' }),
  )
  api.add(
    {
      method: 'get',
      path: '/readyz',
      summary: 'Store, tables, disk and spool are there for a post',
      may: 'anyone',
      asks: NOTHING,
      replies: { 200: { description: 'ready', json: Health }, 503: { description: 'not ready', json: Health } },
    },
    async (c) => {
      const { ready, checks } = await readinessOf(deps)
      return c.json({ status: ready ? 'ready' : 'not ready', store: store.engine, checks }, ready ? 200 : 503)
    },
  )
  api.add(
    {
      method: 'get',
      path: '/metrics',
      summary: 'Prometheus text; also for the token of `metrics.token`',
      may: 'ops:read',
      reach: 'whole',
      asks: NOTHING,
      replies: { 200: { description: 'metrics', types: ['text/plain'] } },
    },
    async (c) => {
      const counts = await store.counts()
      const { rss, heapUsed, external } = process.memoryUsage()
      const text = await metrics.text({
        responses: counts.responses,
        conflicts: counts.conflicts,
        dead_letters: counts.deadLetters,
        outbox_waiting: counts.outboxWaiting,
        outbox_dead: counts.outboxDead,
        objects_to_delete: await store.objectsToDelete(),
        intake_waiting: intake.waiting,
        ...(await spoolNumbers(spool)),
        resident_bytes: rss,
        heap_bytes: heapUsed,
        external_bytes: external,
        cpu_seconds: cpuSeconds(),
      })
      return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    },
  )
}

/** How much lies in the spool. While it cannot be reached nobody knows, and the other numbers are still told. */
async function spoolNumbers(spool: Deps['spool']): Promise<Readonly<Record<string, number>>> {
  if (!spool) return {}
  try {
    const { messages, bytes } = await spool.waiting()
    return { spool_waiting: messages, spool_bytes: bytes }
  } catch {
    return {}
  }
}

/** Time that this process has spent computing, all threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
