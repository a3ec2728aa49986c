import type { QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { KindModule, QuestionProps } from './question-props.ts'
import { Rating } from './rating/rating.tsx'
import { Text } from './text/text.tsx'

/** Kinds of the first chunk: what a first question nearly always is. */
export const FIRST: Readonly<Partial<Record<QuestionKind, ComponentType<QuestionProps>>>> = {
  rating: Rating,
  text: Text,
}

/** The other kinds, each a chunk with its component and its styles. */
export const LAZY: Readonly<Partial<Record<QuestionKind, () => Promise<KindModule>>>> = {}
