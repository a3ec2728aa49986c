import { type Signal, signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'

/** Looks for which a shape is drawn at each point of a scale. */
export type Drawn = 'stars' | 'faces' | 'thumbs'

/** What of the code after the first question draws inside questions: marks of texts, and shapes of scales. */
export interface LaterDrawings {
  drawText(text: string, as: 'head' | 'line' | 'whole' | 'label'): ComponentChildren
  drawBody(text: string): JSX.Element | undefined
  plainText(text: string): string
  drawing(look: Drawn, good: number): JSX.Element
}

/** Set by `loadRest`. Questions read it here: that file leads to all kinds of questions, and would lead back to them. */
export const drawings: Signal<LaterDrawings | undefined> = signal()
