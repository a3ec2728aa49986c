import type { Trigger } from '@frankly/core'
import type { Disposer } from '../mount/disposer.ts'

/** Something that happened on the page or was told by it. */
export interface Occasion {
  readonly on: Trigger['on']
  /** Name of an event. */
  readonly name?: string
  readonly props?: Readonly<Record<string, unknown>>
  /** Tells two triggers of one kind apart: the selector, percent or milliseconds that were met. */
  readonly met?: string | number
}

/** Listens for exactly what the given triggers wait for, and for nothing else. */
export function watchTriggers(
  scope: Disposer,
  triggers: readonly Trigger[],
  happened: (occasion: Occasion) => void,
): void {
  const root = document.documentElement
  const seen = new Set<string>()
  for (const trigger of triggers) {
    const key = JSON.stringify(trigger)
    if (seen.has(key)) continue
    seen.add(key)
    const { on } = trigger
    if (on === 'page') happened({ on })
    else if (on === 'click') {
      scope.on(
        document,
        'click',
        (event) => {
          const target = event.target as Element | null
          if (target?.closest?.(trigger.selector)) happened({ on, met: trigger.selector })
        },
        { capture: true, passive: true },
      )
    } else if (on === 'scroll') {
      let met = false
      scope.on(
        window,
        'scroll',
        () => {
          const way = root.scrollHeight - root.clientHeight
          if (met || !way || (window.scrollY / way) * 100 < trigger.percent) return
          met = true
          happened({ on, met: trigger.percent })
        },
        { passive: true },
      )
    } else if (on === 'dwell') scope.after(trigger.ms, () => happened({ on, met: trigger.ms }))
    else if (on === 'exit_intent') {
      scope.on(root, 'mouseout', (event) => {
        const { relatedTarget, clientY } = event as MouseEvent
        if (!relatedTarget && clientY <= 0) happened({ on })
      })
    }
  }
}

/** Calls back when a single-page app has moved to another address. The page's `history` is not touched. */
export function watchRoute(scope: Disposer, moved: () => void): void {
  let at = location.href
  const look = (): void => {
    if (at === location.href) return
    at = location.href
    moved()
  }
  const { navigation } = window as { navigation?: EventTarget }
  // older browsers have no Navigation API: an app moves after a click or by the Back button
  if (navigation) scope.on(navigation, 'navigatesuccess', look)
  else {
    scope.on(window, 'popstate', look)
    scope.on(document, 'click', () => scope.after(0, look), { passive: true })
  }
}
