import type { Disposer } from '../mount/disposer.ts'
import { pageIsBusy } from '../mount/top-layer.ts'

/** Resolves when the page shows no modal dialog of its own; a question can wait, a checkout cannot. */
export function whenPageIsFree(scope: Disposer): Promise<void> {
  return new Promise((free) => {
    if (!pageIsBusy()) return free()
    let looking = false
    const observer = new MutationObserver(() => {
      if (looking) return
      looking = true
      requestAnimationFrame(() => {
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
