import type { AppCore } from './core.ts'

/** Which of our elements are visible: cards, surveys and doors in the page. The tab hides while any of them is. */
export interface OwnElements {
  /** Observes a host; the returned function stops. */
  watch(host: Element): () => void
  /** Runs now and whenever it changes whether anything is seen; the returned function ends it. */
  whenSeen(run: (isSeen: boolean) => void): () => void
}

const known = new WeakMap<AppCore, OwnElements>()

/** One for each page. */
export function ownElementsOf(core: AppCore): OwnElements {
  const ours = known.get(core) ?? createOwnElements()
  known.set(core, ours)
  return ours
}

function createOwnElements(): OwnElements {
  const seen = new Set<Element>()
  const listeners = new Set<(isSeen: boolean) => void>()
  const tell = (): void => {
    for (const run of listeners) run(seen.size > 0)
  }
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) seen.add(target)
      else seen.delete(target)
    tell()
  })
  return {
    watch(host) {
      observer.observe(host)
      return () => {
        observer.unobserve(host)
        if (seen.delete(host)) tell()
      }
    },
    whenSeen(run) {
      listeners.add(run)
      run(seen.size > 0)
      return () => listeners.delete(run)
    },
  }
}
