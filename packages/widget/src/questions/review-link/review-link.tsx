import type { ReviewLinkBlock } from '@frankly/core'
import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'
import { css } from './review-link.css.ts'

/** The shop's public review page. The same for everybody: nothing here knows of any answer. */
export function Kind({ question, texts }: QuestionProps<AllTexts>): JSX.Element | null {
  const { url } = question.definition as ReviewLinkBlock
  if (!/^https?:\/\//i.test(url)) return null
  return (
    <a class="out" href={url} target="_blank" rel="noopener noreferrer">
      {texts.writeReview}
    </a>
  )
}

export { css }
