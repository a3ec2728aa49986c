import { EMPTY_LEDGER, type Ledger } from '@frankly/core'
import { orderOfVisit } from '../triggers/order-of-visit.ts'
import type { AppCore } from './core.ts'

/**
 * [L7] [L2] What was asked and answered, on this device and elsewhere: who answered on the phone is not asked again
 * on the laptop. Without a signature of the shop over subject or order, without a collector, or when it takes too long: this device alone.
 */
export async function ledgerOf(core: AppCore): Promise<Ledger> {
  const { settings, facts } = core.host
  const { subject } = facts
  const order = orderOfVisit(facts.signs)
  const own = core.book.read() ?? EMPTY_LEDGER
  if (!settings.host || !(subject?.signature || order?.signature)) return own
  try {
    const { withElsewhere } = await import('./standing-elsewhere.ts')
    return await withElsewhere(core, own, { ...(subject && { subject }), ...(order && { order }) })
  } catch {
    return own
  }
}
