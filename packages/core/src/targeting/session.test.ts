import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON } from '../../test/client-world.ts'
import { SESSION_MS, sessionAt } from './session.ts'

const MINUTE = 60_000

describe('[F10] [L6] a session', () => {
  it('[F10] is the page before anybody acts, however long it stands open', () => {
    expect(sessionAt(undefined, NOON, NOON + 9 * SESSION_MS).start).toBe(NOON)
  })

  it('[F10] goes on over pages while there are signs of life, and ends after 30 minutes without', () => {
    const acted = sessionAt(undefined, NOON, NOON + MINUTE)
    const next = sessionAt(acted, NOON + 20 * MINUTE, NOON + 20 * MINUTE)
    expect(next).toEqual({ start: NOON, seen: NOON + 20 * MINUTE })
    const later = sessionAt(next, NOON + 49 * MINUTE, NOON + 49 * MINUTE)
    expect(later.start).toBe(NOON)
    const gone = NOON + 80 * MINUTE
    expect(sessionAt(later, gone, gone).start).toBe(gone)
    // the page that stood open all the while begins one with what happens now
    expect(sessionAt(later, NOON, gone).start).toBe(gone)
  })

  it('[F10] from the future, or damaged, it is none', () => {
    const year = 365 * 86_400_000
    expect(sessionAt({ start: NOON + year, seen: NOON + year }, NOON, NOON + 1)).toEqual({
      start: NOON,
      seen: NOON + 1,
    })
    for (const kept of [null, 7, 'x', {}, { start: 'x', seen: NOON }, { start: NOON + 5, seen: NOON }])
      expect(sessionAt(kept, NOON, NOON + 1).start).toBe(NOON)
  })

  it('[F10] whatever was kept, it never begins after now, and a living one is not cut', () => {
    const at = fc.integer({ min: NOON - 4 * SESSION_MS, max: NOON + 4 * SESSION_MS })
    fc.assert(
      fc.property(at, at, at, at, (start, seen, pageStart, now) => {
        const session = sessionAt({ start, seen }, pageStart, now)
        expect(session.start).toBeLessThanOrEqual(session.seen)
        if (start <= seen && seen <= now && now - seen < SESSION_MS) expect(session.start).toBe(start)
      }),
    )
  })
})
