import type { Place } from './place.ts'

/** Closes a place with a short animation, inert from its start; at once where nothing is animated. */
export function animateClose({ mount: { host, frame } }: Place, end: () => void): void {
  host.inert = true
  frame.dataset['goes'] = ''
  const moves = frame.querySelector('.card')?.getAnimations?.() ?? []
  if (moves.length > 0) Promise.all(moves.map(({ finished }) => finished)).then(end, end)
  else end()
}
