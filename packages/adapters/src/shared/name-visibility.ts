import type { Delivery, Response } from '@frankly/core'

/** Whether the customer asked that nobody may see their name. @public */
export function nameIsForNobody({ answers }: Pick<Response, 'answers'>): boolean {
  return Object.values(answers ?? {}).some((answer) => answer.kind === 'complaint' && answer.nameVisibleTo === 'nobody')
}

/**
 * A response without what leads to the customer's name, if the customer asked for that: the reply address, the person's
 * id and traits, the order, tags and page are left out. Words, wishes, choices and the receipt code stay. Any other
 * response is given back as it is.
 * @public
 */
export function withoutName(response: Response): Response {
  if (!nameIsForNobody(response)) return response
  const { subject: _, ...rest } = response
  const { order: _order, tags: _tags, path: _path, ...place } = response.context
  const answers = Object.entries(response.answers).map(([id, answer]) => {
    if (answer.kind !== 'contact') return [id, answer] as const
    const { address: _address, ...channel } = answer
    return [id, channel] as const
  })
  return { ...rest, answers: Object.fromEntries(answers), context: place }
}

/** The same of a delivery, for destinations that people read. */
export function deliveryWithoutName(delivery: Delivery): Delivery {
  if (!('response' in delivery.data) || !delivery.data.response) return delivery
  const response = withoutName(delivery.data.response)
  return { ...delivery, data: { ...delivery.data, response } } as Delivery
}
