import type { Trigger } from '@frankly/core'
import type { Disposer } from '../mount/disposer.ts'
import type { SignSource } from './order-signs.ts'

/** Something that happened on the page or was told by it. */
export interface Occasion {
  /** `sense`: what is to be noticed needs code of its own, see `sense.ts`. */
  readonly on: Trigger['on'] | 'sense'
  /** Name of an event. */
  readonly name?: string
  readonly props?: Readonly<Record<string, unknown>> | undefined
  /** Where a purchase was read. */
  readonly from?: SignSource
  /** Tells two triggers of one kind apart: the selector, percent or milliseconds that were met. */
  readonly met?: string | number
}

/** Listens for clicks on what the triggers name; nothing when none does. */
export function watchClicks(
  scope: Disposer,
  triggers: readonly Trigger[],
  happened: (occasion: Occasion) => void,
): void {
  for (const { selector } of triggers.filter((trigger) => trigger.on === 'click')) {
    scope.on(
      document,
      'click',
      ({ target }) => {
        if ((target as Element | null)?.closest?.(selector)) happened({ on: 'click', met: selector })
      },
      { capture: true, passive: true },
    )
  }
}

/**
 * Calls back when a single-page app has moved to another address. The page's `history` is not touched; browsers
 * without the Navigation API (before 2026) tell of Back and Forward only.
 */
export function watchRoute(scope: Disposer, moved: () => void): void {
  let at = location.href
  const { navigation } = window as { navigation?: Partial<EventTarget> & { currentEntry?: unknown } }
  // a page may have a variable, or an element, of that name
  const isReal = navigation?.currentEntry && navigation.addEventListener
  scope.on(isReal ? (navigation as EventTarget) : window, isReal ? 'navigatesuccess' : 'popstate', () => {
    if (at === location.href) return
    at = location.href
    moved()
  })
}
