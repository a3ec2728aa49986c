import type { JSX } from 'preact'
import type { Drawn } from '../question-props.ts'

const STAR = 'M14 2.6L17.3 10.3L25.6 11L19.3 16.5L21.2 24.7L14 20.4L6.8 24.7L8.7 16.5L2.4 11L10.7 10.3z'
const THUMB = 'M4 13h4v11H4zM8 13l4.6-9.2c1.9 0 3.2 1.3 3.2 3.1V11h6a2.4 2.4 0 0 1 2.4 2.8l-1.2 7.6a3 3 0 0 1-3 2.6H8'

/** Inside of our own drawing of a point: none is a character, for which a device may have no font. `good`: from 0 to 1. */
export function drawing(look: Drawn, good: number): JSX.Element {
  return (
    <>
      {look === 'faces' && <circle cx="14" cy="14" r="12" />}
      <path d={look === 'stars' ? STAR : look === 'thumbs' ? THUMB : face(2 * good - 1)} />
    </>
  )
}

/** Eyes and a mouth, from a frown under worried brows (-1) to a laugh (1). */
function face(mood: number): string {
  const mouth = 18.6 - 1.8 * mood
  const brows = mood === -1 ? 'M7.6 9.4l3-1.4M20.4 9.4l-3-1.4' : ''
  return `${brows}M10 11v1.6M18 11v1.6M8.6 ${mouth}Q14 ${mouth + 6.8 * mood} 19.4 ${mouth}${mood === 1 ? 'z' : ''}`
}
