import type { Trigger } from '@frankly/core'
import type { Disposer } from '../mount/disposer.ts'
import type { Occasion } from './watch.ts'

/** Listens for scrolling, staying and leaving, as far as the given triggers wait for it; each is told once. */
export function sense(scope: Disposer, triggers: readonly Trigger[], happened: (occasion: Occasion) => void): void {
  const root = document.documentElement
  for (const trigger of new Map(triggers.map((each) => [JSON.stringify(each), each])).values()) {
    const { on } = trigger
    let met = false
    const once = (occasion: Occasion): void => {
      if (!met) happened(occasion)
      met = true
    }
    if (on === 'dwell') scope.after(trigger.ms, () => once({ on, met: trigger.ms }))
    else if (on === 'scroll') {
      scope.on(
        window,
        'scroll',
        () => {
          const way = root.scrollHeight - root.clientHeight
          if (way && (window.scrollY / way) * 100 >= trigger.percent) once({ on, met: trigger.percent })
        },
        { passive: true },
      )
    } else if (on === 'exit_intent') {
      scope.on(root, 'mouseout', (event) => {
        const { relatedTarget, clientY } = event as MouseEvent
        if (!relatedTarget && clientY <= 0) once({ on })
      })
    }
  }
}
