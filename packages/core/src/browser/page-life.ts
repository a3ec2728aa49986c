import { after } from '../platform/after.ts'
import type { Lifecycle, NetStatus } from '../platform/platform.ts'
import { listen, page, pane } from './listen.ts'

/**
 * Moments of a page's life. `pagehide` on the window and `visibilitychange`; never `unload`, which costs the page its
 * place in the back/forward cache, and never `pagehide` on the document, where it does not fire.
 * @public
 */
export function createLifecycle(): Lifecycle {
  let isLeaving = false
  const leaving = (run: () => void) => () => {
    isLeaving = true
    // a page that goes runs nothing more; one that comes back goes on from here
    after(0, () => {
      isLeaving = false
    })
    run()
  }
  return {
    get isLeaving() {
      return isLeaving
    },
    on(moment, run) {
      const seen = (wanted: DocumentVisibilityState) => () => {
        if (page()?.visibilityState === wanted) run()
      }
      const offs =
        moment === 'leaving'
          ? [listen(pane(), 'pagehide', leaving(run)), listen(page(), 'visibilitychange', seen('hidden'))]
          : moment === 'frozen'
            ? [listen(page(), 'freeze', run)]
            : [
                listen(pane(), 'pageshow', (event) => (event as PageTransitionEvent).persisted && run()),
                listen(page(), 'visibilitychange', seen('visible')),
                listen(page(), 'resume', run),
              ]
      return () => {
        for (const off of offs) off()
      }
    },
  }
}

/** The `online` event only hastens; `navigator.onLine` is never read: it is often wrong. @public */
export function createNetStatus(): NetStatus {
  return { onOnline: (run) => listen(globalThis as unknown as EventTarget, 'online', run) }
}
