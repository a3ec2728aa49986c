import { DEFAULT_MAX_LENGTH } from '@frankly/core/engine'
import type { JSX } from 'preact'
import { plain } from '../../rich-text/rich.tsx'
import { CharactersLeft } from '../characters-left.tsx'
import type { ComplaintProps } from './complaint-answer.ts'

/** What happened: one large field. */
export function Words({ question, texts, describedBy, answer, give, acts }: ComplaintProps): JSX.Element {
  return (
    <>
      <textarea
        class="in tale"
        rows={6}
        aria-label={plain(question.text, acts.drawings)}
        aria-describedby={describedBy}
        aria-invalid={question.fault ? true : undefined}
        aria-required={question.required}
        defaultValue={answer.text}
        onInput={({ currentTarget: { value: text } }) => give((now) => ({ ...now, text }))}
      />
      <CharactersLeft text={answer.text} limit={DEFAULT_MAX_LENGTH} texts={texts} />
    </>
  )
}
