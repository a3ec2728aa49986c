import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterFrame } from './after-paint.ts'

let frames: (() => void)[] = []
const clock = {
  now: Date.now,
  monotonic: Date.now,
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
beforeEach(() => {
  frames = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('[Q2] a save runs once: behind the next frame, in a task of its own', () => {
  const save = vi.fn()
  afterFrame(clock, save)
  for (const frame of frames) frame()
  expect(save).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(save).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(save).toHaveBeenCalledTimes(1)
})

it('where no frame comes, or the page has taken frames away, after the time of one', () => {
  const save = vi.fn()
  afterFrame(clock, save)
  vi.stubGlobal('requestAnimationFrame', undefined)
  afterFrame(clock, save)
  vi.advanceTimersByTime(15)
  expect(save).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(save).toHaveBeenCalledTimes(2)
})

it('not when it was taken back', () => {
  const save = vi.fn()
  afterFrame(clock, save)()
  for (const frame of frames) frame()
  vi.advanceTimersByTime(100)
  expect(save).not.toHaveBeenCalled()
})
