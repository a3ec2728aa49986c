import type { ClientOptions, ContactHistory } from '@frankly/core'
import { readLedger } from '@frankly/core/targeting'
import { need, needUrl } from './shared/check-options.ts'

/** Options of {@link collectorContactHistory}. @public */
export interface CollectorContactHistoryOptions {
  /** Address of the collector, for example `https://feedback.example.com`; a path in front of `/v1` is kept. */
  readonly host: string
  /** Public key of the project. */
  readonly project: string
  /** Milliseconds for one request, body included. Default 2000; the client itself waits for at most 1500. */
  readonly timeoutMs?: number
  /** Wall clock, epoch ms. Default `Date.now`. */
  readonly now?: () => number
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * The client's `contactHistory` option, answered by Frankly's own collector: who answered on the phone is not asked again on
 * the laptop. One simple request (no preflight, no credentials) for a subject or order that the shop's server signed
 * (`signSubject`, `signOrder` of `@frankly/core/node`); the ids stand in its body, never in an address. Without a
 * signature nobody is asked, and the browser's own ledger decides, as it does after trouble: it never throws.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function collectorContactHistory(
  options: CollectorContactHistoryOptions,
): NonNullable<ClientOptions['contactHistory']> {
  const { project, timeoutMs = 2000, now = Date.now } = options
  const host = needUrl('host', options.host)
  need(project, 'project', project, 'the public key of a project')
  const url = `${host}/v1/projects/${encodeURIComponent(project)}/standing`
  return async ({ subject, order }): Promise<ContactHistory | undefined> => {
    if (!subject?.signature && !order?.signature) return
    const body = JSON.stringify({
      ...(order?.signature && { order: { id: order.orderId, signature: order.signature } }),
      ...(subject?.signature && { subject: { id: subject.id, signature: subject.signature } }),
    })
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), timeoutMs)
    try {
      const reply = await (options.fetch ?? fetch)(url, {
        method: 'POST',
        // a text is a simple request
        body,
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: stop.signal,
      })
      if (!reply.ok) return
      const { ledger } = (await reply.json()) as { readonly ledger?: unknown }
      return { ledger: readLedger(JSON.stringify(ledger), now()) }
    } catch {
      return
    } finally {
      clearTimeout(timer)
    }
  }
}
