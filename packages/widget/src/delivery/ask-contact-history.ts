import { collectorContactHistory } from '@frankly/adapters/contact-history'
import type { ContactHistory, ContactHistoryQuery } from '@frankly/core'
import type { Settings } from '../contract/settings.ts'

/** A question can wait so long for what the collector knows, and no longer, ms. */
const PATIENCE_MS = 1500

/** What the collector knows of a customer; `undefined` when it does not say so in time. Never rejects. */
export async function askContactHistory(
  { host, project }: Settings,
  who: ContactHistoryQuery,
): Promise<ContactHistory | undefined> {
  return collectorContactHistory({ host, project, timeoutMs: PATIENCE_MS })(who)
}
