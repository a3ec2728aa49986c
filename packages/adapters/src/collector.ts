import type { Delivery, ResponsesEnvelope, Response as Revision, SendOutcome, Transport } from '@frankly/core'
import { type Adapter, ALL } from './shared/capabilities.ts'
import { type HttpReply, httpCall } from './shared/http.ts'
import { need, needUrl } from './shared/options.ts'
import { waitOf } from './shared/wait.ts'

/** Options of {@link createCollectorAdapter}. @public */
export interface CollectorAdapterOptions {
  /** Address of the collector, for example `https://feedback.example.com`; a path in front of `/v1` is kept. */
  readonly host: string
  /** Public key of the project. */
  readonly project: string
  /** Milliseconds for one request, body included. Default 15 000. */
  readonly timeoutMs?: number
  /** Wall clock, epoch ms. Default `Date.now`. */
  readonly now?: () => number
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * Sends to Frankly's own collector. Responses go in batches as one simple request (`text/plain`, no further header,
 * no credentials), so that no preflight is needed and a closing page can still send. Every item of a batch has
 * its own outcome. Erasures go one by one. Deliveries that hold no response are the collector's own and are rejected.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createCollectorAdapter(options: CollectorAdapterOptions): Adapter {
  const host = needUrl('host', options.host)
  need(options.project, 'project', options.project, 'the public key of a project')
  const base = `${host}/v1/projects/${encodeURIComponent(options.project)}/`
  const now = options.now ?? Date.now

  const post = async (path: string, body: unknown, signal: AbortSignal, leaving = false): Promise<HttpReply> => {
    const refused = watchPolicy(host)
    const call = {
      url: base + path,
      headers: { 'content-type': 'text/plain;charset=utf-8' },
      body: JSON.stringify(body),
      timeoutMs: options.timeoutMs,
      fetch: options.fetch,
    }
    let reply = await httpCall({ ...call, keepalive: leaving }, signal)
    // The 64 KiB for keepalive bodies belong to all scripts of the page; spent, they look like a dead network.
    if (leaving && reply.status === 0 && reply.cause !== 'timeout' && !signal.aborted)
      reply = await httpCall(call, signal)
    return (await refused(reply)) ? { ...reply, cause: 'blocked' } : reply
  }

  const sendMany: NonNullable<Transport['sendMany']> = async (deliveries, signal, how) => {
    const items = deliveries.flatMap((delivery) => responseOf(delivery) ?? [])
    const envelope: ResponsesEnvelope = { sentAt: now(), items, ...(how?.report ? { report: how.report } : {}) }
    // Reading and parsing so many has held the page's thread long enough. Safari and Node have no such door.
    if (items.length > 1 && !how?.leaving) await globalThis.scheduler?.yield?.()
    const reply = items.length ? await post('responses', envelope, signal, how?.leaving) : undefined
    const whole = reply && wholeOutcome(reply, now())
    return Promise.all(
      deliveries.map(async (delivery): Promise<SendOutcome> => {
        const item = responseOf(delivery)
        if (item) return whole ?? itemOutcome(item, reply!, now())
        if (delivery.type !== 'subject.erased')
          return reject('unsupported_delivery', `${delivery.type} has no response`)
        const answer = await post('erasures', { sentAt: now(), ...delivery.data }, signal, how?.leaving)
        // An older collector without this path must not pause the answers' way.
        if (answer.status === 404 || answer.status === 405) return reject('erase_unsupported', `HTTP ${answer.status}`)
        return wholeOutcome(answer, now(), true) ?? { status: 'delivered' }
      }),
    )
  }

  return {
    name: 'collector',
    carries: ALL,
    reach: 'own',
    hosts: [new URL(host).hostname],
    runsOn: 'anywhere',
    hears: ['answer.saved', 'response.completed', 'subject.erased'],
    maxBatch: 50,
    maxBytes: 48 * 1024,
    sendMany,
    send: async (delivery, signal) => (await sendMany([delivery], signal))[0]!,
  }
}

function responseOf(delivery: Delivery): Revision | undefined {
  return 'response' in delivery.data ? delivery.data.response : undefined
}

function reject(code: string, detail: string): SendOutcome {
  return { status: 'rejected', code, detail, scope: 'item' }
}

/** What the reply says of all items alike; `undefined`: it has a result for each. */
function wholeOutcome(reply: HttpReply, now: number, bodyless = false): SendOutcome | undefined {
  const { status, json, cause } = reply
  if (status >= 200 && status < 300 && (bodyless || Array.isArray((json as Reply | null)?.results))) return undefined
  if (status === 400 || status === 413 || status === 422) {
    const problem = json as Problem | undefined
    return {
      status: 'rejected',
      code: problem?.code ?? `http_${status}`,
      detail: problem?.detail ?? problem?.title ?? '',
      scope: 'batch',
    }
  }
  const busy = status < 400 || status >= 500 || status === 408 || status === 425 || status === 429
  const afterMs = waitOf(reply, now)
  return {
    status: 'retry',
    scope: cause === 'blocked' ? cause : busy ? 'destination' : 'paused',
    cause: cause ?? `HTTP ${status}`,
    ...(afterMs === undefined ? {} : { afterMs }),
  }
}

/** A reply as it may come: anything may be missing. */
interface Reply {
  readonly results?: readonly (
    | (Partial<Record<'id' | 'revision' | 'status', unknown>> & {
        readonly problem?: Problem
        readonly receipt?: { readonly code: string; readonly url?: string }
      })
    | null
  )[]
  readonly now?: unknown
}
interface Problem {
  readonly code?: string
  readonly title?: string
  readonly detail?: string
  readonly retryAfterMs?: number
}

function itemOutcome({ id, revision }: Revision, reply: HttpReply, at: number): SendOutcome {
  const { results, now } = reply.json as Required<Reply>
  const result = results.find((found) => found?.id === id && found.revision === revision)
  const problem = result?.problem
  const status = result?.status
  if (status === 'stored' || status === 'duplicate' || status === 'stale') {
    return {
      status: 'delivered',
      ...(result?.receipt ? { receipt: result.receipt } : {}),
      ...(typeof now === 'number' ? { now } : {}),
    }
  }
  if (status === 'rejected' || status === 'conflict') {
    return reject(problem?.code ?? status, problem?.detail ?? problem?.title ?? '')
  }
  if (result && status !== 'retry') return reject('unknown_result', String(status))
  const afterMs = problem?.retryAfterMs ?? waitOf(reply, at)
  return {
    status: 'retry',
    scope: 'item',
    cause: problem?.code ?? 'no result',
    ...(afterMs === undefined ? {} : { afterMs }),
  }
}

/**
 * A Content-Security-Policy that forbids the host rejects the fetch like a dead network; only the page's
 * `securitypolicyviolation` event tells. It is a task of its own, so the answer waits for one turn.
 */
function watchPolicy(host: string): (reply: HttpReply) => Promise<boolean> {
  let seen = false
  const look = (event: Event): void => {
    const { blockedURI } = event as SecurityPolicyViolationEvent
    seen ||= !!blockedURI && host.startsWith(blockedURI.slice(0, host.length))
  }
  const page = globalThis.document as Document | undefined
  page?.addEventListener('securitypolicyviolation', look)
  return async (reply) => {
    if (page && reply.status === 0) await new Promise((resolve) => setTimeout(resolve))
    page?.removeEventListener('securitypolicyviolation', look)
    return seen && reply.status === 0
  }
}
