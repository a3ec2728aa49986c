import type { Delivery } from '@frankly/core'
import { messageOf } from './message.ts'
import { renderMessage } from './render-text.ts'
import type { StaffLocale } from './staff-words.ts'

/** Title and Markdown body of an issue in a tracker. */
export interface Issue {
  readonly title: string
  readonly body: string
}

/**
 * Makes an issue of a delivery. Each sign that means something in CommonMark has a backslash, so that no mention, link or heading of a customer's comes to life. Empty lines between the lines, since in CommonMark a
 * line after a quote would belong to it.
 * @param limit - longest body, UTF-16 units
 */
export function issueOf(delivery: Delivery, limit: number, locale?: StaffLocale): Issue {
  const message = messageOf(delivery, locale)
  const title = renderMessage({ ...message, lines: [] }, { markup: 'plain', limit: 250, without: ['link'] })
  const room = Math.floor(limit / 2)
  const body = renderMessage(message, { markup: 'commonmark', limit: room, without: ['title'], locale })
  return { title, body: body.replace(/\n(?!> )/g, '\n\n') || title }
}
