import { playFuzz } from '@frankly/testing/fuzz'
import { expect, it } from 'vitest'

it('[F15] [I5] six seconds of odd requests to every operation: no 5xx, and an answer is stored afterwards', {
  timeout: 120_000,
}, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const { faults, requests, statuses } = await playFuzz(seed, 6000)
  expect({ seed, faults }).toEqual({ seed, faults: [] })
  expect(requests).toBeGreaterThan(100)
  expect(statuses.get(200)).toBeGreaterThan(10)
})
