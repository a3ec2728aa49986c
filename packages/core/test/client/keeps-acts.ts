import type { DeliveryState } from '../../src/client/delivery-state.ts'
import type { Journal } from '../../src/platform/platform.ts'
import { draftRecord } from '../../src/queue/draft-record.ts'
import type { PassState } from '../../src/queue/types.ts'

/** What `keepActs` of `@frankly/core/browser` does, on a disk of the model. */
export async function keepsActsIn(disk: Journal, project: string, pass: PassState): Promise<DeliveryState> {
  try {
    await disk.put([draftRecord(project, pass)])
    return { is: 'kept' }
  } catch {
    return { is: 'not_saved' }
  }
}
