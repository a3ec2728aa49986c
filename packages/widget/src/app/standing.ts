import { EMPTY_LEDGER, type Ledger, mergeLedgers, trusted } from '@frankly/core'
import type { AppCore } from './core.ts'
import { orderOfVisit } from './visit.ts'

/** What the collector told, by the subject and the order asked about. */
const told = new WeakMap<AppCore, { who: string; ledger: Promise<Ledger | undefined> }>()

/**
 * [L7] [L2] What was asked and answered, on this device and elsewhere: who answered on the phone is not asked again
 * on the laptop. Without a signature of the shop over subject or order, without a collector, or when it takes too long: this device alone.
 */
export async function ledgerOf(core: AppCore): Promise<Ledger> {
  const { settings, facts } = core.host
  const { subject } = facts
  const order = orderOfVisit(facts.signs)
  const own = trusted(core.book.read() ?? EMPTY_LEDGER, Date.now())
  if (!settings.host || !(subject?.signature || order?.signature)) return own
  const who = JSON.stringify([subject?.signature, order?.signature])
  let known = told.get(core)
  if (known?.who !== who) {
    const ask = async (): Promise<Ledger | undefined> =>
      (await import('../delivery/ask-standing.ts')).askStanding(settings, {
        ...(subject && { subject }),
        ...(order && { order }),
      })
    known = { who, ledger: ask().catch(() => undefined) }
    told.set(core, known)
  }
  const elsewhere = await known.ledger
  return elsewhere ? mergeLedgers(own, elsewhere) : own
}
