import type { Delivery } from '@frankly/core'
import type { Adapter } from '../shared/capabilities.ts'
import { hostsOf, need } from '../shared/check-options.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import { contactOf, plainText, responseOf } from '../shared/flat-answers.ts'
import type { HttpReply } from '../shared/http-call.ts'
import { callOptions, type HttpOptions } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { exchange } from '../shared/outcome.ts'

/** Options of {@link createSentryFeedbackAdapter}. @public */
export interface SentryFeedbackAdapterOptions extends HttpOptions {
  /** `https://<public key>@<host>/<project>`: a name, not a secret. */
  readonly dsn: string
  /** Send the reply address? Default `false`. */
  readonly contact?: boolean
  /** Environment shown in Sentry. */
  readonly environment?: string
}

/**
 * Sends user feedback to Sentry as an envelope, in a simple request. A repeat has the same event id.
 * Default event: `response.completed`.
 * @see https://develop.sentry.dev/sdk/data-model/envelope-items/#user-feedback (read 2026-11-21): message of at most 4096 characters
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createSentryFeedbackAdapter(options: SentryFeedbackAdapterOptions): Adapter {
  const dsn = /^(https?):\/\/([\w-]+)@([\w.:-]+)((?:\/[\w-]+)*)\/(\d+)$/.exec(String(options.dsn))
  need(dsn, 'dsn', options.dsn, '`https://<public key>@<host>/<project>`')
  const [, scheme, key, host, path, project] = dsn
  const query = `sentry_version=7&sentry_key=${key}&sentry_client=frankly%2F1`
  const url = `${scheme}://${host}${path}/api/${project}/envelope/?${query}`
  const call = callOptions(options)
  return defineAdapter({
    name: 'sentry-feedback',
    carries: { contact: options.contact ?? false, text: true, order: false, subject: false },
    reach: 'service',
    hosts: hostsOf(url),
    hears: newsOf(options.on, ['response.completed']),
    send: async (delivery, signal) => {
      const body = envelopeOf(delivery, options)
      return await exchange({ ...call, url, headers: { 'content-type': 'text/plain;charset=utf-8' }, body }, signal, {
        floor: floorOf,
      })
    },
  })
}

function envelopeOf(delivery: Delivery, { environment }: SentryFeedbackAdapterOptions): string {
  const id = hexOf(delivery.id)
  // Sentry takes the difference to its own clock for an error of ours, and shifts `timestamp` by it.
  const at = new Date().toISOString()
  const { email } = contactOf(delivery)
  const response = responseOf(delivery)
  const event = {
    event_id: id,
    type: 'feedback',
    timestamp: delivery.occurredAt / 1000,
    platform: 'javascript',
    level: 'info',
    ...(environment ? { environment } : {}),
    contexts: {
      feedback: {
        message: plainText(delivery, 4096),
        source: 'frankly',
        ...(email ? { contact_email: email } : {}),
      },
    },
    tags: {
      ...(response ? { survey: response.surveyId, touchpoint: response.touchpoint } : {}),
      ...(response?.complaint ? { severity: response.complaint.severity } : {}),
    },
  }
  return [{ event_id: id, sent_at: at }, { type: 'feedback' }, event].map((line) => JSON.stringify(line)).join('\n')
}

/**
 * 32 hex digits that are the same for the same delivery: four FNV-1a hashes. Not WebCrypto, which pages without TLS
 * do not have; nothing here is a secret.
 */
function hexOf(id: string): string {
  return [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
    .map((seed) => {
      let hash = seed
      for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
      return (hash >>> 0).toString(16).padStart(8, '0')
    })
    .join('')
}

/** `X-Sentry-Rate-Limits: 60:feedback;error:org, 2700::key`: the longest that concerns feedback or everything. */
function floorOf(reply: HttpReply): number | undefined {
  const limits = (reply.header('x-sentry-rate-limits') ?? '').split(',').flatMap((limit) => {
    const [seconds, categories] = limit.trim().split(':')
    const concerns = !categories || categories.split(';').includes('feedback')
    return concerns && /^\d+$/.test(seconds ?? '') ? Number(seconds) * 1000 : []
  })
  return limits.length ? Math.max(...limits) : undefined
}
