import { after } from '../platform/after.ts'
import type { Locks } from '../platform/platform.ts'
import { createHold } from './hold-lock.ts'
import { listen, pane } from './listen.ts'

/** Web Locks; without them (old browsers, opaque origins) pages only spread out in time. @public */
export function createLocks(unit: () => number = Math.random): Locks {
  return { tryHold: createHold(unit), own }
}

const own: Locks['own'] = (name) => {
  const manager = globalThis.navigator?.locks
  if (!manager) return Promise.resolve({ is: 'unknown' })
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) return void resolve({ is: 'elsewhere' })
      return new Promise((release) => {
        resolve({ is: 'own', release: outsideCache(manager, name, release) })
      })
    }
    // An opaque origin refuses: no lock can be taken.
    const refused = (): void => resolve({ is: 'unknown' })
    try {
      manager.request(name, { ifAvailable: true }, held).catch(refused)
    } catch {
      refused()
    }
  })
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
  let isGone = (): void => {}
  const leave = (): void => {
    isGone()
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
    isGone = after(STAYED_MS, again)
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
