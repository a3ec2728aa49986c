import type { Place } from './place.ts'

/** After so long, ms, it is gone, whatever became of its movement: a window that is not seen moves nothing. */
const LONGEST_MS = 400

/** Lets a place go with a short movement, dead to the customer from its begin. Without movement it is gone at once. */
export function leaveSoftly({ mount: { host, frame } }: Place, end: () => void): void {
  let hasEnded = false
  const once = (): void => {
    if (hasEnded) return
    hasEnded = true
    end()
  }
  host.inert = true
  frame.dataset['goes'] = ''
  const moves = frame.querySelector('.card')?.getAnimations?.() ?? []
  if (moves.length === 0) return once()
  Promise.all(moves.map(({ finished }) => finished)).then(once, once)
  setTimeout(once, LONGEST_MS)
}
