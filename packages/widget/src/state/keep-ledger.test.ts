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
  const memory = {
    allow: vi.fn(),
    get: () => undefined,
    set: (name: string, value: unknown) => void kept.set(name, value),
  }
  keepLedger(memory as unknown as DeviceMemory, policy, NOW, EMPTY_LEDGER, { what, surveyId: 's', at: NOW })
  return { quiet: kept.get('quiet'), allowed: memory.allow.mock.calls.length > 0 }
}

it('[G2] notes for the loader until when nobody need be asked', () => {
  expect(keep({}, 'answered').quiet).toEqual([NOW + 90 * DAY, NOW])
  expect(keep({}, 'shown').quiet).toEqual([NOW + 7 * DAY, NOW])
  expect(keep({ gapAfterShownDays: 0, perDay: 3 }, 'shown').quiet).toEqual([0, NOW])
})

it('[L4] nothing is written on the device before the customer acts', () => {
  expect(keep({}, 'shown').allowed).toBe(false)
  expect(keep({}, 'answered').allowed).toBe(true)
})
