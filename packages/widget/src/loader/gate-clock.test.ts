import { createKeyValueStore } from '@frankly/core/browser'
import { createMemory } from '@frankly/core/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isQuiet } from './gate.ts'

const DAY = 86_400_000
const NOW = 1_790_000_000_000
const memoryOf = (start: number) =>
  createMemory(
    createKeyValueStore(() => 'local'),
    'pk',
    'local',
    start,
    () => true,
  )

/** What lies on the device is read before it is written. */
const written = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

describe('[F10] clock and session of the tag', () => {
  it('[F10] what was noted a year ahead keeps nobody quiet once the clock is mended', async () => {
    vi.setSystemTime(NOW + 365 * DAY)
    memoryOf(NOW).note({ what: 'answered', surveyId: 's', at: Date.now() }, {})
    await written()
    expect(isQuiet('pk')).toBe(true)
    vi.setSystemTime(NOW)
    expect(isQuiet('pk')).toBe(false)
  })

  it('[F10] a note of now keeps quiet; one of an older form or a damaged one does not break the page', async () => {
    memoryOf(NOW).note({ what: 'answered', surveyId: 's', at: NOW }, {})
    await written()
    expect(isQuiet('pk')).toBe(true)
    for (const note of [`${NOW + DAY}`, 'x', 'null', '{}']) {
      localStorage.setItem('frankly.pk.quiet', note)
      expect(isQuiet('pk')).toBe(false)
    }
  })

  it('[F10] [L6] the session is the page until the customer acts, then it lasts over pages for 30 minutes', async () => {
    const first = memoryOf(NOW)
    first.note({ what: 'shown', surveyId: 's', at: NOW }, {})
    expect((await first.recall(NOW)).sessionStart).toBe(NOW)
    expect(localStorage).toHaveLength(0)
    first.note({ what: 'dismissed', surveyId: 's', at: NOW }, {})
    await written()
    const later = async (minutes: number): Promise<number> =>
      (await memoryOf(NOW + minutes * 60_000).recall(NOW + minutes * 60_000)).sessionStart
    expect(await later(20)).toBe(NOW)
    // the second page was a sign of life, though nobody acted on it
    expect(await later(45)).toBe(NOW)
    expect(await later(76)).toBe(NOW + 76 * 60_000)
  })
})
