import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDisposer } from './disposer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const broken = (): void => {
  throw new Error('x')
}

describe('what must be undone when the widget ends', () => {
  it('is undone once, last first, each on its own: one that throws is told of and keeps back no other', () => {
    const failed = vi.fn()
    const scope = createDisposer(failed)
    const undone: number[] = []
    scope.add(() => undone.push(1))
    scope.add(broken)
    scope.add(() => undone.push(2))
    scope.dispose()
    scope.dispose()
    expect(undone).toEqual([2, 1])
    expect(failed).toHaveBeenCalledTimes(1)
  })

  it('what is added after the end is undone at once', () => {
    const scope = createDisposer(broken)
    scope.dispose()
    const undo = vi.fn()
    scope.add(undo)
    expect(undo).toHaveBeenCalledTimes(1)
  })

  it('no listener and no timer outlives it, and an error in one never reaches the page', () => {
    const failed = vi.fn()
    const scope = createDisposer(failed)
    const heard = vi.fn(broken)
    const rung = vi.fn(broken)
    const target = new EventTarget()
    scope.on(target, 'click', heard)
    scope.after(10, rung)
    scope.after(20, rung)
    target.dispatchEvent(new Event('click'))
    vi.advanceTimersByTime(10)
    expect(failed).toHaveBeenCalledTimes(2)
    scope.dispose()
    target.dispatchEvent(new Event('click'))
    vi.advanceTimersByTime(100)
    expect([heard, rung].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  it('a timer that is taken back does not ring', () => {
    const scope = createDisposer(broken)
    const rung = vi.fn()
    scope.after(10, rung)()
    vi.advanceTimersByTime(10)
    expect(rung).not.toHaveBeenCalled()
  })
})
