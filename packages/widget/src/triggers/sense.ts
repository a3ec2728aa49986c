import type { Trigger, TriggerEvent } from '@frankly/core'
import type { Disposer } from '../page/disposer.ts'
import { isSeen } from '../page/is-seen.ts'
import { whenSeen } from '../page/when-seen.ts'

/** Before a page is judged that was past the mark from the beginning, or cannot scroll at all: what it loads late is there, ms. */
const SETTLED_MS = 1000
/** Seen time is counted in such steps, ms. */
const STEP_MS = 250

/**
 * Listens for scrolling, staying and leaving, as far as the given triggers wait for it; each is told once. Nothing
 * counts while nobody can see the page.
 */
export function sense(scope: Disposer, triggers: readonly Trigger[], happened: (moment: TriggerEvent) => void): void {
  for (const trigger of new Map(triggers.map((each) => [JSON.stringify(each), each])).values()) {
    const { on } = trigger
    let met = false
    const once = (moment: TriggerEvent): void => {
      if (!met) happened(moment)
      met = true
    }
    if (on === 'dwell') afterSeenFor(scope, trigger.ms, () => once({ on, ms: trigger.ms }))
    else if (on === 'scroll') {
      const look = (target?: EventTarget | null): void => {
        if (!met && isSeen() && scrolledPercent(target) >= trigger.percent) once({ on, percent: trigger.percent })
      }
      // of an element that scrolls inside the page the event is heard on its way down only
      scope.on(document, 'scroll', ({ target }) => look(target), { capture: true, passive: true })
      afterSeenFor(scope, SETTLED_MS, look)
    } else if (on === 'exit_intent') {
      scope.on(document.documentElement, 'mouseout', (event) => {
        const { relatedTarget, clientY } = event as MouseEvent
        if (!relatedTarget && clientY <= 0) once({ on })
      })
    }
  }
}

/** Runs when a person could see the page for so long, pauses aside. */
function afterSeenFor(scope: Disposer, ms: number, run: () => void): void {
  let left = ms
  const wait = (): void => {
    const step = Math.min(left, STEP_MS)
    scope.after(step, () => {
      if (isSeen()) left -= step
      if (left <= 0) run()
      else if (isSeen()) wait()
      else void whenSeen(scope).then(wait)
    })
  }
  void whenSeen(scope).then(wait)
}

/** How far what scrolls the page is scrolled, percent; 100 where nothing can be. */
function scrolledPercent(target?: EventTarget | null): number {
  const scroller = isPageWide(target) ? target : pageScroller()
  if (!scroller) return 100
  return (scroller.scrollTop / (scroller.scrollHeight - scroller.clientHeight)) * 100
}

/** The root, or the body or another element that scrolls in its place. */
function pageScroller(): Element | undefined {
  const root = document.scrollingElement ?? document.documentElement
  if (root.scrollHeight > root.clientHeight + 1) return root
  return [...document.querySelectorAll('body,body *')].find(isPageWide)
}

function isPageWide(target: EventTarget | null | undefined): target is Element {
  const element = target as Element | null | undefined
  return (
    // the document has none of these
    element?.clientHeight !== undefined &&
    element.clientHeight >= innerHeight / 2 &&
    element.scrollHeight > element.clientHeight + 1 &&
    (element === document.scrollingElement || /auto|scroll/.test(getComputedStyle(element).overflowY))
  )
}
