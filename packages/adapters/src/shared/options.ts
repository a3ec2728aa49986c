import { FeedbackError } from '@frankly/core'

/** Throws `option-invalid` unless `holds`: a wrong option is the developer's mistake, told at once. */
export function need(holds: unknown, path: string, found: unknown, wanted: string, hint?: string): asserts holds {
  if (!holds) throw new FeedbackError('option-invalid', { path, found, wanted, ...(hint ? { hint } : {}) })
}

/** Checks an absolute http(s) address; gives it back without a trailing slash. */
export function needUrl(path: string, value: unknown): string {
  need(typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value), path, value, 'an absolute http(s) address')
  return value.replace(/\/+$/, '')
}
