import { EMPTY_LEDGER, type Ledger, noted, orderMark, type Response, type Standing } from '@frankly/core'
import type { Hono } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { withoutNul } from '../../ingest/accept.ts'
import type { ResolvedProject } from '../../options.ts'
import type { StoredResponse } from '../../store/ports.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/** Newest responses looked at for a subject, and for an order: only the latest of each kind counts. */
const LOOK_BACK = 50

/** `GET /v1/projects/{key}/standing?order=…&subject=…`: what the governor of another browser must know, and no more. */
export function standingRoutes(app: Hono, deps: Deps): void {
  app.get('/v1/projects/:key/standing', async (c) => {
    c.header('vary', 'Origin')
    c.header('cache-control', 'no-store')
    const project = openProject(c, deps)
    if ('problem' in project) return problemReply(c, project.problem)
    const who = { order: c.req.query('order') || undefined, subject: c.req.query('subject') || undefined }
    const rows = await deps.store.standing({
      project: project.key,
      limit: LOOK_BACK,
      ...(who.subject ? { subjectId: withoutNul(who.subject) } : {}),
      ...(who.order ? { orderMark: orderMark(who.order) } : {}),
    })
    return c.json({ ledger: ledgerOf(rows, who, project) } satisfies Standing)
  })
}

interface Asked {
  readonly order: string | undefined
  readonly subject: string | undefined
}

/**
 * The ledger as the customer's own browser would have noted it, without what the governor does not read: which surveys
 * they were would tell a stranger who guessed the order's number that it was complained about.
 */
function ledgerOf(rows: readonly StoredResponse[], { order, subject }: Asked, project: ResolvedProject): Ledger {
  let ledger = EMPTY_LEDGER
  for (const { body, occurredAt: at, surveyId } of rows) {
    const response = JSON.parse(body) as Response
    const isOrders = order !== undefined && response.context.order?.orderId === order
    if (!isOrders && (subject === undefined || response.subject?.id !== subject)) continue
    const what = whatOf(response, project)
    if (what) ledger = noted(ledger, { what, surveyId, at, ...(isOrders ? { order: orderMark(order) } : {}) })
  }
  return { ...ledger, surveys: {} }
}

/** An answer is at least one question; closing the always-open door counts for nothing. */
function whatOf(
  { answers, status, surveyId }: Response,
  project: ResolvedProject,
): 'answered' | 'dismissed' | undefined {
  if (Object.keys(answers).length > 0) return 'answered'
  const isDoor = project.surveyById.get(surveyId)?.targeting?.alwaysOpen === true
  return status === 'dismissed' && !isDoor ? 'dismissed' : undefined
}
