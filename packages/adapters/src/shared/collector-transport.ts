import type { SendOutcome, Transport } from '@frankly/core'
import type { ResponsesEnvelope } from '@frankly/core/wire'
import { erasureOutcome, itemOutcome, wholeOutcome } from './collector-reply.ts'
import { responseOf } from './flat-answers.ts'
import { type HttpReply, httpCall } from './http-call.ts'
import { rejected } from './outcome.ts'

/** Options of `createCollectorAdapter`. @public */
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
 * The way to the collector, for options that are known to be sound: what `createCollectorAdapter` checks, the tag has
 * from itself.
 * @internal
 */
export function collectorTransport(options: CollectorAdapterOptions): Transport {
  const { host } = options
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
    // All scripts of a page share 64 KiB of keepalive bodies; beyond that, `fetch` fails as if there were no network.
    if (leaving && reply.status === 0 && reply.cause !== 'timeout' && !signal.aborted)
      reply = await httpCall(call, signal)
    return (await refused(reply)) ? { ...reply, cause: 'blocked' } : reply
  }

  const sendMany: NonNullable<Transport['sendMany']> = async (deliveries, signal, how) => {
    const items = deliveries.flatMap((delivery) => responseOf(delivery) ?? [])
    const envelope: ResponsesEnvelope = { sentAt: now(), items, ...(how?.report ? { report: how.report } : {}) }
    // Reading and parsing stored answers has kept the page's thread busy: other tasks go first where `scheduler.yield` exists.
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
    maxBatch: 50,
    // The collector takes 256 KiB; the rest is for what stands around the responses.
    maxBytes: 240 * 1024,
    sendMany,
    send: async (delivery, signal) => (await sendMany([delivery], signal))[0]!,
  }
}

/**
 * A Content-Security-Policy that forbids the host rejects the fetch like a dead network; only the page's
 * `securitypolicyviolation` event tells them apart. It comes as a task of its own, so we wait for one turn of the loop.
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
