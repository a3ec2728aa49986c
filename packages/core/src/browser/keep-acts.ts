import type { DeliveryState } from '../client/delivery-state.ts'
import type { Platform } from '../platform/platform.ts'
import { draftRecord } from '../queue/draft-record.ts'
import type { PassState } from '../queue/types.ts'
import { openDatabase } from './open-database.ts'
import { putAll, transact } from './transact.ts'

/**
 * [CS4] Writes a pass down whose acts no code can step on yet, with the little code that comes before the first question, as
 * soon as they were done. A later page makes an answer of them and sends it.
 * Resolves to what may be told; never rejects.
 * @public
 */
export async function keepActs(
  project: string,
  pass: PassState,
  platform?: Pick<Platform, 'keepNow'>,
): Promise<DeliveryState> {
  try {
    const record = draftRecord(project, pass)
    // [CS5] nothing else is sure to be written before the page has gone, in Firefox not even if it was begun 0.1 s before
    const forget = platform?.keepNow?.(record)
    const database = await openDatabase()
    await transact(database, 'readwrite', 'strict', (store) => putAll(store, [record]))
    database.close()
    forget?.()
    return { is: 'kept' }
  } catch {
    return { is: 'not_saved' }
  }
}
