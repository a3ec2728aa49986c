import type { AllTexts } from '../i18n/texts.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'

/** What every screen gets. */
export interface ScreenProps {
  readonly model: RunModel
  readonly ui: UiContext
  readonly texts: AllTexts
  /** All words written so far, to be copied when nothing could be stored. */
  written(): string
  /** Tries again to load a part that could not be loaded. */
  reload(): void
}
