import { expect, it } from 'vitest'
import { createBrake } from './brake.ts'

it('[F14] ten wrong guesses are free, then one every half minute, for each range apart; nobody waits for long', () => {
  let now = 1_000_000
  const brake = createBrake({ now: () => now })
  for (let i = 0; i < 10; i++) {
    expect(brake.wait('a')).toBe(0)
    brake.failed('a')
  }
  expect(brake.wait('a')).toBe(30_000)
  expect(brake.wait('b')).toBe(0)
  now += 30_000
  expect(brake.wait('a')).toBe(0)
  for (let i = 0; i < 1000; i++) brake.failed('a')
  expect(brake.wait('a')).toBe(30_000)
  now += 10 * 30_000
  for (let i = 0; i < 9; i++) brake.failed('a')
  expect(brake.wait('a')).toBe(0)
  // However many ranges guess, memory is bounded; who guessed last is remembered.
  for (let i = 0; i < 10; i++) brake.failed('a')
  for (let i = 0; i < 9_000; i++) brake.failed(`range ${i}`)
  expect(brake.wait('a')).toBe(30_000)
})
