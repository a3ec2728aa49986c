import type { Delivery, Response } from '@frankly/core'
import type { AlsoSaid } from '@frankly/core/wire'

/** Whether the customer asked that nobody may see their name. @public */
export function nameIsForNobody({ answers }: Pick<Response, 'answers'>): boolean {
  return Object.values(answers ?? {}).some((answer) => answer.kind === 'complaint' && answer.nameVisibleTo === 'nobody')
}

/**
 * A response without what leads to the customer's name, if the customer asked for that: the reply address, the person's
 * id and traits, the order, tags and page are left out. Words, wishes, choices and the receipt code stay. Any other
 * response is given back as it is.
 * @param alsoSaid - what was said beside it: the wish may stand there
 * @public
 */
export function withoutName(response: Response, alsoSaid: readonly Pick<Response, 'answers'>[] = []): Response {
  if (![response, ...alsoSaid].some(nameIsForNobody)) return response
  const { subject: _, ...rest } = response
  const { order: _order, tags: _tags, path: _path, ...place } = response.context
  return { ...rest, answers: withoutAddress(response.answers), context: place }
}

/**
 * The same of what was said beside a response.
 * @public
 */
export function alsoSaidWithoutName<Words extends Pick<Response, 'answers'>>(
  response: Response,
  alsoSaid: readonly Words[],
): readonly Words[] {
  if (![response, ...alsoSaid].some(nameIsForNobody)) return alsoSaid
  return alsoSaid.map((words) => ({ ...words, answers: withoutAddress(words.answers) }))
}

function withoutAddress(answers: Response['answers']): Response['answers'] {
  const kept = Object.entries(answers).map(([id, answer]) => {
    if (answer.kind !== 'contact') return [id, answer] as const
    const { address: _address, ...channel } = answer
    return [id, channel] as const
  })
  return Object.fromEntries(kept)
}

/** The same of a delivery, for destinations that people read. */
export function deliveryWithoutName(delivery: Delivery): Delivery {
  if (!('response' in delivery.data) || !delivery.data.response) return delivery
  const given = delivery.data.response
  const alsoSaid: readonly AlsoSaid[] | undefined = 'alsoSaid' in delivery.data ? delivery.data.alsoSaid : undefined
  const response = withoutName(given, alsoSaid)
  const beside = alsoSaid && { alsoSaid: alsoSaidWithoutName(given, alsoSaid) }
  return { ...delivery, data: { ...delivery.data, response, ...beside } } as Delivery
}
