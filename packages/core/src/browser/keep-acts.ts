import type { DeliveryState } from '../client/delivery-state.ts'
import type { Platform } from '../platform/platform.ts'
import { restRecord } from '../queue/rest-record.ts'
import type { PassState } from '../queue/types.ts'
import { openDatabase } from './open-database.ts'
import { putAll, transact } from './transact.ts'

/**
 * [S4] Writes a pass down whose acts no code can step on yet, with the little code that comes before the first question:
 * when the page goes, or when that code does not come in time. A later page makes an answer of them and sends it.
 * Resolves to what may be told; never rejects.
 * @public
 */
export async function keepActs(
  project: string,
  pass: PassState,
  platform?: Pick<Platform, 'lifecycle' | 'keepNow'>,
): Promise<DeliveryState> {
  try {
    // [S5] nothing else is sure to be written before the page has gone
    if (platform?.lifecycle.isLeaving) platform.keepNow?.(restRecord(project, pass))
    const database = await openDatabase()
    await transact(database, 'readwrite', 'strict', (store) => putAll(store, [restRecord(project, pass)]))
    database.close()
    return { is: 'kept' }
  } catch {
    return { is: 'not_saved' }
  }
}
