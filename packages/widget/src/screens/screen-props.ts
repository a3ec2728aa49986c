import type { Fault, PageId, RunView, Survey } from '@frankly/core'
import type { ComponentType, FunctionComponent } from 'preact'
import type { LoadLanguage } from '../i18n/languages.ts'
import type { AllTexts, Texts } from '../i18n/texts.ts'
import type { LoadedKinds } from '../questions/load-kinds.ts'
import type { PhotoParts } from '../questions/photo-parts.ts'
import type { Drawings } from '../questions/question-props.ts'
import type { Lazy } from '../state/lazy.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'

/** What every screen gets. */
export interface ScreenProps {
  readonly model: RunModel
  readonly ui: UiContext
  readonly texts: AllTexts
  /** The screens beyond the first view, when their code is here. */
  readonly full: ScreenParts | undefined
  /** The same, when their words are here too. */
  readonly fullWithWords: ScreenParts | undefined
  /** Something that this screen needs could not be loaded. */
  readonly failed: boolean
  /** Tries again to load a part that could not be loaded. */
  reload(): void
}

/** What the screens load when they need it. */
export interface ScreenCode {
  readonly full: Lazy<ScreenParts>
  readonly language: LoadLanguage
  photos(): Promise<PhotoParts>
}

/** What the screens have in the full interface, beyond the first view. */
export interface ScreenParts extends Drawings, LoadedKinds {
  /** Styles beyond those of the first view. */
  readonly css: string
  /** The screens after the questions: the offer of more of them, and the end. */
  readonly AfterQuestions: FunctionComponent<ScreenProps>
  readonly Progress: FunctionComponent<ScreenProps>
  readonly FootTools: ComponentType<ScreenProps>
  /** Where the answers go, in words. */
  readonly GoesTo: FunctionComponent<ScreenProps>
  /** A fault in words, with what to do. */
  faultText(fault: Fault, texts: Texts & Partial<AllTexts>): string
  /** Moves the focus to the first field whose answer was not taken. */
  focusFault(form: ParentNode, view: RunView): void
  /** Can the complaint door be sent from this page? */
  mayEndHere(survey: Survey, pageId: PageId): boolean
  /** Are all words of a pass together more than one response may hold? */
  tooHeavy(words: string): boolean
  /** Lets the page that has come slide in from where it lies in the order of pages. */
  turnPage(root: ParentNode, view: RunView, survey: Survey): void
}
