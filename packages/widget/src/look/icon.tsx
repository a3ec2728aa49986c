import type { JSX } from 'preact'

/** Strokes of the sign that closes or takes out. */
export const CROSS = 'M3.5 3.5l9 9M12.5 3.5l-9 9'

/**
 * A sign on a small button, strokes in a square of 16, in the colour of the words around it. Its button carries the
 * name. Never a character: a device may have no font for it.
 */
export function icon(strokes: string): JSX.Element {
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d={strokes} />
    </svg>
  )
}
