import type { Rest } from './rest-type.ts'

let here: Rest | undefined
const waiting: ((rest: Rest) => void)[] = []

/**
 * Loads the code that comes after the first question. Each need asks the browser, which loads it once, so that a need
 * after a failure, or while it hangs, tries again; what comes first is kept.
 */
export async function loadRest(): Promise<Rest> {
  if (!here) {
    const rest = await import('./rest.ts')
    here ??= rest
  }
  for (const run of waiting.splice(0)) run(here)
  return here
}

/** What of it is here already. */
export const restHere = (): Rest | undefined => here

/** For what can wait until somebody needs it: runs when it is here. */
export function withRest(run: (rest: Rest) => void): void {
  if (here) run(here)
  else waiting.push(run)
}
