import { createLocks } from '@frankly/core/browser'
import { type EarlyActsDeps, sendEarlyActs } from '@frankly/core/client'
import type { QueuePlatform } from '@frankly/core/platform'

/** [CS4] Makes answers of what earlier pages could only write down. Few pages left any: its code is not in delivery. */
export function sendLeftActs(
  { project, queue }: Pick<EarlyActsDeps, 'project' | 'queue'>,
  { clock, random, log }: QueuePlatform,
): Promise<void> {
  return sendEarlyActs({ project, queue, platform: { clock, random, log, locks: createLocks() } })
}
