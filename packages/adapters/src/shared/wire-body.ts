import type { Delivery } from '@frankly/core'

/**
 * The delivery as outsiders get it: the envelope that Standard Webhooks recommends (`type`, `timestamp`, `data`) with
 * our id and words beside it. Without the attempt, so that every attempt has the same bytes.
 */
export function wireBody(delivery: Delivery): Record<string, unknown> {
  const { id, type, project, occurredAt, data, texts, links } = delivery
  return {
    id,
    type,
    timestamp: new Date(occurredAt).toISOString(),
    project,
    data,
    ...(texts ? { texts } : {}),
    ...(links ? { links } : {}),
  }
}

/**
 * JSON that every receiver can keep: halves of surrogate pairs become U+FFFD and NUL goes. Both are legal in
 * JSON, but stores such as PostgreSQL's `jsonb` refuse them, so that such an answer would be tried for ever.
 */
export function toJson(value: unknown): string {
  // Pairs are written as they are: an escape in this range is always a lone half.
  return JSON.stringify(value).replace(/(\\\\)|\\u0000|\\ud[89a-f]../g, (found, backslash?: string) => {
    return backslash ?? (found === '\\u0000' ? '' : '\ufffd')
  })
}
