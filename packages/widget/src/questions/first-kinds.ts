import type { QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { AllTexts } from '../i18n/texts.ts'
import type { QuestionProps } from './question-props.ts'
import { Rating } from './rating/rating.tsx'

/** The kind of the first chunk: what a first question nearly always is. */
export const FIRST: Readonly<Partial<Record<QuestionKind, ComponentType<QuestionProps<AllTexts>>>>> = {
  rating: Rating as ComponentType<QuestionProps<AllTexts>>,
}
