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
