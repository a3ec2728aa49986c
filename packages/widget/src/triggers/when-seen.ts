import type { Disposer } from '../mount/disposer.ts'

/** Can a person see the page? Not while its tab is hidden, or while it is drawn ahead of a visit. */
export const isSeen = (): boolean =>
  document.visibilityState !== 'hidden' && !(document as { prerendering?: boolean }).prerendering

/** Resolves when a person can see the page. */
export function whenSeen(scope: Disposer): Promise<void> {
  return new Promise((seen) => {
    if (isSeen()) return seen()
    const look = (): void => {
      if (isSeen()) seen()
    }
    scope.on(document, 'visibilitychange', look)
    scope.on(document, 'prerenderingchange', look)
  })
}
