import { type Adapter, NUMBERS } from '../shared/capabilities.ts'
import { need } from '../shared/check-options.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import type { HttpOptions } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { skipped } from '../shared/outcome.ts'
import { pageSender } from '../shared/page-global.ts'

/** Options of {@link createYandexMetricaAdapter}. @public */
export interface YandexMetricaAdapterOptions extends Pick<HttpOptions, 'on'> {
  /** Number of the counter. */
  readonly counter: number
  /** Goal for an answer. Default `feedback_submitted`. */
  readonly goal?: string
  /** Goal for a complaint. Default `feedback_complaint`. */
  readonly complaintGoal?: string
  /** Has the visitor agreed? Default: left to the page. */
  readonly consent?: () => boolean
}

/**
 * Reaches a goal of Yandex Metrica: survey, touchpoint, ratings and neutral scales; never words, never who. Sends nothing by itself: the
 * page's own counter does. Default event: `response.completed`.
 * @see https://yandex.com/support/metrica/objects/reachgoal.html (read 2026-11-21)
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createYandexMetricaAdapter(options: YandexMetricaAdapterOptions): Adapter {
  const { counter, goal = 'feedback_submitted', complaintGoal = 'feedback_complaint' } = options
  need(Number.isInteger(counter) && counter > 0, 'counter', counter, 'the number of a counter')
  need(goal, 'goal', goal, 'the identifier of a goal')
  const push = pageSender('ym')
  return defineAdapter({
    name: 'yandex-metrica',
    carries: NUMBERS,
    reach: 'analytics',
    hosts: ['mc.yandex.ru'],
    runsOn: 'browser',
    hears: newsOf(options.on, ['response.completed']),
    consent: options.consent,
    send: async (delivery) => {
      if (!('response' in delivery.data) || !delivery.data.response) return skipped('no_response')
      const { surveyId, touchpoint, answers, complaint } = delivery.data.response
      const numbersOf = (kind: 'rating' | 'scale'): readonly (readonly [string, number])[] =>
        Object.entries(answers).flatMap(([id, value]) =>
          value.kind === kind && typeof value.value === 'number' ? [[id, value.value] as const] : [],
        )
      const ratings = numbersOf('rating')
      const scales = numbersOf('scale')
      const feedback = {
        survey: surveyId,
        touchpoint,
        ...(ratings.length ? { ratings: Object.fromEntries(ratings) } : {}),
        ...(scales.length ? { scales: Object.fromEntries(scales) } : {}),
      }
      return push(delivery.id, (ym) => {
        ;(ym as (...call: unknown[]) => void)(counter, 'reachGoal', complaint ? complaintGoal : goal, { feedback })
      })
    },
  })
}
