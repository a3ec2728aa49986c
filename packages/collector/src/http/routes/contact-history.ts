import type { ContactHistory, EpochMs, Response } from '@frankly/core'
import { type SignedFact, verifyFact } from '@frankly/core/node'
import { EMPTY_LEDGER, type Ledger, noted, orderMark } from '@frankly/core/targeting'
import { z } from 'zod'
import { withoutNul } from '../../ingest/accept.ts'
import { isCustomers } from '../../ingest/modes.ts'
import { problem } from '../../ingest/problems.ts'
import { readText } from '../../ingest/read-body.ts'
import type { ResolvedProject } from '../../options/options.ts'
import type { StoredResponse } from '../../store/ports.ts'
import type { Api } from '../api/api.ts'
import { publicProject, ContactHistory as Told } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/** Newest responses looked at for a subject, and for an order: only the latest of each kind counts. */
const LOOK_BACK = 50

const SignedId = z.object({ id: z.string(), signature: z.string() })

/** `{order?: {id, signature}, subject?: {id, signature}}` has no more. */
const BODY_BYTES = 4096

/**
 * `POST /v1/projects/{key}/standing`: what the governor of another browser must know, and no more. It is told to a good
 * signature of the shop only, and the ids stand in the body, so that no log holds them.
 */
export function contactHistoryRoutes(api: Api, deps: Deps): void {
  api.add(
    {
      method: 'post',
      path: '/v1/projects/{key}/standing',
      summary:
        'When this subject, or about this order, was last answered or dismissed; never what was said. Told to a good signature of the shop only',
      may: 'anyone',
      asks: z.object({ params: publicProject }),
      raw: { 'text/plain': z.object({ order: SignedId.optional(), subject: SignedId.optional() }) },
      replies: { 200: { description: 'ContactHistory: a ledger, empty for the unknown', json: Told } },
    },
    async (c) => {
      c.header('vary', 'Origin')
      c.header('cache-control', 'no-store')
      const project = openProject(c, deps)
      if ('problem' in project) return problemReply(c, project.problem)
      const body = await readText(c.req.raw, BODY_BYTES)
      if ('problem' in body) return problemReply(c, body.problem)
      const who = askedBy(body.text, project, deps.clock.now())
      if (!who.order && !who.subject)
        return problemReply(c, problem('signature_missing', 'no good signature of the shop stands beside the id'))
      const rows = await deps.store.contactHistory({
        project: project.key,
        limit: LOOK_BACK,
        ...(who.subject ? { subjectId: withoutNul(who.subject) } : {}),
        ...(who.order ? { orderMark: orderMark(who.order) } : {}),
      })
      return c.json({ ledger: ledgerOf(rows, who, project) } satisfies ContactHistory)
    },
  )
}

/** Ids with a good signature; others are ignored. */
function askedBy(text: string, { key, signingKeys }: ResolvedProject, now: EpochMs): Asked {
  let given: Partial<Record<SignedFact, { readonly id?: unknown; readonly signature?: unknown } | null>> | null
  try {
    given = JSON.parse(text)
  } catch {
    given = null
  }
  const idOf = (fact: SignedFact): string | undefined => {
    const { id, signature } = given?.[fact] ?? {}
    if (typeof id !== 'string' || typeof signature !== 'string') return undefined
    const proof = verifyFact(fact, id, signature, { project: key, keys: signingKeys, now })
    return proof === 'verified' ? id : undefined
  }
  return { order: idOf('order'), subject: idOf('subject') }
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
  for (const { body, occurredAt: at, surveyId, orderProof, subjectProof } of rows) {
    const response = JSON.parse(body) as Response
    const isOrders = order !== undefined && orderProof === 'verified' && response.context.order?.orderId === order
    const isSubjects = subject !== undefined && subjectProof === 'verified' && response.subject?.id === subject
    if ((!isOrders && !isSubjects) || !isCustomers(response)) continue
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
