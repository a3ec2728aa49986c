import type { AllTexts } from '../i18n/texts.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'

/** The chunk of the later screens. */
export type Later = typeof import('./later.tsx')

/** What every screen gets. */
export interface ScreenProps {
  readonly model: RunModel
  readonly ui: UiContext
  readonly texts: AllTexts
  /** All words written so far, to be copied when nothing could be stored. */
  written(): string
  /** The later screens and kinds, when they are here. */
  readonly later: Later | undefined
  /** Something that this screen needs could not be loaded. */
  readonly failed: boolean
  /** Tries again to load a part that could not be loaded. */
  reload(): void
}
