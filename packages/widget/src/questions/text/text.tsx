import { type TextQuestion, textFor } from '@frankly/core'
import type { JSX } from 'preact'
import { fill } from '../../i18n/fill.ts'
import type { QuestionProps } from '../question-props.ts'

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

/** Characters left are told only near the end, so that nobody counts while writing. */
const NEAR_THE_END = 200

/** Open words, or one typed value. */
export function Text({ question, texts, onAnswer, describedBy, acts }: QuestionProps): JSX.Element {
  const definition = question.definition as TextQuestion
  const input = definition.input ?? 'long'
  const text = question.answer?.kind === 'text' ? question.answer.text : ''
  const left = (definition.maxLength ?? 4000) - text.length
  const shared = {
    id: question.id,
    class: 'in',
    value: text,
    required: question.required,
    placeholder: textFor(definition.placeholder, acts.locale) || undefined,
    'aria-invalid': question.fault ? true : undefined,
    'aria-describedby': describedBy,
    onInput: (event: { currentTarget: { value: string } }) =>
      onAnswer({ kind: 'text', text: event.currentTarget.value }),
  }
  return (
    <>
      {input === 'long' ? (
        <textarea {...shared} rows={3} />
      ) : (
        <input {...({ ...shared, ...TYPED[input] } as JSX.IntrinsicElements['input'])} />
      )}
      {left < NEAR_THE_END && (
        <p class="soft" role="status">
          {fill(texts.charsLeft, { n: left })}
        </p>
      )}
    </>
  )
}
