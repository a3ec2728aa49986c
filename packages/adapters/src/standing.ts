import { type FeedbackOptions, readLedger, type Standing } from '@frankly/core'
import { need, needUrl } from './shared/options.ts'

/** Options of {@link collectorStanding}. @public */
export interface CollectorStandingOptions {
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
 * The client's `standing` option, answered by Frankly's own collector: who answered on the phone is not asked again on
 * the laptop. One simple request (no preflight, no credentials) for a known subject or order; the ids stand in its
 * address, so hash an id that is an address of a person. What it gives never throws: trouble is `undefined`, and
 * the browser's own ledger decides.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function collectorStanding(options: CollectorStandingOptions): NonNullable<FeedbackOptions['standing']> {
  const { project, timeoutMs = 2000, now = Date.now } = options
  const host = needUrl('host', options.host)
  need(project, 'project', project, 'the public key of a project')
  const base = `${host}/v1/projects/${encodeURIComponent(project)}/standing?`
  return async ({ subject, order }): Promise<Standing | undefined> => {
    const who = new URLSearchParams({
      ...(order && { order: order.orderId }),
      ...(subject && { subject: subject.id }),
    }).toString()
    if (!who) return
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), timeoutMs)
    try {
      const reply = await (options.fetch ?? fetch)(`${base}${who}`, {
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
