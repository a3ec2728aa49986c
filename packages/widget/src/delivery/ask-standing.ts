import { collectorStanding } from '@frankly/adapters/standing'
import type { Standing, Who } from '@frankly/core'
import type { Settings } from '../loader/settings.ts'

/** A question can wait so long for what the collector knows, and no longer, ms. */
const PATIENCE_MS = 1500

/** What the collector knows of a customer; `undefined` when it does not say so in time. Never rejects. */
export async function askStanding({ host, project }: Settings, who: Who): Promise<Standing | undefined> {
  return collectorStanding({ host, project, timeoutMs: PATIENCE_MS })(who)
}
