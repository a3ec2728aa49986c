import { EMPTY_LEDGER, type GovernorPolicy } from '@frankly/core'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DeviceMemory } from './device-memory.ts'
import { keepLedger } from './keep-ledger.ts'

const DAY = 86_400_000
const NOW = 1_790_000_000_000
beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

const keep = (policy: GovernorPolicy, what: 'shown' | 'answered') => {
  const kept = new Map<string, unknown>()
  const memory = { allow: vi.fn(), set: (name: string, value: unknown) => void kept.set(name, value) }
  keepLedger(memory as unknown as DeviceMemory, policy, EMPTY_LEDGER, { what, surveyId: 's', at: NOW })
  return { quiet: kept.get('quiet'), allowed: memory.allow.mock.calls.length > 0 }
}

it('[G2] notes for the loader until when nobody need be asked', () => {
  expect(keep({}, 'answered').quiet).toBe(NOW + 90 * DAY)
  expect(keep({}, 'shown').quiet).toBe(NOW + 7 * DAY)
  expect(keep({ gapAfterShownDays: 0, perDay: 3 }, 'shown').quiet).toBe(0)
})

it('[L4] nothing is written on the device before the customer acts', () => {
  expect(keep({}, 'shown').allowed).toBe(false)
  expect(keep({}, 'answered').allowed).toBe(true)
})
