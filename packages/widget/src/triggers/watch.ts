import type { Happening, HappeningKind, Trigger } from '@frankly/core'
import type { Disposer } from '../mount/disposer.ts'
import type { SignSource } from './order-signs.ts'

/**
 * Something that happened on the page or was told by it; `sense`: what is to be noticed needs code of its own, see
 * `sense.ts`.
 */
export type Occasion = (Happening & { readonly from?: SignSource }) | { readonly on: 'sense' }

/** What `sense` can notice. */
export const MOMENTS: readonly HappeningKind[] = ['scroll', 'dwell', 'exit_intent'].map((on) => ({ on }))

/** Listens for clicks on what the triggers name; nothing when none does. */
export function watchClicks(scope: Disposer, triggers: readonly Trigger[], happened: (click: Happening) => void): void {
  for (const { selector } of triggers.filter((trigger) => trigger.on === 'click')) {
    scope.on(
      document,
      'click',
      ({ target }) => {
        if ((target as Element | null)?.closest?.(selector)) happened({ on: 'click', selector })
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
