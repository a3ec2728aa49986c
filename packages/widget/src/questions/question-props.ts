import type { AnswerValue, QuestionView } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { AllTexts, Texts } from '../i18n/texts.ts'

/** What every question component gets: the question, the words, and one way to answer. Nothing else. */
export interface QuestionProps<T extends Texts = Texts> {
  readonly question: QuestionView
  readonly texts: T
  /** Id of the element that tells the fault or the help, for `aria-describedby`; absent when there is neither. */
  readonly describedBy: string | undefined
  /** `byPointer`: a finger or mouse chose it, not an arrow key that merely passes by. */
  onAnswer(value: AnswerValue, byPointer?: boolean): void
  readonly acts: QuestionActs
}

/** Acts that a few kinds need beyond answering. */
export interface QuestionActs {
  /** Takes a file; `undefined`: could not be kept. */
  attach(file: Blob, name: string): Promise<import('@frankly/core').AttachmentRef | undefined>
  openLink(url: string): void
  readonly shop: string
  readonly locale: string
}

/** A lazy kind: its component and its styles come in one chunk. */
export interface KindModule {
  readonly Kind: ComponentType<QuestionProps<AllTexts>>
  readonly css: string
}
