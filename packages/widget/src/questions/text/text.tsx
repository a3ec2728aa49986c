import { type TextQuestion, textFor } from '@frankly/core'
import { DEFAULT_MAX_LENGTH } from '@frankly/core/engine'
import type { JSX } from 'preact'
import { fieldName } from '../field-name.ts'
import type { QuestionProps } from '../question-props.ts'
import { css } from './text.css.ts'

/** The few attributes that differ; preact's own type ties roles to types, which a spread cannot show. */
type InputProps = Readonly<Partial<Record<'type' | 'inputMode' | 'autocomplete', string>>>

/** Number stays `text` with a decimal keyboard: `type=number` loses what it cannot parse. */
const TYPED: Readonly<Record<Exclude<TextQuestion['input'], 'long' | undefined>, InputProps>> = {
  short: { type: 'text', autocomplete: 'off' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  number: { type: 'text', inputMode: 'decimal' },
  url: { type: 'url', autocomplete: 'url' },
  date: { type: 'date' },
}

/** Open words, or one typed value. */
export function Text({ question, texts, onAnswer, describedBy, acts }: QuestionProps): JSX.Element {
  const { input = 'long', placeholder, maxLength = DEFAULT_MAX_LENGTH } = question.definition as TextQuestion
  const CharactersLeft = acts.drawings?.CharactersLeft
  const shared = {
    id: fieldName(question.id),
    class: 'in',
    // not `value`: what is typed belongs to the field, a later render must not put an older answer in its place
    defaultValue: question.answer?.kind === 'text' ? question.answer.text : '',
    required: question.required,
    placeholder: textFor(placeholder, acts.locale) || undefined,
    'aria-invalid': question.fault ? true : undefined,
    'aria-describedby': describedBy,
    onInput: ({ currentTarget: { value: text } }: { currentTarget: { value: string } }) =>
      onAnswer(() => ({ kind: 'text', text })),
  }
  const field =
    input === 'long' ? (
      <textarea {...shared} rows={3} />
    ) : (
      <input {...({ ...shared, ...TYPED[input] } as JSX.IntrinsicElements['input'])} />
    )
  return (
    <>
      {field}
      {CharactersLeft && (
        <CharactersLeft
          text={question.answer?.kind === 'text' ? question.answer.text : ''}
          limit={maxLength}
          texts={texts}
        />
      )}
    </>
  )
}

export { css }
