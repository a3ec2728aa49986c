import { FeedbackError } from '@frankly/core'

/** Throws `option-invalid` unless `holds`: a wrong option is the developer's mistake, told at once. */
export function need(holds: unknown, path: string, found: unknown, wanted: string, hint?: string): asserts holds {
  if (!holds) throw new FeedbackError('option-invalid', { path, found, wanted, ...(hint ? { hint } : {}) })
}

/** Checks an absolute http(s) address; gives it back without a trailing slash. */
export function needUrl(path: string, value: unknown): string {
  const isAddress = typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value) && hostsOf(value).length > 0
  need(isAddress, path, value, 'an absolute http(s) address')
  return value.replace(/\/+$/, '')
}

/** Checks a token that goes into a header; the message does not show it. */
export function needToken(path: string, value: unknown, wanted: string): void {
  need(/^[\x21-\x7e]{8,}$/.test(String(value)), path, '(secret)', wanted)
}

/** The address of an account: `shop` stands for `https://shop.<domain>`, a whole address for itself. */
export function needAccountUrl(path: string, value: unknown, domain: string): string {
  return needUrl(path, /^[a-z0-9][a-z0-9-]*$/i.test(String(value)) ? `https://${value}.${domain}` : value)
}

/** The host of an address of any scheme as the list that an adapter declares; empty when there is none. */
export function hostsOf(url: string | undefined): readonly string[] {
  try {
    return url ? [new URL(url).hostname] : []
  } catch {
    return []
  }
}
