import { expect, it } from 'vitest'
import { settled, survey } from '../../test/client-world.ts'
import type { RunEvent } from '../engine/run-state.ts'
import { startRun } from '../engine/start-run.ts'
import type { DeliveryState } from './delivery-state.ts'
import { createRunHandle } from './run-handle.ts'

/** A run whose code never comes, with a clock in the hand of the test. */
function stuckRun(keepActs: (acts: readonly RunEvent[]) => Promise<DeliveryState>) {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let now = 0
  const { handle, withdraw } = createRunHandle({
    survey: survey(),
    responseId: 'r',
    start: startRun(survey(), { seed: 'r', locale: 'en', now }),
    names: {},
    clock: {
      now: () => now,
      monotonic: () => now,
      after(ms, run) {
        const timer = { at: now + ms, run }
        timers.add(timer)
        return () => timers.delete(timer)
      },
    },
    pass: () => new Promise(() => {}),
    keepActs,
    over: () => {},
    reopened: () => undefined,
    forgotten: () => {},
    dismissed: () => {},
    failed: (error) => Promise.reject(error),
    missing: () => {},
  })
  const pass = async (ms: number): Promise<void> => {
    for (const until = now + ms; now < until; now += 100) {
      await settled()
      for (const timer of [...timers]) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.run()
      }
    }
    await settled()
  }
  return { handle, withdraw, pass }
}
const nine = { kind: 'rating', value: 9 } as const

it('[CS4] two seconds count from the first act, however often one presses again', async () => {
  const kept: (readonly RunEvent[])[] = []
  const { handle, pass } = stuckRun(async (acts) => {
    kept.push(acts)
    return { is: 'kept' }
  })
  handle.answer('score', nine)
  for (let n = 0; n < 3; n++) {
    await pass(700)
    handle.next()
  }
  await pass(100)
  expect(handle.waits).toBe(true)
  expect(handle.delivery).toEqual({ is: 'kept' })
  expect(kept.at(-1)).toHaveLength(4)
})

it('[CS4] a store that hangs is told of as not saved after two seconds, and as kept when it answers later', async () => {
  let answer = (_: DeliveryState): void => {}
  const { handle, pass } = stuckRun(() => new Promise((resolve) => (answer = resolve)))
  handle.answer('score', nine)
  await pass(1900)
  expect(handle.delivery).toEqual({ is: 'saving' })
  await pass(300)
  expect([handle.delivery.is, handle.waits]).toEqual(['not_saved', true])
  answer({ is: 'kept' })
  await settled()
  expect(handle.delivery).toEqual({ is: 'kept' })
})

it('[CS4] an act while another is being written is written too, and only that writing tells of both', async () => {
  const writings: { readonly acts: number; readonly end: (_: DeliveryState) => void }[] = []
  const { handle, pass } = stuckRun((acts) => new Promise((end) => writings.push({ acts: acts.length, end })))
  handle.answer('score', nine)
  await settled()
  handle.next()
  await settled()
  expect(writings.map(({ acts }) => acts)).toEqual([1, 2])
  writings[0]!.end({ is: 'kept' })
  await pass(2100)
  expect(handle.delivery).toEqual({ is: 'not_saved' })
  writings[1]!.end({ is: 'kept' })
  await settled()
  expect(handle.delivery).toEqual({ is: 'kept' })
})

it('[CS4] a press before anything was said: nothing is called kept, and it can be tried again', async () => {
  const { handle, pass } = stuckRun(async () => ({ is: 'kept' }))
  handle.next()
  await pass(2100)
  expect([handle.delivery.is, handle.waits]).toEqual(['idle', true])
})

it('[W1] what was taken back meanwhile stays so, whatever a late store says', async () => {
  let answer = (_: DeliveryState): void => {}
  const { handle, withdraw, pass } = stuckRun(() => new Promise((resolve) => (answer = resolve)))
  handle.answer('score', nine)
  await pass(1500)
  withdraw()
  answer({ is: 'kept' })
  await pass(1000)
  expect(handle.delivery).toEqual({ is: 'withdrawn' })
})
