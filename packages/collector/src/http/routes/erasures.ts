import { hash } from 'node:crypto'
import type { Hono } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { isId } from '../../ingest/check-item.ts'
import { problem } from '../../ingest/problems.ts'
import { readBytes } from '../../ingest/read-body.ts'
import { erasureEntries } from '../../outbox/entries.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/** Most responses that one request may erase. */
const MOST = 1000

/**
 * `POST /v1/projects/{key}/erasures`: a customer takes back what was said. Who knows a response's id made it:
 * ids are 74 random bits and shown to nobody else. A subject's id is no such proof, so a request for everything
 * of a subject is only noted for a person.
 */
export function erasureRoutes(app: Hono, deps: Deps): void {
  const { store, clock, newId, metrics, options } = deps
  app.post('/v1/projects/:key/erasures', async (c) => {
    const project = openProject(c, deps)
    if ('problem' in project) return problemReply(c, project.problem)
    const body = await readBytes(c.req.raw, options.limits.bodyBytes)
    if ('problem' in body) return problemReply(c, body.problem)
    const asked = parse(Buffer.from(body.bytes).toString('utf8'))
    if (!asked) {
      return problemReply(
        c,
        problem('erasure_invalid', `wanted {responseIds: [UUID…], subjectId?}, at most ${MOST} ids`),
      )
    }
    const at = clock.now()
    const { responseIds: ids, subjectId } = asked
    const outbox = ids.length > 0 ? erasureEntries(project, newId(), ids, at) : []
    const erased = await store.erase({ project: project.key, ids, at, outbox })
    if (subjectId !== undefined) {
      const text = JSON.stringify({ subjectId })
      const letter = { project: project.key, hash: hash('sha256', text), reason: 'erasure_requested', body: text }
      await store.keepDeadLetters([{ ...letter, receivedAt: at }])
    }
    metrics.add('erased_total', {}, erased)
    return c.json({ erased, now: at })
  })
}

function parse(text: string): { readonly responseIds: readonly string[]; readonly subjectId?: string } | undefined {
  try {
    const { responseIds = [], subjectId } = JSON.parse(text) as { responseIds?: unknown; subjectId?: unknown }
    if (!Array.isArray(responseIds) || responseIds.length > MOST || !responseIds.every(isId)) return undefined
    if (subjectId === undefined) return { responseIds }
    return typeof subjectId === 'string' && subjectId.length <= 200 ? { responseIds, subjectId } : undefined
  } catch {
    return undefined
  }
}
