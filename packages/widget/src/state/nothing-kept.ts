import type { QueueStatus } from '@frankly/core'

/** The queue of a device on which nothing was ever kept. */
export const NOTHING_KEPT: QueueStatus = {
  waiting: 0,
  urgent: 0,
  parked: 0,
  parkedBy: {},
  bytes: 0,
  backoff: 'none',
  store: 'disk',
  counters: {},
}
