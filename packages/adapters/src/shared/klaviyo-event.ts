import type { Delivery } from '@frankly/core'
import { agreedTo, contactOf, firstRating, flatAnswers, responseOf } from './flat-answers.ts'
import { rejected } from './outcome.ts'

/** Version of the API that this is written against. */
export const KLAVIYO_REVISION = '2026-04-15'

/** Klaviyo explains a refusal as JSON:API errors. */
export function klaviyoRefusal({
  status,
  json,
}: {
  status: number
  json: unknown
}): ReturnType<typeof rejected> | undefined {
  const error = (json as { errors?: { code?: string; detail?: string }[] } | undefined)?.errors?.[0]
  return status === 400 && error ? rejected(error.code ?? 'bad_request', error.detail ?? '') : undefined
}

/** The event of a delivery that has a response. */
export function klaviyoEvent(delivery: Delivery, metric: string | undefined, max: number): unknown {
  const response = responseOf(delivery)!
  const { email, phone } = agreedTo(delivery, 'marketing') ? contactOf(delivery) : {}
  const number = phone && internationalNumber(phone)
  const rating = firstRating(delivery)
  const named = metric ?? (response.complaint ? 'Complaint Submitted' : 'Feedback Submitted')
  const answers = Object.entries(flatAnswers(delivery, max)).slice(0, 290)
  return {
    type: 'event',
    attributes: {
      unique_id: delivery.id,
      time: new Date(delivery.occurredAt).toISOString(),
      properties: {
        // Not `value`, which Klaviyo counts as money.
        ...(rating === undefined ? {} : { rating }),
        survey_id: response.surveyId,
        touchpoint: response.touchpoint,
        ...Object.fromEntries(answers.map(([id, value]) => [`answer_${id}`, value])),
      },
      metric: { data: { type: 'metric', attributes: { name: named } } },
      profile: {
        data: {
          type: 'profile',
          attributes: {
            // A profile needs some name; without a person it is the response's own.
            ...(response.subject ? { external_id: response.subject.id } : { anonymous_id: response.id }),
            ...(email ? { email } : {}),
            ...(number ? { phone_number: number } : {}),
          },
        },
      },
    },
  }
}

/**
 * A telephone number as Klaviyo wants it (E.164: `+`, 8 to 15 digits), or nothing: with an extension, a word or a second number
 * beside it, gluing the digits together would name a stranger.
 */
function internationalNumber(phone: string): string | undefined {
  const written = phone.trim()
  if (!/^\+[\d\s().\u00a0\u2010-\u2013/-]+$/.test(written)) return undefined
  // `+44 (0)20 …`: the 0 is dialled at home only
  const digits = written.replace(/\(0\)/, '').replace(/\D/g, '')
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : undefined
}
