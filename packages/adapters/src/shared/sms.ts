import type { Delivery } from '@frankly/core'
import { messageOf } from './message.ts'
import { renderMessage } from './render-text.ts'
import type { StaffLocale } from './staff-words.ts'

/** GSM 03.38 7-bit default alphabet, without the escape; each counts one. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Its extension; each counts two. */
const GSM_TWICE = '\f^{}\\[~]|€'

/** What says the same in the small alphabet. One such sign makes a message of two parts five. */
const PLAIN: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‹': "'",
  '›': "'",
  '′': "'",
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '·': '.',
  '×': 'x',
  '\u00a0': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u200a': ' ',
  '\u200b': '',
  '\u202f': ' ',
}

/** Whether a phone network carries the text in its 7-bit alphabet. */
function isGsm(text: string): boolean {
  return [...text].every((char) => GSM.includes(char) || GSM_TWICE.includes(char))
}

/**
 * The same text as it costs least: with plain quotes, dashes and spaces where these are all that keeps it from the 7-bit
 * alphabet. A text in another script stays as it is, since there they cost nothing.
 */
export function smsText(text: string): string {
  const plain = [...text.normalize('NFC')].map((char) => PLAIN[char] ?? char).join('')
  return isGsm(plain) ? plain : text
}

/**
 * How many parts an operator sends and charges: 160 septets or 153 each in the 7-bit alphabet, else 70 UTF-16 units or
 * 67 each, no character torn.
 * @see 3GPP TS 23.038 6.2.1 (alphabet), TS 23.040 9.2.3.24.1 (parts)
 */
export function smsParts(text: string): number {
  const gsm = isGsm(text)
  const sizes = [...text].map((char) => (gsm ? (GSM_TWICE.includes(char) ? 2 : 1) : char.length))
  const [one, each] = gsm ? [160, 153] : [70, 67]
  if (sizes.reduce((sum, size) => sum + size, 0) <= one) return 1
  let parts = 1
  let filled = 0
  for (const size of sizes) {
    if (filled + size > each) {
      parts += 1
      filled = 0
    }
    filled += size
  }
  return parts
}

/** A delivery as a short message, never longer than the limit as it is sent. */
export function renderSms(delivery: Delivery, limit: number, locale: StaffLocale | undefined): string {
  const message = messageOf(delivery, locale)
  for (let room = limit; ; room -= Math.max(1, Math.ceil(room / 20))) {
    const text = smsText(renderMessage(message, { markup: 'plain', limit: room }))
    if (text.length <= limit || room <= 1) return text
  }
}
