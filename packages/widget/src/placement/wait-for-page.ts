import type { Disposer } from '../mount/disposer.ts'
import { pageIsBusy } from '../mount/top-layer.ts'

/** A page that stirs is looked at after so long, ms, and no sooner again: looking may read its layout. */
const CALM_MS = 200

/**
 * Resolves when the page shows no modal dialog of its own, and no bar that asks for consent; a question can wait, a
 * checkout cannot.
 */
export function whenPageIsFree(scope: Disposer): Promise<void> {
  return new Promise((free) => {
    if (!pageIsBusy()) return free()
    let looking = false
    const observer = new MutationObserver(() => {
      if (looking) return
      looking = true
      scope.after(CALM_MS, () => {
        looking = false
        if (pageIsBusy()) return
        observer.disconnect()
        free()
      })
    })
    observer.observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: ['open', 'aria-modal', 'class', 'style', 'hidden'],
    })
    scope.add(() => observer.disconnect())
  })
}
