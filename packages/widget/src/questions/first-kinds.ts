import type { Question, QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { AllTexts } from '../i18n/texts.ts'
import type { QuestionProps } from './question-props.ts'
import { Rating } from './rating/rating.tsx'

/** The kinds of the first chunk: what the template for a purchase begins with. Open texts come with the rest of the code. */
export const FIRST: Readonly<Partial<Record<QuestionKind, ComponentType<QuestionProps<AllTexts>>>>> = {
  rating: Rating as ComponentType<QuestionProps<AllTexts>>,
}

/** Is all of a question in the first chunk? Numbers and drawings of scales come with the rest of the code. */
export function isFirst(question: Question): boolean {
  return question.kind === 'rating' && /^(csat5|ease5|ces2)$/.test(question.scale)
}
