import { hash } from 'node:crypto'
import type { ItemResult, Problem, ResponsesReply } from '@frankly/core/wire'
import type { Context } from 'hono'
import { z } from 'zod'
import { NOBODY } from '../../access/who.ts'
import {
  type IsCrowd,
  idsIn,
  type Place,
  readEnvelope,
  receiptOf,
  type Sorted,
  sortItems,
  withoutNul,
} from '../../ingest/accept.ts'
import { anonymousSurveys } from '../../ingest/anonymous.ts'
import { modesOf } from '../../ingest/modes.ts'
import { problem } from '../../ingest/problems.ts'
import { readBytes, readText, type TextResult, textOf, unzip } from '../../ingest/read-body.ts'
import { letterQuotas } from '../../options/limits.ts'
import type { ResolvedProject } from '../../options/options.ts'
import type { DeadLetter, PutResult } from '../../store/ports.ts'
import { troubleOf } from '../../store/trouble.ts'
import type { Api } from '../api/api.ts'
import { publicProject, ResponsesReply as Replied, ResponsesEnvelope } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { bearerOf, hasBearer, whoHas } from '../middleware/staff.ts'
import { problemReply } from '../problem-reply.ts'
import { later, mayLeaveRefused, openedHere, openProject, pay, rangeOf } from '../project.ts'
import { keepCounts } from './impressions.ts'

/** `POST /v1/projects/{key}/responses`: one result for every item, after the commit. */
export function responseRoutes(api: Api, deps: Deps): void {
  api.add(
    {
      method: 'post',
      path: '/v1/projects/{key}/responses',
      summary: 'Store response revisions; a 2xx means committed to disk',
      may: 'anyone',
      asks: z.object({
        params: publicProject,
        query: z.object({ z: z.string().optional().meta({ description: 'gz: the body is gzip' }) }),
      }),
      raw: { 'text/plain': ResponsesEnvelope, 'application/json': ResponsesEnvelope },
      replies: { 200: { description: 'One result for every item', json: Replied } },
    },
    async (c) => {
      c.header('vary', 'Origin')
      const project = openProject(c, deps)
      if ('problem' in project) return refuse(c, deps, project.problem)
      const sender = hasBearer(c) ? await whoHas(bearerOf(c), deps) : NOBODY
      // A program that lost its token must hear of it: its answers would become those of customers.
      if (sender === undefined) return deps.guesses.refuse(c, 'token')
      const body = await bodyOf(c, deps.options)
      if ('problem' in body) return refuse(c, deps, body.problem)
      const envelope = readEnvelope(body.text, deps.options.limits)
      if ('problem' in envelope) {
        return refusePost(c, deps, project, body.text, envelope.problem)
      }
      const cost = pay(c, deps, project, envelope.items.length - 1)
      if (cost) return refuse(c, deps, cost)
      const range = rangeOf(c, deps)
      const isCrowd: IsCrowd = (response, survey) => deps.crowd.has(range, project.key, response, survey)
      const opened = await openedHere(c, deps, project, true)
      const modes = modesOf(sender, project.key)
      const sorted = sortItems(project, envelope, deps.options.limits, deps.clock.now(), isCrowd, opened, modes)
      if ('problem' in sorted) return refusePost(c, deps, project, body.text, sorted.problem)
      // A repeat of answers repeats its counts: they count with what is new.
      return settle(c, deps, sorted, () => (opened ? undefined : keepCounts(deps, project, envelope.report)))
    },
  )
}

async function bodyOf(c: Context, { limits }: Deps['options']): Promise<TextResult> {
  // A header would cost a browser a preflight, so ours says it in the address.
  const isGzip = c.req.query('z') === 'gz' || c.req.header('content-encoding') === 'gzip'
  if (!isGzip) return readText(c.req.raw, limits.bodyBytes)
  const body = await readBytes(c.req.raw, limits.bodyBytes)
  return textOf('problem' in body ? body : await unzip(body.bytes, limits))
}

async function settle(
  c: Context,
  deps: Deps,
  sorted: Sorted,
  onStored: () => Promise<void> | undefined,
): Promise<Response> {
  const { intake, feed, metrics, clock } = deps
  // Kept before the reply: once it says "rejected", the client does not send them again.
  const kept = await keepRefused(c, deps, sorted)
  await keepUnread(c, deps, sorted.unread)
  const put = await intake.put(sorted.put)
  if (put === 'busy' && sorted.places.length === sorted.put.length) return refuse(c, deps, busy(deps))
  const anonymous = await putAnonymous(deps, sorted.places)
  const letters = new Set(sorted.letters.map(({ place }) => place))
  const results = sorted.places.map((place, i): ItemResult => {
    if (typeof place === 'object' && 'anonymous' in place) return anonymous.get(place) ?? retryOf(place)
    if (typeof place !== 'number') return kept.has(place) || !letters.has(i) ? place : retryOf(place)
    const item = sorted.put[place]!
    if (put === 'busy') return retryOf(item)
    return resultOf(item, put[place]!, deps.options.publicUrl, sorted.leftOut.get(place))
  })
  const counts = new Map<ItemResult['status'], number>()
  for (const { status } of results) counts.set(status, (counts.get(status) ?? 0) + 1)
  for (const [status, count] of counts) metrics.add('items_total', { status }, count)
  if (counts.has('stored')) {
    feed.nudge()
    await onStored()
  }
  const again = counts.has('retry') ? retryAfterMs(deps) : undefined
  const reply: ResponsesReply = {
    results,
    now: clock.now(),
    ...(again === undefined ? {} : { retryAfterMs: again }),
  }
  if (again !== undefined) c.header('retry-after', String(Math.ceil(again / 1000)))
  return c.json(reply)
}

/** Stores what is of anonymous surveys; what could not be stored now has no result. */
async function putAnonymous(deps: Deps, places: Sorted['places']): Promise<ReadonlyMap<Place, ItemResult>> {
  const results = new Map<Place, ItemResult>()
  for (const place of places) {
    if (typeof place !== 'object' || !('anonymous' in place)) continue
    const { anonymous, id, revision, leftOut } = place
    try {
      const { status, has } = await deps.store.putAnonymous(anonymous)
      results.set(place, {
        id,
        revision,
        status,
        ...(has ? { has } : { erased: true }),
        ...(leftOut ? { leftOut } : {}),
      })
    } catch (error) {
      deps.log(`store: ${troubleOf(error)?.message ?? (error as Error).message}`)
    }
  }
  return results
}

function resultOf(
  item: { readonly id: string; readonly revision: number; readonly receiptCode?: string; readonly body: string },
  { status, has, spooled }: PutResult,
  publicUrl: string | undefined,
  leftOut: readonly string[] | undefined,
): ItemResult {
  const { id, revision } = item
  const receipt = item.receiptCode ? receiptOf(JSON.parse(item.body), publicUrl) : undefined
  return {
    id,
    revision,
    status,
    ...(spooled ? { spooled } : has ? { has } : { erased: true }),
    ...(receipt && (has || spooled) ? { receipt } : {}),
    ...(leftOut ? { leftOut } : {}),
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

/**
 * Keeps refused items for a person to see; gives the results that may say so. What finds no room is told to come later:
 * a final no for something that nobody can look at would lose it. Only what has no id is nobody's answer.
 */
async function keepRefused(c: Context, deps: Deps, { letters, places }: Sorted): Promise<ReadonlySet<ItemResult>> {
  const results = new Set<ItemResult>()
  if (letters.length === 0) return results
  const kept = mayLeaveRefused(c, deps, letters.length) ? await deadLetters(deps, letters) : letters.map(() => false)
  for (const [i, { place, class: kind }] of letters.entries()) {
    const result = places[place]
    if ((kept[i] || kind === 'post') && isResult(result)) results.add(result)
    if (!kept[i]) deps.metrics.add('refused_unkept_total')
  }
  return results
}

const isResult = (place: Place | undefined): place is ItemResult => typeof place === 'object' && 'status' in place

/** Whether an unreadable post may hold answers of an anonymous survey: such a one is kept nowhere as it came. */
const namesAnonymous = (project: ResolvedProject, text: string): boolean =>
  anonymousSurveys(project).some(({ id }) => text.includes(JSON.stringify(id)))

/** Keeps answers that could not be read. Without room for them the rest of their responses is stored all the same. */
async function keepUnread(c: Context, deps: Deps, unread: readonly DeadLetter[]): Promise<void> {
  if (unread.length === 0) return
  const kept = mayLeaveRefused(c, deps, unread.length) ? await deadLetters(deps, unread) : []
  const lost = unread.length - kept.filter(Boolean).length
  if (lost > 0) deps.metrics.add('refused_unkept_total', {}, lost)
}

async function deadLetters(deps: Deps, letters: readonly DeadLetter[]): Promise<readonly boolean[]> {
  try {
    return await deps.store.keepDeadLetters(letters, letterQuotas(deps.options.limits))
  } catch (error) {
    deps.log(`store: ${troubleOf(error)?.message ?? (error as Error).message}`)
    return letters.map(() => false)
  }
}

/** Refuses a post that cannot be read, and keeps it; without room for it, it may come later. */
async function refusePost(
  c: Context,
  deps: Deps,
  project: ResolvedProject,
  text: string,
  why: Problem,
): Promise<Response> {
  if (namesAnonymous(project, text)) return refuse(c, deps, why)
  const letter: DeadLetter = {
    project: project.key,
    hash: hash('sha256', text),
    reason: why.code,
    body: withoutNul(text),
    receivedAt: deps.clock.now(),
    class: 'post',
    ids: idsIn(text),
  }
  const [kept] = mayLeaveRefused(c, deps, 1) ? await deadLetters(deps, [letter]) : [false]
  if (kept) return refuse(c, deps, why)
  deps.metrics.add('refused_unkept_total')
  return refuse(c, deps, later(deps, 60_000))
}
