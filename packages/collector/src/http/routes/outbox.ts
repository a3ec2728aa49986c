import type { Hono, MiddlewareHandler } from 'hono'
import { problem } from '../../ingest/problems.ts'
import type { OutboxFilter, OutboxKey, OutboxRow } from '../../store/ports.ts'
import type { Context as Deps } from '../context.ts'
import { page, pageLocale } from '../page.ts'
import { outboxPage, type Skipped } from '../pages/outbox-page.ts'
import { problemReply } from '../problem-reply.ts'
import { limitOf } from './staff.ts'

/** Rows of one list. */
const MOST = 200

/** What waits and what has stopped: as JSON for programs, as a page for people; both can send again. */
export function outboxRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { store, clock, options, worker, metrics } = deps

  /** Returns how many rows are back in the queue. */
  async function replay(asked: Asked): Promise<number> {
    const now = clock.now()
    const count =
      'keys' in asked ? await store.outbox.replay(asked.keys, now) : await store.outbox.replayAll(asked, now)
    if ('keys' in asked) for (const key of asked.keys) worker.replayed(key.project, key.destination)
    else worker.replayed(asked.project, asked.destination)
    metrics.add('outbox_replayed_total', {}, count)
    return count
  }

  app.get('/v1/outbox', staff, async (c) => {
    const { state, limit: asked, ...of } = c.req.query()
    const limit = limitOf(asked)
    const wanted: { state?: OutboxRow['state'] } = state === 'dead' || state === 'waiting' ? { state } : {}
    const items = await store.outbox.list({ limit, ...wanted, ...filterOf(of) })
    return c.json({ items, limit, destinations: await store.outbox.summary(), skipped: skippedOf(deps) })
  })
  app.post('/v1/outbox/replay', staff, async (c) => {
    const asked = askedFor(await c.req.json().catch(() => undefined))
    if (!asked) return problemReply(c, problem('envelope_invalid', HOW))
    return c.json({ replayed: await replay(asked) })
  })

  app.get('/outbox', staff, async (c) => {
    const { outbox } = store
    const dead = await outbox.list({ state: 'dead', limit: MOST })
    const waiting = await outbox.list({ state: 'waiting', limit: MOST })
    const facts = { options, summary: await outbox.summary(), skipped: skippedOf(deps), dead, waiting, shown: MOST }
    const replayed = Number.parseInt(c.req.query('replayed') ?? '', 10)
    return page(c, outboxPage(pageLocale(c), { ...facts, ...(replayed >= 0 ? { replayed } : {}) }))
  })
  app.post('/outbox/replay', staff, async (c) => {
    const count = await replay(filterOf(await c.req.parseBody()))
    return c.redirect(`/outbox?lang=${pageLocale(c)}&replayed=${count}`, 303)
  })
}

function skippedOf({ metrics }: Deps): readonly Skipped[] {
  return metrics.read('outbox_skipped_total').map(({ labels, value }) => {
    const { project = '', destination = '', reason = '' } = labels
    return { project, destination, reason, count: value }
  })
}

type Asked = { readonly keys: readonly OutboxKey[] } | OutboxFilter

const HOW = 'wanted {keys: [{project, id, destination}…]}, or {all: true} with any of project, destination, id'

function askedFor(body: unknown): Asked | undefined {
  const { keys, all, ...of } = (body ?? {}) as Readonly<Record<string, unknown>>
  if (all === true) return filterOf(of)
  if (!Array.isArray(keys) || keys.length > 1000 || !keys.every(isKey)) return undefined
  return { keys }
}

function isKey(value: unknown): value is OutboxKey {
  const { project, id, destination } = (value ?? {}) as Readonly<Record<string, unknown>>
  return [project, id, destination].every((part) => typeof part === 'string')
}

function filterOf(fields: Readonly<Record<string, unknown>>): OutboxFilter {
  const named = ['project', 'destination', 'id'].flatMap((name) => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return Object.fromEntries(named)
}
