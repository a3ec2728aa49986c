import type { ProjectKey } from '../model/ids.ts'
import type { QueuePlatform } from '../platform/platform.ts'
import type { Backoff } from './backoff.ts'
import type { PageRecords } from './page-records.ts'
import type { Passes } from './passes.ts'
import type { ReceiverClock } from './receiver-clock.ts'
import type { RecordStore } from './record-store.ts'
import type { RecordWaits } from './record-waits.ts'
import type { Requests } from './requests.ts'
import type { QueueRules } from './rules.ts'
import type { Telling } from './telling.ts'
import type { QueueLimits } from './types.ts'
import type { WithdrawalGate } from './withdrawal-gate.ts'

/** What the steps of one queue share. Each part owns its state: the others call its methods. */
export interface QueueParts {
  readonly project: ProjectKey
  /** First part of every key of the project. */
  readonly scope: string
  readonly platform: QueuePlatform
  readonly limits: QueueLimits
  readonly rules: QueueRules
  readonly store: RecordStore
  readonly page: PageRecords
  readonly passes: Passes
  readonly backoff: Backoff
  readonly waits: RecordWaits
  readonly receiver: ReceiverClock
  readonly requests: Requests
  readonly gate: WithdrawalGate
  readonly telling: Telling
}
