import { type EpochMs, sessionAt } from '@frankly/core'
import type { DeviceMemory } from './device-memory.ts'

/** [L6] When this session began; a decision is a sign of life, which keeps it alive once it is kept at all. */
export function sessionSince(memory: DeviceMemory, pageStart: EpochMs, isSign: boolean): EpochMs {
  const kept = memory.get('session')
  const session = sessionAt(kept, pageStart, Date.now())
  if (kept && isSign) memory.set('session', session)
  return session.start
}
