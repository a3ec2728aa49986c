import type { Delivery } from '@frankly/core'
import { type Markup, WRITERS, type Writer } from './escape.ts'
import { cutText, lengthOf, type Unit } from './limits.ts'
import { type Message, type MessageLine, messageOf } from './message.ts'
import type { StaffLocale } from './staff-words.ts'

/** How to render. @public */
export interface RenderOptions {
  /** What the destination reads. */
  readonly markup: Markup
  /** Longest text that the destination takes, markup included. */
  readonly limit: number
  /** How the destination counts. Default `utf16`. */
  readonly unit?: Unit
  /** Default `en`. */
  readonly locale?: StaffLocale | undefined
  /** Leave the title or the link out, where the destination has fields of its own for them. */
  readonly without?: readonly ('title' | 'link')[]
}

/**
 * Renders a delivery in a destination's markup, never longer than its limit. What is too long is cut before it is
 * escaped, so that no escape, tag or character is torn: first the customer's long texts, then whole lines from the
 * end; title and link stay as long as they fit at all.
 * @public
 */
export function renderText(delivery: Delivery, options: RenderOptions): string {
  return renderMessage(messageOf(delivery, options.locale), options)
}

/** The same for a destination that writes texts in a way of its own. */
export type WriteOptions = Omit<RenderOptions, 'markup'> & { readonly markup: Markup | Writer }

/** The same from a ready message. */
export function renderMessage(message: Message, options: WriteOptions): string {
  const { limit, unit = 'utf16' } = options
  const { markup } = options
  const writer = typeof markup === 'string' ? WRITERS[markup] : markup
  const fits = (text: string): boolean => lengthOf(text, unit) <= limit
  const write = (lines: readonly MessageLine[], share: number): string =>
    compose(message, lines, share, writer, options)

  const longest = Math.max(0, ...message.lines.map((line) => line.text.length))
  const whole = write(message.lines, longest)
  if (fits(whole)) return whole
  for (let count = message.lines.length; count > 0; count--) {
    const lines = message.lines.slice(0, count)
    if (!fits(write(lines, LEAST))) continue
    // The largest share for each text that still fits: the length grows with it.
    let [low, high] = [LEAST, Math.max(LEAST, Math.min(longest, limit))]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (fits(write(lines, middle))) low = middle
      else high = middle - 1
    }
    return write(lines, low)
  }
  const bare = write([], 0)
  return fits(bare) ? bare : shorten(message.title, limit, unit, writer)
}

/** Fewer characters of a quote than this are no use to a reader. */
const LEAST = 40

function compose(
  message: Message,
  lines: readonly MessageLine[],
  share: number,
  writer: Writer,
  options: WriteOptions,
): string {
  const without = options.without ?? []
  const cut = lines.length < message.lines.length || lines.some((line) => line.text.length > share)
  const title = writer.bold(writer.text(cutText(message.title, Math.max(share, 120))))
  const parts = [
    without.includes('title') ? '' : title,
    ...lines.map((line) => writeLine(line, share, writer)),
    cut ? writer.text(message.cutNote) : '',
    message.link && !without.includes('link') ? writer.link(writer.text(message.link.label), message.link.url) : '',
  ]
  return parts.filter(Boolean).join('\n')
}

function writeLine(line: MessageLine, share: number, writer: Writer): string {
  const text = writer.text(cutText(line.text, share))
  const shown = line.quote ? writer.quote(text) : text
  if (!line.label) return shown
  const label = writer.bold(writer.text(cutText(line.label, Math.max(share, 120))))
  if (line.quote) return `${label}\n${shown}`
  return /[?!:.…]$/.test(line.label) ? `${label} ${shown}` : `${label}: ${shown}`
}

/** The longest beginning of a text that fits when escaped. */
function shorten(raw: string, limit: number, unit: Unit, writer: Writer): string {
  for (let max = Math.min(raw.length, limit); max > 0; max = Math.floor(max * 0.9)) {
    const text = writer.text(cutText(raw, max))
    if (lengthOf(text, unit) <= limit) return text
  }
  return ''
}
