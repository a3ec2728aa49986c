import type { EpochMs } from '@frankly/core'

const FIVE_MINUTES = 5 * 60_000
const THIRTY_DAYS = 30 * 24 * 3_600_000

/**
 * The customer's time by our clock. Small differences are left alone (correcting them adds the time of travel);
 * a clock that is more than five minutes off is corrected; the result stays within 30 days before and 5 minutes
 * after the arrival. Nothing is ever refused for its time.
 */
export function occurredAt(clientTime: EpochMs, sentAt: EpochMs | undefined, receivedAt: EpochMs): EpochMs {
  const offset = sentAt === undefined ? 0 : receivedAt - sentAt
  const corrected = Math.abs(offset) > FIVE_MINUTES ? clientTime + offset : clientTime
  return Math.round(Math.min(Math.max(corrected, receivedAt - THIRTY_DAYS), receivedAt + FIVE_MINUTES))
}
