import type { AnswerValue, AttachmentRef, QuestionId, QuestionView } from '@frankly/core'
import type { ComponentType, JSX } from 'preact'
import type { AllTexts, Texts } from '../i18n/texts.ts'
import type { RichTextParts } from '../rich-text/rich.tsx'
import type { CharactersLeft } from './characters-left.tsx'
import type { PhotoParts } from './photo-parts.ts'

/** Looks for which a shape is drawn at each point of a scale. */
export type Drawn = 'stars' | 'faces' | 'thumbs'

/** What draws inside questions and is loaded with the full interface: marks of texts, shapes of scales, room in a text. */
export interface Drawings extends RichTextParts {
  /** @param good - from 0, the negative end, to 1 */
  drawing(look: Drawn, good: number): JSX.Element
  /** Tells how much room a text has; it is loaded with its words. */
  readonly CharactersLeft: typeof CharactersLeft
}

/** What every question component gets: the question, the words, and one way to answer. Nothing else. */
export interface QuestionProps<T extends Texts = Texts> {
  readonly question: QuestionView
  readonly texts: T
  /** Id of the element that tells the fault or the help, for `aria-describedby`; absent when there is neither. */
  readonly describedBy: string | undefined
  /**
   * Answers. `change` gets the latest answer and makes the next: `question.answer` is as old as the last drawing, and
   * several acts may come before the next one. `undefined`: nothing changes. `isMeant`: it was chosen by a press
   * that may go on by itself (`press.ts`); never for an answer that still needs words.
   */
  onAnswer(change: (latest: AnswerValue | undefined) => AnswerValue | undefined, isMeant?: boolean): void
  readonly acts: QuestionActs
}

/** The answer, when it is of this kind. */
export function ofKind<Kind extends AnswerValue['kind']>(
  kind: Kind,
  answer: AnswerValue | undefined,
): Extract<AnswerValue, { kind: Kind }> | undefined {
  return answer?.kind === kind ? (answer as Extract<AnswerValue, { kind: Kind }>) : undefined
}

/** Acts that a few kinds need beyond answering. */
export interface QuestionActs {
  /** The answer to a question as it stands at this moment. */
  latest(questionId: QuestionId): AnswerValue | undefined
  /** Takes a file; `undefined`: could not be kept. */
  attach(file: Blob, name: string): Promise<AttachmentRef | undefined>
  /**
   * An answer is still being made (a photo). Next and Send wait for it; they do nothing when it resolves to false:
   * there is trouble to be read.
   */
  making(work: Promise<boolean>): void
  openLink(url: string): void
  /** What draws inside questions, when it is here; for a kind that is loaded later it always is. */
  readonly drawings: Drawings | undefined
  /** Loads what shrinks and shows photos. */
  photos(): Promise<PhotoParts>
  readonly shop: string
  readonly locale: string
}

/** A lazy kind: its component and its styles come in one chunk. */
export interface KindModule {
  readonly Kind: ComponentType<QuestionProps<AllTexts>>
  readonly css: string
}
