import type { Delivery } from '@frankly/core'
import { DELIVERY_TYPES, type DeliveryType } from '@frankly/core/wire'
import { need } from './check-options.ts'

/**
 * What a destination can be told to take: the name of an event, or `bad-news`, which is every answer in the urgent lane:
 * a complaint, or a score in the lowest part of its scale. Who makes the delivery decides its lane; adapters only read it.
 * @public
 */
export type News = DeliveryType | 'bad-news'

/** What chats and mail tell people by default. */
export const FOR_CHATS: readonly News[] = ['bad-news', 'case.opened', 'praise.created']
/** What desks, CRMs and SMS get by default. */
export const FOR_DESKS: readonly News[] = ['bad-news', 'case.opened']
/** What trackers get by default: who reads them may be anybody, so answers go there only when told to. */
export const FOR_TRACKERS: readonly News[] = ['case.opened']

/** Whether one of `news` names this delivery. @public */
export function heardBy(news: readonly News[], { type, lane }: Pick<Delivery, 'type' | 'lane'>): boolean {
  if (news.includes(type)) return true
  return news.includes('bad-news') && lane === 'urgent' && (type === 'response.completed' || type === 'answer.saved')
}

/** Checks the option `on` and fills in its default. */
export function newsOf(on: readonly News[] | undefined, otherwise: readonly News[] = DELIVERY_TYPES): readonly News[] {
  if (on === undefined) return otherwise
  const known: readonly string[] = [...DELIVERY_TYPES, 'bad-news']
  need(
    Array.isArray(on) && on.length,
    'on',
    on,
    'a list of events',
    'without any it hears nothing; leave `on` out for the default',
  )
  for (const [i, name] of on.entries()) need(known.includes(name), `on[${i}]`, name, `one of ${known.join(', ')}`)
  return on
}
