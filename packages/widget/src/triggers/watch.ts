import type { Trigger, TriggerEvent } from '@frankly/core'
import type { TriggerEventKind } from '@frankly/core/targeting'
import type { Disposer } from '../page/disposer.ts'

/** What `sense.ts` notices. */
export const MOMENTS: readonly TriggerEventKind[] = ['scroll', 'dwell', 'exit_intent'].map((on) => ({ on }))

/** Listens for clicks on what the triggers name; nothing when none does. */
export function watchClicks(
  scope: Disposer,
  triggers: readonly Trigger[],
  happened: (click: TriggerEvent) => void,
): void {
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
