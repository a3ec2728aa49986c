import type { SendOutcome } from '@frankly/core'
import { delivered, retry } from './outcome.ts'

/**
 * Gives something once to a global of the page. When the global is missing, its script is late or blocked: a
 * retry. What was handed over is remembered for this page, so that a repeat is not counted twice.
 */
export function pageSender(name: string): (id: string, push: (global: unknown) => void) => SendOutcome {
  const done = new Set<string>()
  return (id, push) => {
    const global = (globalThis as Record<string, unknown>)[name]
    if (global === undefined) return retry(`window.${name} is not there`, undefined, 'blocked')
    if (!done.has(id)) {
      push(global)
      done.add(id)
      if (done.size > 500) done.delete(done.values().next().value!)
    }
    return delivered()
  }
}
