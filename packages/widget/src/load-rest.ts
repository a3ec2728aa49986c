import type { Rest } from './rest-type.ts'

let here: Rest | undefined
let coming: Promise<Rest> | undefined
const waiting: ((rest: Rest) => void)[] = []

/** Loads the code that comes after the first question, once. After a failure the next need tries again. */
export function loadRest(): Promise<Rest> {
  coming ??= import('./rest.ts').then(
    (rest) => {
      here = rest
      for (const run of waiting.splice(0)) run(rest)
      return rest
    },
    (cause) => {
      coming = undefined
      throw cause
    },
  )
  return coming
}

/** What of it is here already. */
export const restHere = (): Rest | undefined => here

/** For what can wait until somebody needs it: runs when it is here. */
export function withRest(run: (rest: Rest) => void): void {
  if (here) run(here)
  else waiting.push(run)
}
