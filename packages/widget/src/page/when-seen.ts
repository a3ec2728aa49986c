import type { Disposer } from './disposer.ts'
import { isSeen } from './is-seen.ts'

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
