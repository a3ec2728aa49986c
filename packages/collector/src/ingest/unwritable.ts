import { hash } from 'node:crypto'
import { type Limits, letterQuotas } from '../options/limits.ts'
import type { DeadLetter, PutItem, Store } from '../store/ports.ts'

/**
 * Keeps answers that the store refused after their senders were told that they are here, for a person to see.
 * @throws Error when there is no room: they stay where they are
 */
export async function keepUnwritable(
  store: Pick<Store, 'keepDeadLetters'>,
  items: readonly PutItem[],
  limits: Limits,
): Promise<void> {
  const letters = items.map(
    ({ project, id, continues, body, receivedAt }): DeadLetter => ({
      project,
      hash: hash('sha256', body),
      reason: 'store_refused',
      body,
      receivedAt,
      class: 'item',
      ids: continues ? [id, continues] : [id],
    }),
  )
  const kept = await store.keepDeadLetters(letters, letterQuotas(limits))
  if (kept.includes(false)) throw new Error('answers that the store refuses find no room among the dead letters')
}
