import type { ConsentQuestion } from '@frankly/core'
import type { JSX } from 'preact'
import { inLanguage } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { Rich } from '../../rich-text/rich.tsx'
import { optionPart } from '../option-part.ts'
import type { QuestionProps } from '../question-props.ts'

/** A consent: never ticked beforehand, the whole sentence is its label, the document is one step away. */
export function Kind({ question, texts, onAnswer, describedBy, acts }: QuestionProps<AllTexts>): JSX.Element {
  const { link } = question.definition as ConsentQuestion
  const isGranted = question.answer?.kind === 'consent' && question.answer.granted
  return (
    <>
      <label class="agree" part={optionPart(isGranted)}>
        <input
          type="checkbox"
          required={question.required}
          checked={isGranted}
          aria-describedby={describedBy}
          onChange={({ currentTarget: { checked: granted } }) => onAnswer(() => ({ kind: 'consent', granted }))}
        />
        <span>
          <Rich text={question.text} parts={acts.drawings} as="line" own={inLanguage(question.lang, acts.locale)} />
        </span>
      </label>
      {link && (
        <button type="button" class="link" onClick={() => acts.openLink(link)}>
          {texts.document}
        </button>
      )}
    </>
  )
}

/** A sentence, not an option of a list: no box around it, and so all the room of the card. Its mark is at its first line. */
export const css = `
.agree{display:flex;gap:12px;min-block-size:44px;padding-block:11px;cursor:pointer}
.agree span{min-inline-size:0;overflow-wrap:anywhere}
.agree input{margin-block:1px}
.agree:hover :not(:checked){border-color:var(--f-accent)}
.agree+.link{justify-self:start;margin-block-start:-12px;margin-inline-start:32px}
.top:has(.x)~.page>.q:first-child>.agree:first-child{padding-block-start:0;padding-inline-end:24px}
`
