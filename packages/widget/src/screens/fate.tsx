import type { ComponentChildren, JSX } from 'preact'
import type { DeliveryState } from '../state/run-model.ts'

/** What may have become of an answer; `waiting`: the code that comes next is on its way. */
type Fate = DeliveryState['is'] | 'waiting'

/** A face for each, drawn on a disc of 64 × 64: none is a character of a font. */
const FACES: Readonly<Record<Fate, string>> = {
  idle: 'M32 16a16 16 0 1 1-15 10',
  saving: 'M32 16a16 16 0 1 1-15 10',
  waiting: 'M20 32h.1M32 32h.1M44 32h.1',
  sent: 'M19 34c4 3 7 6 10 10 4-10 9-18 17-25',
  kept: 'M18 36v9h28v-9M32 17v19M25 30l7 7 7-7',
  blocked: 'M25 22v20M39 22v20',
  here: 'M22 16h13l8 8v24H22zM35 16v8h8',
  not_saved: 'M32 18v17M32 45v.1',
  withdrawn: 'M26 19l-9 9 9 9M18 28h20a9 9 0 0 1 0 18h-9',
}

interface FateProps {
  readonly is: Fate
  readonly title: ComponentChildren
  /** What the shop says further. */
  readonly further?: ComponentChildren
  /** Further words under the title; always there, so that nothing jumps when they come. */
  readonly detail: ComponentChildren
  /** Bad news: announced by screen readers at once (`role="alert"`). */
  readonly isAlert?: boolean
  /** More is on its way. */
  readonly isWaiting?: boolean
  readonly children?: ComponentChildren
}

/** The frame of all that is said about the fate of an answer: a face, words, and as much height for each. */
export function FateScreen({ is, title, further, detail, isAlert, isWaiting, children }: FateProps): JSX.Element {
  return (
    <div class="page thanks" data-fate={is} aria-busy={isWaiting}>
      <svg class="face" viewBox="0 0 64 64" aria-hidden="true" key={is}>
        <circle cx="32" cy="32" r="30" />
        <path d={FACES[is]} pathLength="1" />
      </svg>
      <div role={isAlert ? 'alert' : 'status'}>
        <h2 part="question" tabIndex={-1} data-head>
          {title}
        </h2>
        {further}
        <p class="soft">{detail}</p>
      </div>
      {children}
    </div>
  )
}
