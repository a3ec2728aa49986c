import type { AppCore } from './core.ts'

/** What of ours the customer can see: cards, surveys and doors in the page. The tab makes way for all of them. */
export interface Ours {
  /** Looks after a host; the returned function forgets it. */
  watch(host: Element): () => void
  /** Runs now and whenever it changes whether anything is seen; the returned function ends it. */
  whenSeen(run: (isSeen: boolean) => void): () => void
}

const known = new WeakMap<AppCore, Ours>()

/** One for each page. */
export function oursOf(core: AppCore): Ours {
  const ours = known.get(core) ?? createOurs()
  known.set(core, ours)
  return ours
}

function createOurs(): Ours {
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
