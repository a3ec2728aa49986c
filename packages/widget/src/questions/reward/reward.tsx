import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'

/** A thank-you token, blind to what was said, and it says so. */
export function Kind({ texts }: QuestionProps<AllTexts>): JSX.Element {
  return (
    <>
      <svg class="face gift" viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="30" />
        <path d={GIFT} />
      </svg>
      <p class="soft note">{texts.rewardSame}</p>
    </>
  )
}

/** A parcel with a bow, as the faces of an end are drawn. */
const GIFT = 'M18 25h28v6H18zM21 31v15h22V31M32 25v21M32 25c-2-8-11-9-10-4 1 3 6 4 10 4 2-8 11-9 10-4-1 3-6 4-10 4'

export const css = `
.q:has(>.gift){grid-template-columns:auto minmax(0,1fr);align-items:start;column-gap:14px}
.q:has(>.gift)>*{grid-column:2}
.q>.gift{grid-area:1/1/4;inline-size:48px;block-size:48px;stroke-width:3}
`
