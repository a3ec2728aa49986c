import type { Response } from '@frankly/core'
import { createIndexedDbJournal } from '@frankly/core/browser'
import { writeAhead } from '@frankly/core/queue'
import { parcelOf } from './parcel-of.ts'
import type { DeliveryState } from './run-model.ts'

/**
 * The collector went away, or something blocks it, after the question was shown and before delivery's code came:
 * what the customer says is written to this device's disk all the same. The next page that reaches the collector
 * finds it and sends it.
 */
export async function keepForLater(project: string, response: Response): Promise<DeliveryState> {
  const journal = createIndexedDbJournal()
  try {
    await writeAhead(journal, parcelOf(project, response))
    return { is: 'kept' }
  } catch {
    return { is: 'not_saved' }
  } finally {
    journal.close()
  }
}
