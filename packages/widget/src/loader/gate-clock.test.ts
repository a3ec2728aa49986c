import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeviceMemory } from '../state/device-memory.ts'
import { keepLedger } from '../state/keep-ledger.ts'
import { sessionSince } from '../state/session-since.ts'
import { isQuiet } from './gate.ts'

const DAY = 86_400_000
const NOW = 1_790_000_000_000
const host = { settings: { project: 'pk', storage: 'local' }, facts: {} } as Parameters<typeof createDeviceMemory>[0]

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

describe('[F10] clock and session of the tag', () => {
  it('[F10] what was noted a year ahead keeps nobody quiet once the clock is mended', () => {
    vi.setSystemTime(NOW + 365 * DAY)
    const memory = createDeviceMemory(host)
    keepLedger(memory, {}, Date.now(), undefined, { what: 'answered', surveyId: 's', at: Date.now() })
    expect(isQuiet('pk')).toBe(true)
    vi.setSystemTime(NOW)
    expect(isQuiet('pk')).toBe(false)
  })

  it('[F10] a note of now keeps quiet; one of an older form or a damaged one does not break the page', () => {
    keepLedger(createDeviceMemory(host), {}, NOW, undefined, { what: 'answered', surveyId: 's', at: NOW })
    expect(isQuiet('pk')).toBe(true)
    for (const note of [`${NOW + DAY}`, 'x', 'null', '{}']) {
      localStorage.setItem('frankly.pk.quiet', note)
      expect(isQuiet('pk')).toBe(false)
    }
  })

  it('[F10] [L6] the session is the page until the customer acts, then it lasts over pages for 30 minutes', () => {
    const first = createDeviceMemory(host)
    keepLedger(first, {}, NOW, undefined, { what: 'shown', surveyId: 's', at: NOW })
    expect(sessionSince(first, NOW, true)).toBe(NOW)
    expect(localStorage).toHaveLength(0)
    keepLedger(first, {}, NOW, undefined, { what: 'dismissed', surveyId: 's', at: NOW })
    vi.setSystemTime(NOW + 20 * 60_000)
    const next = createDeviceMemory(host)
    expect(sessionSince(next, Date.now(), true)).toBe(NOW)
    vi.setSystemTime(NOW + 45 * 60_000)
    // the second page was a sign of life, though nobody acted on it
    expect(sessionSince(createDeviceMemory(host), Date.now(), false)).toBe(NOW)
    vi.setSystemTime(NOW + 51 * 60_000)
    expect(sessionSince(createDeviceMemory(host), Date.now(), false)).toBe(Date.now())
  })
})
