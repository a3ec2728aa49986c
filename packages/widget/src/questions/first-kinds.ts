import type { QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { AllTexts } from '../i18n/texts.ts'
import type { QuestionProps } from './question-props.ts'
import { Rating } from './rating/rating.tsx'
import { Text } from './text/text.tsx'

/** The kinds of the first chunk: what a first page nearly always has, as the template for a purchase does. */
export const FIRST: Readonly<Partial<Record<QuestionKind, ComponentType<QuestionProps<AllTexts>>>>> = {
  rating: Rating as ComponentType<QuestionProps<AllTexts>>,
  text: Text as ComponentType<QuestionProps<AllTexts>>,
}
