import type { Response as Revision, SendOutcome } from '@frankly/core'
import type { HttpReply } from './http-call.ts'
import { rejected, retry, skipped } from './outcome.ts'
import { waitOf } from './retry-after.ts'

/**
 * The collector's own problem body: known by its `type`. Only this is final. Anything else may come from a
 * proxy, firewall or captive portal on the way, and is a retry.
 */
interface OwnProblem {
  readonly code: string
  readonly detail: string
  readonly retryAfterMs?: unknown
}

const OWN = 'urn:frankly:problem:'

function ownProblem(body: unknown): OwnProblem | undefined {
  const { type, code, detail, title, retryAfterMs } = fieldsOf(body)
  if (typeof type !== 'string' || !type.startsWith(OWN) || typeof code !== 'string') return undefined
  const said = typeof detail === 'string' ? detail : typeof title === 'string' ? title : ''
  return { code, detail: said, retryAfterMs }
}

/** Any value as something to read fields of. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

/**
 * What a reply says of all items alike; `undefined`: it has a result for each.
 * @param count - how many items were sent
 */
export function wholeOutcome(reply: HttpReply, count: number, now: number): SendOutcome | undefined {
  const { status, json, cause } = reply
  if (status >= 200 && status < 300 && Array.isArray(fieldsOf(json)['results'])) return undefined
  if (cause === 'blocked') return retry(cause, undefined, 'blocked')
  const own = ownProblem(json)
  const wait = waitOf(reply, now)
  // The client writes valid JSON: a body that the collector could not read was changed on its way.
  if ((status === 400 || status === 413 || status === 422) && own && own.code !== 'body_unreadable')
    return { status: 'rejected', code: own.code, detail: own.detail, scope: 'batch' }
  if (status === 413 && !own)
    return count > 1
      ? { status: 'rejected', code: 'http_413', detail: '', scope: 'batch' }
      : retry('HTTP 413', wait, 'item')
  const isNotWelcome = status === 401 || status === 403 || status === 404 || status === 410
  return retry(cause ?? (status ? `HTTP ${status}` : undefined), wait, own && isNotWelcome ? 'paused' : 'destination')
}

/** What a reply says of one item. */
export function itemOutcome(item: Revision, reply: HttpReply, at: number): SendOutcome {
  const { id, revision, writer } = item
  const { results, now } = fieldsOf(reply.json)
  const result = (results as readonly unknown[])
    .map(fieldsOf)
    .find((found) => found['id'] === id && found['revision'] === revision)
  const clock = number(now)
  const heard = clock === undefined ? {} : { now: clock }
  const problem = ownProblem(result?.['problem'])
  switch (result?.['status']) {
    case 'stale': {
      // It is not stored: `sent` would be untrue.
      if (result['erased'] === true) return skipped('erased')
      const has = fieldsOf(result['has'])
      const theirs = number(has['revision'])
      // An older collector does not name the writer.
      if (theirs === undefined || has['writer'] === writer) return { status: 'delivered', ...heard }
      return { status: 'overtaken', revision: Math.max(theirs, revision), ...heard }
    }
    case 'stored':
    case 'duplicate': {
      const { code, url } = fieldsOf(result['receipt'])
      const receipt = typeof code === 'string' && { code, ...(typeof url === 'string' && { url }) }
      return { status: 'delivered', ...(receipt && { receipt }), ...heard }
    }
    case 'conflict': {
      const theirs = number(fieldsOf(result['has'])['revision']) ?? revision
      return { status: 'overtaken', revision: Math.max(theirs, revision), ...heard }
    }
    case 'rejected':
      if (problem) return rejected(problem.code, problem.detail)
  }
  const wait = number(problem?.retryAfterMs)
  return retry(problem?.code ?? 'no result', wait !== undefined && wait >= 0 ? wait : waitOf(reply, at), 'item')
}

/** What a reply to an erasure says. */
export function erasureOutcome(reply: HttpReply, now: number): SendOutcome {
  const { status, json } = reply
  // A captive portal answers anything with 200 and a page.
  if (status >= 200 && status < 300 && number(fieldsOf(json)['erased']) !== undefined) return { status: 'delivered' }
  const code = ownProblem(json)?.code
  // A collector without this path must not pause the sending of answers.
  if (code === 'not_found' || code === 'not_allowed_method') return rejected('erase_unsupported', `HTTP ${status}`)
  return wholeOutcome(reply, 1, now) ?? retry(`HTTP ${status}`)
}
