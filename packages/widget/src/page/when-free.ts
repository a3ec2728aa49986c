import type { Disposer } from './disposer.ts'
import { pageIsBusy } from './top-layer.ts'

/**
 * A page that stirs is looked at after so long, ms, and once more when what goes slowly has gone; no sooner again, since
 * looking may read its layout.
 */
const LOOKS_MS = [200, 1200]

/**
 * Resolves when the page shows no modal dialog of its own, and no bar that asks for consent; a question can wait, a
 * checkout cannot.
 */
export function whenPageIsFree(scope: Disposer): Promise<void> {
  return new Promise((free) => {
    if (!pageIsBusy()) return free()
    let looking = 0
    const look = (): void => {
      looking--
      if (pageIsBusy()) return
      observer.disconnect()
      free()
    }
    const observer = new MutationObserver(() => {
      if (looking) return
      looking = LOOKS_MS.length
      for (const ms of LOOKS_MS) scope.after(ms, look)
    })
    observer.observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: ['open', 'aria-modal', 'class', 'style', 'hidden'],
    })
    scope.add(() => observer.disconnect())
  })
}
