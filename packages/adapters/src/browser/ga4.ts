import type { Delivery } from '@frankly/core'
import { type Adapter, NUMBERS } from '../shared/capabilities.ts'
import { need } from '../shared/check-options.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import type { HttpOptions } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { skipped } from '../shared/outcome.ts'
import { pageSender } from '../shared/page-global.ts'

/** Options of {@link createGa4Adapter}. @public */
export interface Ga4AdapterOptions extends Pick<HttpOptions, 'on'> {
  /** `gtag` (default) calls `window.gtag`; `dataLayer` pushes an event for Google Tag Manager. */
  readonly via?: 'gtag' | 'dataLayer'
  /** Name of the array. Default `dataLayer`. */
  readonly dataLayer?: string
  /** Default `feedback_submitted`. */
  readonly event?: string
  /** Has the visitor agreed? Default: left to the page's own consent mode. */
  readonly consent?: () => boolean
}

/**
 * Tells Google Analytics 4 that feedback was given: survey, touchpoint, ratings and neutral scales, whether it was a complaint; never words,
 * never who. Sends nothing by itself: the page's own tag does. Default event: `response.completed`.
 * @see https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations (read 2026-11-21):
 * 25 parameters, names of 40, values of 100 characters
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createGa4Adapter(options: Ga4AdapterOptions = {}): Adapter {
  const { via = 'gtag', event = 'feedback_submitted', dataLayer = 'dataLayer' } = options
  need(via === 'gtag' || via === 'dataLayer', 'via', via, '`gtag` or `dataLayer`')
  need(/^[a-z]\w{0,39}$/i.test(event), 'event', event, 'a letter, then at most 39 letters, digits, _')
  const push = pageSender(via === 'gtag' ? 'gtag' : dataLayer)
  // A tag manager keeps a key until another push sets it: the next answer would be a complaint too.
  const unset: Record<string, undefined> = { complaint: undefined, rating: undefined }
  return defineAdapter({
    name: 'ga4',
    carries: NUMBERS,
    reach: 'analytics',
    hosts: ['google-analytics.com'],
    runsOn: 'browser',
    hears: newsOf(options.on, ['response.completed']),
    consent: options.consent,
    send: async (delivery) => {
      const params = paramsOf(delivery)
      if (!params) return skipped('no_response')
      return push(delivery.id, (global) => {
        if (via === 'gtag') (global as (...call: unknown[]) => void)('event', event, params)
        else (global as unknown[]).push({ event, ...unset, ...params })
        for (const key of Object.keys(params)) unset[key] = undefined
      })
    },
  })
}

function paramsOf(delivery: Delivery): Record<string, string | number> | undefined {
  if (!('response' in delivery.data) || !delivery.data.response) return undefined
  const { surveyId, touchpoint, answers, complaint } = delivery.data.response
  const params: Record<string, string | number> = {
    survey_id: surveyId.slice(0, 100),
    touchpoint: touchpoint.slice(0, 100),
  }
  if (complaint) params['complaint'] = complaint.severity
  for (const [id, value] of Object.entries(answers)) {
    if ((value.kind !== 'rating' && value.kind !== 'scale') || typeof value.value !== 'number') continue
    // a neutral scale is no score
    if (value.kind === 'rating') params['rating'] ??= value.value
    if (Object.keys(params).length >= 25) continue
    const name = `${value.kind}_${id.replace(/\W/g, '_')}`.slice(0, 40)
    // Two ids may look the same with only GA4's signs, or after 40 of them.
    let free = name
    for (let n = 2; free in params; n++) free = `${name.slice(0, 37)}_${n}`
    params[free] = value.value
  }
  return params
}
