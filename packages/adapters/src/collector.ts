import type { Delivery, ResponsesEnvelope, Response as Revision, SendOutcome, Transport } from '@frankly/core'
import { type Adapter, ALL } from './shared/capabilities.ts'
import { erasureOutcome, itemOutcome, wholeOutcome } from './shared/collector-reply.ts'
import { type HttpReply, httpCall } from './shared/http.ts'
import { need, needUrl } from './shared/options.ts'
import { rejected } from './shared/outcome.ts'

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
 * its own outcome; only the collector's own words are final, a reply of anything in between means later. Erasures go one by one. Deliveries that hold no response are the collector's own and are rejected.
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
    const whole = reply && wholeOutcome(reply, items.length, now())
    return Promise.all(
      deliveries.map(async (delivery): Promise<SendOutcome> => {
        const item = responseOf(delivery)
        if (item) return whole ?? itemOutcome(item, reply!, now())
        if (delivery.type !== 'subject.erased')
          return rejected('unsupported_delivery', `${delivery.type} has no response`)
        const body = { sentAt: now(), ...delivery.data }
        return erasureOutcome(await post('erasures', body, signal, how?.leaving), now())
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
    // The collector takes 256 KiB; the rest is for what stands around the responses.
    maxBytes: 240 * 1024,
    sendMany,
    send: async (delivery, signal) => (await sendMany([delivery], signal))[0]!,
  }
}

function responseOf(delivery: Delivery): Revision | undefined {
  return 'response' in delivery.data ? delivery.data.response : undefined
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
