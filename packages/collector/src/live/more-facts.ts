import type { StaffLocale } from '@frankly/adapters'
import type { OrderContext, Response } from '@frankly/core'
import type { StoredResponse } from '../store/ports.ts'
import { deviceWords, proofWords, purposeWords, touchpointWords } from '../words/context-words.ts'
import { moreTexts } from './texts.ts'

/** Something that a response says beside an answer's own words, in words. */
export interface Fact {
  readonly label: string
  readonly text: string
}

/**
 * Everything that a response says beside its answers, in words, for the folded part of its card.
 * @param words - version of the survey whose words stand beside the answers
 */
export function moreFacts(
  row: StoredResponse,
  response: Response,
  words: number | undefined,
  reader: StaffLocale,
): readonly Fact[] {
  const t = moreTexts[reader]
  const { context, subject, consents, timings, variables = {} } = response
  const { order } = context
  const facts: (readonly [label: string, text: string | undefined])[] = [
    [t.touchpoint, touchpointWords(response.touchpoint, reader)],
    [t.orderProof, order && row.orderProof && proofWords(row.orderProof, reader)],
    [t.items, order?.items?.map(itemText).join('; ')],
    [t.coupon, order?.coupon],
    [t.firstOrder, order?.firstOrder === undefined ? undefined : order.firstOrder ? t.yes : t.no],
    [t.deliveryMethod, order?.deliveryMethod],
    [t.person, subject?.id],
    [t.personProof, subject && row.subjectProof && proofWords(row.subjectProof, reader)],
    ...Object.entries(subject?.traits ?? {}).map(([name, value]) => [`${t.person}: ${name}`, String(value)] as const),
    ...consents.map(
      ({ purpose, granted, textVersion, at }) =>
        [
          `${t.consent} ${purposeWords(purpose, reader)}`,
          `${granted ? t.yes : t.no}, ${moment(at, reader)}, ${t.text} ${textVersion}`,
        ] as const,
    ),
    ...Object.entries(context.tags ?? {}).map(([name, value]) => [`${t.tag}: ${name}`, value] as const),
    ...Object.entries(variables).map(([name, value]) => [`${t.variable}: ${name}`, String(value)] as const),
    [t.page, context.path],
    [t.device, context.device && deviceWords(context.device, reader)],
    [t.clock, context.utcOffsetMinutes === undefined ? undefined : offset(context.utcOffsetMinutes)],
    [t.language, languageName(response.locale, reader)],
    [t.began, moment(timings.startedAt, reader)],
    [t.times, timesText(response, reader)],
    [t.took, seconds((timings.completedAt ?? timings.updatedAt) - timings.startedAt, reader)],
    [t.occurred, moment(row.occurredAt, reader)],
    [t.arrived, moment(row.firstReceivedAt, reader)],
    [t.drawn, response.drawn && t.yes],
    [t.version, String(row.surveyVersion)],
    // [SV4] Said, never passed off as what was asked.
    [t.words, words === undefined || words === row.surveyVersion ? undefined : t.wordsOf(words)],
    [t.revision, String(row.revision)],
    [t.id, row.id],
  ]
  return facts.flatMap(([label, text]) => (text ? [{ label, text }] : []))
}

/** Number and sum of an order, in one line. */
export function orderText({ orderId, value, currency }: OrderContext, reader: StaffLocale): string {
  // A number that has outlived its time is empty.
  return [orderId, value !== undefined && sum(value, currency, reader)].filter(Boolean).join(' · ')
}

function sum(value: number, currency: string | undefined, reader: StaffLocale): string {
  if (currency === undefined) return new Intl.NumberFormat(reader).format(value)
  return new Intl.NumberFormat(reader, { style: 'currency', currency }).format(value)
}

function itemText({ name, quantity, price, category, id }: NonNullable<OrderContext['items']>[number]): string {
  const amount = [quantity, price].filter((part) => part !== undefined).join(' × ')
  return [`${name}${id ? ` (${id})` : ''}`, amount, category].filter(Boolean).join(', ')
}

/** How long each question was before the customer, in the order in which they were answered. */
function timesText({ timings }: Response, reader: StaffLocale): string | undefined {
  const parts = Object.values(timings.questionMs ?? {}).map((ms) => seconds(ms, reader))
  return parts.filter(Boolean).join(', ') || undefined
}

/** A moment as a person reads it, in UTC: the server does not know the reader's time zone. */
export function moment(at: number, reader: StaffLocale): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return ''
  return `${date.toLocaleString(reader, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })} UTC`
}

/** `Intl` may refuse a language tag that our schema takes. */
function languageName(tag: string, reader: StaffLocale): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function offset(minutes: number): string {
  const size = Math.abs(minutes)
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`
}

function seconds(ms: number, reader: StaffLocale): string | undefined {
  if (!(ms >= 0)) return undefined
  return new Intl.NumberFormat(reader, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(ms / 1000)
}
