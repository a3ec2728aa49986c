import type { AllTexts } from '../i18n/texts.ts'
import type { Rest } from '../rest-type.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'

/** What every screen gets. */
export interface ScreenProps {
  readonly model: RunModel
  readonly ui: UiContext
  readonly texts: AllTexts
  /** The code after the first question, when it is here with its words. */
  readonly later: Rest | undefined
  /** Something that this screen needs could not be loaded. */
  readonly failed: boolean
  /** Tries again to load a part that could not be loaded. */
  reload(): void
}
