import type { Delivery } from '@frankly/core'
import { cutShort } from './cut-short.ts'
import { contactOf, firstRating, flatAnswers, responseOf } from './flat-answers.ts'
import type { StaffLocale } from './staff-words.ts'
import { ticketOf } from './ticket.ts'

/** What a column shows; `answer`: the answer to one question. @public */
export type SheetColumn =
  | 'time'
  | 'event'
  | 'survey'
  | 'touchpoint'
  | 'rating'
  | 'message'
  | 'order'
  | 'contact'
  | 'link'
  | { readonly answer: string }

/** Longest text of one cell. */
const CELL = 50_000

/** A row: id of the delivery, id of the response, then the columns; an empty cell for what is missing. */
export function rowOf(
  delivery: Delivery,
  columns: readonly SheetColumn[],
  locale: StaffLocale | undefined,
): (string | number)[] {
  const cells = columns.map((column) => cellOf(column, delivery, locale) ?? '')
  return [delivery.id, responseOf(delivery)?.id ?? '', ...cells].map((cell) =>
    typeof cell === 'string' ? cutShort(cell, CELL) : cell,
  )
}

function cellOf(column: SheetColumn, delivery: Delivery, locale: StaffLocale | undefined): string | number | undefined {
  if (typeof column === 'object') {
    const value = flatAnswers(delivery, CELL)[column.answer]
    return typeof value === 'number' ? value : value === undefined ? undefined : String(value)
  }
  const response = responseOf(delivery)
  switch (column) {
    case 'time':
      return new Date(delivery.occurredAt).toISOString()
    case 'event':
      return delivery.type
    case 'survey':
      return delivery.texts?.title ?? response?.surveyId
    case 'touchpoint':
      return response?.touchpoint
    case 'rating':
      return firstRating(delivery)
    case 'message':
      return ticketOf(delivery, { subject: 200, body: CELL, locale }).body
    case 'order':
      return response?.context.order?.orderId
    case 'contact':
      return Object.values(contactOf(delivery))[0]
    case 'link':
      return delivery.links?.case ?? delivery.links?.response
  }
}
