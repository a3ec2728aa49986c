import type { AnswerValue } from '@frankly/core'
import type { AllTexts } from '../../i18n/texts.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'

/** What was said of a complaint. */
export type Complaint = Extract<AnswerValue, { kind: 'complaint' }>

/** Who may see the name. */
export type Seer = NonNullable<Complaint['nameVisibleTo']>

/** What each part of a complaint gets. */
export interface ComplaintProps extends QuestionProps<AllTexts> {
  /** As it is drawn. */
  readonly answer: Complaint
  /** Makes the next answer of the latest. */
  give(change: (latest: Complaint) => Complaint): void
}

/** The complaint of an answer; without words before the first one. */
export const complaintIn = (answer: AnswerValue | undefined): Complaint =>
  ofKind('complaint', answer) ?? { kind: 'complaint', text: '' }
