import type { Delivery } from '@frankly/core'
import { responseOf } from './flat-answers.ts'
import type { Unit } from './limits.ts'
import { messageOf, type Reader } from './message.ts'
import { renderMessage } from './render-text.ts'
import type { StaffLocale } from './staff-words.ts'

/** Subject and body of a ticket, in plain text. */
export interface Ticket {
  readonly subject: string
  readonly body: string
}

/** Limits of a desk. */
export interface TicketLimits {
  readonly subject: number
  readonly body: number
  /** How it counts the body. Default `utf16`. */
  readonly unit?: Unit
  readonly locale?: StaffLocale | undefined
  /** Who may read the subject. Default `staff`. */
  readonly subjectFor?: Reader
  /** Who may read the body. Default `staff`. */
  readonly bodyFor?: Reader
}

/** Makes a ticket of a delivery; a body with nothing to say repeats the subject, since desks want one. */
export function ticketOf(delivery: Delivery, limits: TicketLimits): Ticket {
  const plain = { markup: 'plain' as const }
  const title = messageOf(delivery, limits.locale, limits.subjectFor)
  const message = messageOf(delivery, limits.locale, limits.bodyFor)
  const subject = renderMessage({ ...title, lines: [] }, { ...plain, limit: limits.subject, without: ['link'] })
  const { unit = 'utf16' } = limits
  const body = renderMessage(message, { ...plain, limit: limits.body, unit, without: ['title'] })
  return { subject, body: body || subject }
}

/** How bad it is: `none` for praise and plain answers. */
export function gravityOf(delivery: Delivery): 'critical' | 'high' | 'normal' | 'none' {
  if ('case' in delivery.data) return delivery.data.case.severity
  return responseOf(delivery)?.complaint?.severity ?? 'none'
}
