import { type Ledger, mergeLedgers, trusted, type Who } from '@frankly/core'
import { askStanding } from '../delivery/ask-standing.ts'
import type { AppCore } from './core.ts'

/** What the collector told, by the subject and the order asked about. */
const told = new WeakMap<AppCore, { key: string; ledger: Promise<Ledger | undefined> }>()

/** What is known here, and what the collector knows of the same customer; asked once for each of them. */
export async function withElsewhere(core: AppCore, own: Ledger, who: Who): Promise<Ledger> {
  const key = JSON.stringify([who.subject?.signature, who.order?.signature])
  let known = told.get(core)
  if (known?.key !== key) {
    known = { key, ledger: askStanding(core.host.settings, who).catch(() => undefined) }
    told.set(core, known)
  }
  const elsewhere = await known.ledger
  return elsewhere ? mergeLedgers(trusted(own, Date.now()), elsewhere) : own
}
