import { effect, type Signal, untracked } from '@preact/signals'
import { drawings } from './later-drawings.ts'
import type { Rest } from './rest-type.ts'

/** One signal for both: what draws comes with all the rest. */
const here = drawings as Signal<Rest | undefined>

/**
 * Loads the code that comes after the first question. Each need asks the browser, which loads it once, so that a need
 * after a failure, or while it hangs, tries again; what comes first is kept.
 */
export async function loadRest(): Promise<Rest> {
  const came = here.peek() ?? (await import('./entries/full-interface.ts'))
  here.value = here.peek() ?? came
  return here.peek()!
}

/** What of it is here already. A component or effect that reads it runs again when it comes. */
export const restHere = (): Rest | undefined => here.value

/** For what can wait until somebody needs it: runs once, when it is here. */
export function withRest(run: (rest: Rest) => void): void {
  effect(function (this: { dispose(): void }) {
    const rest = here.value
    if (!rest) return
    this.dispose()
    untracked(() => run(rest))
  })
}
