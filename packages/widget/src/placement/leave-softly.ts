import type { Place } from './place.ts'

/** Lets a place go with a short movement, dead to the customer from its begin. Without movement it is gone at once. */
export function leaveSoftly({ mount: { host, frame } }: Place, end: () => void): void {
  host.inert = true
  frame.dataset['goes'] = ''
  const moves = frame.querySelector('.card')?.getAnimations?.() ?? []
  if (moves.length > 0) Promise.all(moves.map(({ finished }) => finished)).then(end, end)
  else end()
}
