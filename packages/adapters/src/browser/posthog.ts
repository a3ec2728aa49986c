import type { Delivery } from '@frankly/core'
import type { Adapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import { fitBody, flatAnswers, responseOf } from '../shared/flat-answers.ts'
import { callOptions, type HttpOptions, JSON_TYPE } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { exchange, rejected, retry, skipped } from '../shared/outcome.ts'

/** Options of {@link createPosthogAdapter}. @public */
export interface PosthogAdapterOptions extends HttpOptions {
  /** Project API key, `phc_…`: a name, not a secret. */
  readonly apiKey: string
  /** `us` (default), `eu`, or the address of your own or proxied PostHog. */
  readonly host?: 'us' | 'eu' | (string & {})
  /** Has the visitor agreed to analytics? Asked before each sending. */
  readonly consent: () => boolean
  /** Send what customers wrote? Default `false`; addresses and numbers in it are masked. */
  readonly text?: boolean
  /** Send the shop's id of the person as `distinct_id`? Default `false`: the response's own id. */
  readonly subject?: boolean
  /** Id of a survey in PostHog for one of ours. Default: our survey id. */
  readonly surveyIds?: Readonly<Record<string, string>>
}

/**
 * Sends `survey sent` events to PostHog. A repeat has the same `uuid`, by which PostHog drops it. Makes no person
 * profile. Default event: `response.completed`.
 * @see https://posthog.com/docs/surveys/implementing-custom-surveys, https://posthog.com/docs/api/capture (read 2026-11-21)
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createPosthogAdapter(options: PosthogAdapterOptions): Adapter {
  const { apiKey, host = 'us' } = options
  need(typeof apiKey === 'string' && apiKey, 'apiKey', apiKey, 'a project API key')
  need(typeof options.consent === 'function', 'consent', options.consent, 'a function that tells if the visitor agreed')
  const base = needUrl('host', host === 'us' || host === 'eu' ? `https://${host}.i.posthog.com` : host)
  const call = callOptions(options)
  return defineAdapter({
    name: 'posthog',
    carries: { contact: false, text: options.text ?? false, order: false, subject: options.subject ?? false },
    reach: 'analytics',
    hosts: hostsOf(base),
    hears: newsOf(options.on, ['response.completed']),
    consent: options.consent,
    send: (delivery, signal) => {
      // One event may be 1 MB; half of it is plenty for answers.
      const body = fitBody(500_000, (max) => JSON.stringify(eventOf(delivery, apiKey, options.surveyIds ?? {}, max)))
      if (!responseOf(delivery)) return Promise.resolve(skipped('no_response'))
      if (!body) return Promise.resolve(rejected('too_large', 'over 500 kB without any text'))
      return exchange({ ...call, url: `${base}/i/v0/e/`, headers: JSON_TYPE, body }, signal, {
        // 200 although the project is over its quota: then nothing was kept.
        own: ({ status, json }) => {
          const limited = (json as { quota_limited?: unknown } | undefined)?.quota_limited
          if (status === 200 && Array.isArray(limited) && limited.length) return retry('quota_limited', 60_000)
          const { status: word } = (json ?? {}) as { status?: unknown }
          return status < 300 && word === 0 ? retry('a 200 that says no') : undefined
        },
      })
    },
  })
}

function eventOf(delivery: Delivery, apiKey: string, ids: Readonly<Record<string, string>>, max: number): unknown {
  const response = responseOf(delivery)
  if (!response) return undefined
  const { subject } = response
  return {
    api_key: apiKey,
    event: 'survey sent',
    // PostHog takes a UUID only; the response's id is one, and a completed response is sent once.
    uuid: response.id,
    distinct_id: subject?.id ?? response.id,
    timestamp: new Date(delivery.occurredAt).toISOString(),
    properties: {
      $process_person_profile: false,
      $lib: 'frankly',
      $survey_id: ids[response.surveyId] ?? response.surveyId,
      $survey_name: delivery.texts?.title ?? response.surveyId,
      $survey_submission_id: response.id,
      $survey_completed: response.status === 'completed',
      $survey_questions: (delivery.texts?.questions ?? []).map(({ id, text }) => ({
        id,
        question: text.slice(0, max),
      })),
      ...Object.fromEntries(
        Object.entries(flatAnswers(delivery, max)).map(([id, value]) => [`$survey_response_${id}`, value]),
      ),
      touchpoint: response.touchpoint,
      complaint: !!response.complaint,
    },
  }
}
