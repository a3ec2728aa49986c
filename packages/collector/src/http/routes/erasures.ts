import { hash } from 'node:crypto'
import { z } from 'zod'
import { anonymousKeys, anonymousSurveys } from '../../ingest/anonymous.ts'
import { isId } from '../../ingest/check-item.ts'
import { problem } from '../../ingest/problems.ts'
import { readBytes } from '../../ingest/read-body.ts'
import { letterQuotas } from '../../options/limits.ts'
import { erasureEntries } from '../../outbox/entries.ts'
import { startOfWeek } from '../../privacy/anonymous-figures.ts'
import type { Api } from '../api/api.ts'
import { publicProject } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'
import { later, mayLeaveRefused, openProject, pay } from '../project.ts'

/** Ids that cost as much as one request. */
const IDS_OF_A_REQUEST = 10

/**
 * `POST /v1/projects/{key}/erasures`: a customer takes back what was said. Who knows a response's id made it:
 * ids are 74 random bits and shown to nobody else. A subject's id is no such proof, so a request for everything
 * of a subject is only noted for a person. The reply does not tell which of the ids were here.
 */
export function erasureRoutes(api: Api, deps: Deps): void {
  const { store, clock, newId, metrics, options } = deps
  const { limits } = options
  const asks = z.object({
    responseIds: z.array(z.string()).max(limits.erasureIds),
    subjectId: z.string().max(200).optional(),
  })
  api.add(
    {
      method: 'post',
      path: '/v1/projects/{key}/erasures',
      summary: 'A customer takes back what was said: who knows a response’s id made it',
      may: 'anyone',
      asks: z.object({ params: publicProject }),
      raw: { 'text/plain': asks, 'application/json': asks },
      replies: { 200: { description: 'How many', json: z.object({ erased: z.int(), now: z.int() }) } },
    },
    async (c) => {
      const project = openProject(c, deps)
      if ('problem' in project) return problemReply(c, project.problem)
      const body = await readBytes(c.req.raw, limits.bodyBytes)
      if ('problem' in body) return problemReply(c, body.problem)
      const asked = parse(Buffer.from(body.bytes).toString('utf8'), limits.erasureIds)
      if (!asked) {
        const wanted = `wanted {responseIds: [UUID…], subjectId?}, at most ${limits.erasureIds} ids`
        return problemReply(c, problem('erasure_invalid', wanted))
      }
      const at = clock.now()
      const { responseIds: ids, subjectId } = asked
      const tooFast = pay(c, deps, project, ids.length / IDS_OF_A_REQUEST)
      if (tooFast) return problemReply(c, tooFast)
      if (subjectId !== undefined) {
        const text = JSON.stringify({ subjectId })
        const letter = { project: project.key, hash: hash('sha256', text), reason: 'erasure_requested', body: text }
        const [kept] = mayLeaveRefused(c, deps, 1)
          ? await store.keepDeadLetters([{ ...letter, receivedAt: at, class: 'request' }], letterQuotas(limits))
          : [false]
        if (!kept) return problemReply(c, later(deps, 60_000))
      }
      const { responses } = await store.erase({
        project: project.key,
        ids,
        at,
        tell: (here) => erasureEntries(project, newId(), here, at),
      })
      const places = anonymousKeys(project.key, ids, anonymousSurveys(project))
      // A round that is told never changes by one person: what is older is nobody's any more.
      await store.eraseAnonymous(project.key, places, startOfWeek(at))
      metrics.add('erased_total', {}, responses)
      return c.json({ erased: ids.length, now: at })
    },
  )
}

function parse(
  text: string,
  most: number,
): { readonly responseIds: readonly string[]; readonly subjectId?: string } | undefined {
  try {
    const { responseIds = [], subjectId } = JSON.parse(text) as { responseIds?: unknown; subjectId?: unknown }
    if (!Array.isArray(responseIds) || responseIds.length > most || !responseIds.every(isId)) return undefined
    if (subjectId === undefined) return { responseIds }
    return typeof subjectId === 'string' && subjectId.length <= 200 ? { responseIds, subjectId } : undefined
  } catch {
    return undefined
  }
}
