import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AppCore } from './core.ts'
import { ownElementsOf } from './own-elements.ts'

/** The browser's own observer, in the hand of the test: tells only of what it observes. */
class Observer {
  static all: Observer[] = []
  readonly observed = new Set<Element>()
  readonly tell: IntersectionObserverCallback
  constructor(tell: IntersectionObserverCallback) {
    this.tell = tell
    Observer.all.push(this)
  }
  observe(element: Element): void {
    this.observed.add(element)
  }
  unobserve(element: Element): void {
    this.observed.delete(element)
  }
  see(target: Element, isIntersecting: boolean): void {
    if (this.observed.has(target)) this.tell([{ target, isIntersecting } as IntersectionObserverEntry], this as never)
  }
}

beforeEach(() => void vi.stubGlobal('IntersectionObserver', Observer))
afterEach(() => vi.unstubAllGlobals())

it('the tab makes way while anything of ours is seen, and comes back when all of it has gone', () => {
  const core = {} as AppCore
  const ours = ownElementsOf(core)
  expect(ownElementsOf(core)).toBe(ours)
  const [observer] = Observer.all.slice(-1)
  const [card, door] = [document.createElement('div'), document.createElement('div')]
  const seen = vi.fn()
  const end = ours.whenSeen(seen)
  expect(seen.mock.calls).toEqual([[false]])
  const forget = ours.watch(card)
  ours.watch(door)
  observer!.see(card, true)
  observer!.see(door, true)
  observer!.see(door, false)
  expect(seen.mock.lastCall).toEqual([true])
  // what is taken away is seen no more, though the browser does not say so
  forget()
  expect(seen.mock.lastCall).toEqual([false])
  expect(observer!.observed.has(card)).toBe(false)
  end()
  seen.mockClear()
  observer!.see(door, true)
  expect(seen).not.toHaveBeenCalled()
})
