import type { Lifecycle, Locks, NetStatus } from '../platform/platform.ts'

/** Adds a listener; the returned function takes it away. A page without `target` (a worker, a server) has no such moments. */
function listen(target: EventTarget | undefined, name: string, run: (event: Event) => void): () => void {
  target?.addEventListener(name, run)
  return () => target?.removeEventListener(name, run)
}

const page = (): Document | undefined => globalThis.document
const pane = (): EventTarget | undefined => (page() ? globalThis : undefined)

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
    setTimeout(() => {
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

/** The `online` event only hastens; `navigator.onLine` is never asked, since it lies. @public */
export function createNetStatus(): NetStatus {
  return { onOnline: (run) => listen(globalThis as unknown as EventTarget, 'online', run) }
}

/** Longest random delay in place of a lock, ms. */
const SPREAD_MS = 3000

/** Web Locks; without them (old browsers, opaque origins) pages only spread out in time. @public */
export function createLocks(unit: () => number = Math.random): Locks {
  const spread = async (work: (signal: AbortSignal) => Promise<void>): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, SPREAD_MS * unit()))
    await work(new AbortController().signal)
    return true
  }
  return {
    async tryHold(name, work) {
      const manager = globalThis.navigator?.locks
      if (!manager) return spread(work)
      let began = false
      try {
        return await manager.request(name, { ifAvailable: true }, async (lock) => {
          began = true
          if (lock) await work(new AbortController().signal)
          return !!lock
        })
      } catch (cause) {
        if (began) throw cause
        return spread(work)
      }
    },
    own(name) {
      const manager = globalThis.navigator?.locks
      if (!manager) return Promise.resolve({ is: 'unknown' })
      return new Promise((resolve) => {
        const held = (lock: Lock | null): Promise<void> | undefined => {
          if (!lock) return void resolve({ is: 'elsewhere' })
          return new Promise((release) => {
            resolve({ is: 'own', release: outsideCache(manager, name, release) })
          })
        }
        // An opaque origin refuses: there is no lock to be had.
        const refused = (): void => resolve({ is: 'unknown' })
        try {
          manager.request(name, { ifAvailable: true }, held).catch(refused)
        } catch {
          refused()
        }
      })
    },
  }
}

/** A page that is still here so long after `beforeunload`, ms, did not go: it was a download, or the customer stayed. */
const STAYED_MS = 10_000

/**
 * [P1] A page that holds a lock is not kept in the back/forward cache: it lets go when it leaves, and asks again when it
 * is back, or has stayed. Firefox looks before `pagehide`, so it lets go at `beforeunload`; a listener to that costs no
 * place in the cache of a browser that has locks and is listened to only while one is held. Where another page has taken
 * the name meanwhile it keeps it: what it said is not overwritten, since the receiver tells two writers apart.
 */
function outsideCache(manager: LockManager, name: string, release: () => void): () => void {
  let letGo: (() => void) | undefined = release
  let isOver = false
  let stayed: ReturnType<typeof setTimeout> | undefined
  const leave = (): void => {
    clearTimeout(stayed)
    letGo?.()
    letGo = undefined
  }
  const again = (): void => {
    if (letGo || isOver) return
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock || letGo || isOver) return
      return new Promise((done) => {
        letGo = done
      })
    }
    manager.request(name, { ifAvailable: true }, held).catch(() => {})
  }
  const goes = (): void => {
    leave()
    stayed = setTimeout(again, STAYED_MS)
  }
  const offs = [
    listen(pane(), 'beforeunload', goes),
    listen(pane(), 'pagehide', leave),
    listen(pane(), 'pageshow', (event) => (event as PageTransitionEvent).persisted && again()),
  ]
  return () => {
    isOver = true
    for (const off of offs) off()
    leave()
  }
}
