import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'

/** A thank-you token, blind to what was said, and it says so. */
export function Kind({ texts }: QuestionProps<AllTexts>): JSX.Element {
  return <p class="soft">{texts.rewardSame}</p>
}

export const css = ''
