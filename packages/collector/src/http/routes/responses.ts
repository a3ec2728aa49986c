import { hash } from 'node:crypto'
import type { ItemResult, Problem, ResponsesReply } from '@frankly/core'
import type { Context, Hono } from 'hono'
import type { Context as Deps } from '../../context.ts'
import { readEnvelope, receiptOf, type Sorted, sortItems } from '../../ingest/accept.ts'
import { problem } from '../../ingest/problems.ts'
import { readBytes, readText, type TextResult, textOf, unzip } from '../../ingest/read-body.ts'
import type { ResolvedProject } from '../../options.ts'
import type { PutStatus } from '../../store/ports.ts'
import { problemReply } from '../problem-reply.ts'
import { openProject } from '../project.ts'

/** `POST /v1/projects/{key}/responses`: one result for every item, after the commit. */
export function responseRoutes(app: Hono, deps: Deps): void {
  app.post('/v1/projects/:key/responses', async (c) => {
    c.header('vary', 'Origin')
    const project = openProject(c, deps)
    if ('problem' in project) return refuse(c, deps, project.problem)
    const body = await bodyOf(c, deps.options)
    if ('problem' in body) return refuse(c, deps, body.problem)
    const envelope = readEnvelope(body.text, deps.options.limits)
    if ('problem' in envelope) {
      await keep(deps, project, body.text, envelope.problem)
      return refuse(c, deps, envelope.problem)
    }
    const sorted = sortItems(project, envelope, deps.options.limits, deps.clock.now())
    return settle(c, deps, sorted)
  })
}

async function bodyOf(c: Context, { limits }: Deps['options']): Promise<TextResult> {
  if (c.req.query('z') !== 'gz') return readText(c.req.raw, limits.bodyBytes)
  const body = await readBytes(c.req.raw, limits.bodyBytes)
  return textOf('problem' in body ? body : await unzip(body.bytes, limits))
}

async function settle(c: Context, deps: Deps, sorted: Sorted): Promise<Response> {
  const { intake, feed, metrics, clock } = deps
  // Kept first: once the reply says "rejected", nobody will send them again.
  const kept = await deadLetters(deps, sorted.letters)
  const statuses = await intake.put(sorted.put)
  if (statuses === 'busy' && sorted.places.length === sorted.put.length) return refuse(c, deps, busy(deps))
  const results = sorted.places.map((place): ItemResult => {
    if (typeof place !== 'number') return kept ? place : retryOf(place)
    const item = sorted.put[place]!
    if (statuses === 'busy') return retryOf(item)
    return resultOf(item, statuses[place]!, deps.options.publicUrl)
  })
  const counts = new Map<ItemResult['status'], number>()
  for (const { status } of results) counts.set(status, (counts.get(status) ?? 0) + 1)
  for (const [status, count] of counts) metrics.add('items_total', { status }, count)
  if (counts.has('stored')) feed.nudge()
  const again = counts.has('retry') ? retryAfterMs(deps) : undefined
  const reply: ResponsesReply = {
    results,
    now: clock.now(),
    ...(again === undefined ? {} : { retryAfterMs: again }),
  }
  if (again !== undefined) c.header('retry-after', String(Math.ceil(again / 1000)))
  return c.json(reply)
}

function resultOf(
  item: { readonly id: string; readonly revision: number; readonly receiptCode?: string; readonly body: string },
  status: PutStatus,
  publicUrl: string | undefined,
): ItemResult {
  const { id, revision } = item
  const receipt = item.receiptCode ? receiptOf(JSON.parse(item.body), publicUrl) : undefined
  return {
    id,
    revision,
    status,
    ...(receipt ? { receipt } : {}),
    ...(status === 'conflict' ? { problem: problem('conflict', 'both are kept; the first one counts') } : {}),
  }
}

const retryOf = ({ id, revision }: { readonly id: string; readonly revision: number }): ItemResult => ({
  id,
  revision,
  status: 'retry',
})

/** Seconds to stay away, spread so that those who were refused together do not come back together. */
function retryAfterMs(deps: Deps): number {
  return Math.round(5000 + deps.random() * 25_000)
}

function busy(deps: Deps): Problem {
  return problem('store_busy', undefined, { retryAfterMs: retryAfterMs(deps) })
}

function refuse(c: Context, deps: Deps, why: Problem): Response {
  deps.metrics.add('refused_total', { code: why.code })
  return problemReply(c, why)
}

/** Keeps refused items for a person to see. Returns whether they are on the disk. */
async function deadLetters(deps: Deps, letters: Sorted['letters']): Promise<boolean> {
  try {
    await deps.store.keepDeadLetters(letters)
    return true
  } catch (error) {
    deps.log(`store: ${(error as Error).message}`)
    return false
  }
}

async function keep(deps: Deps, project: ResolvedProject, text: string, why: Problem): Promise<void> {
  const receivedAt = deps.clock.now()
  await deadLetters(deps, [
    { project: project.key, hash: hash('sha256', text), reason: why.code, body: text.replaceAll('\0', ''), receivedAt },
  ])
}
