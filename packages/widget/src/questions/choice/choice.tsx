import { type AnswerValue, type ChoiceQuestion, DEFAULT_MAX_LENGTH, type OptionView } from '@frankly/core'
import type { JSX } from 'preact'
import { fill } from '../../i18n/fill.ts'
import { inLanguage, type LanguageAttributes } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { fieldName } from '../field-name.ts'
import type { QuestionProps } from '../question-props.ts'
import { Room } from '../room.tsx'
import { css } from './choice.css.ts'

const OTHER = 'other'
const NONE = 'none'

/** Pick one or several: radios or checkboxes, a native select, or pictures with words. */
export function Kind({ question, texts, onAnswer, describedBy, acts }: QuestionProps<AllTexts>): JSX.Element {
  const definition = question.definition as ChoiceQuestion
  const answer = question.answer?.kind === 'choice' ? question.answer : undefined
  const chosen = answer?.choices ?? []
  const give = (choices: readonly string[], other = answer?.other): void => {
    const value: AnswerValue = { kind: 'choice', choices }
    onAnswer(other && choices.includes(OTHER) ? { ...value, other } : value)
  }
  const toggle = (id: string, on: boolean): void => {
    const rest = chosen.filter((each) => each !== id && (id === NONE || each !== NONE))
    if (!definition.multiple || id === NONE) give(on ? [id] : [])
    else give(on ? [...rest, id] : rest)
  }
  const words = (option: OptionView): string =>
    option.text || (option.id === OTHER ? texts.other : option.id === NONE ? texts.none : option.id)
  const own = (option: OptionView): LanguageAttributes => (option.text ? inLanguage(option.lang, acts.locale) : {})
  const pictures = definition.display === 'picture'
  return (
    <>
      {definition.multiple && definition.max && <p class="soft">{fill(texts.upTo, { n: definition.max })}</p>}
      {definition.display === 'dropdown' && !definition.multiple ? (
        <select
          class="in"
          aria-label={question.text}
          aria-describedby={describedBy}
          value={chosen[0] ?? ''}
          onChange={(event) => give(event.currentTarget.value ? [event.currentTarget.value] : [])}
        >
          <option value="">{texts.choose}</option>
          {question.options.map((option) => (
            <option key={option.id} value={option.id} {...own(option)}>
              {words(option)}
            </option>
          ))}
        </select>
      ) : (
        <div class={pictures ? 'list pics' : question.options.length > 5 ? 'list two' : 'list'}>
          {question.options.map((option) => (
            <label class="o" key={option.id}>
              <input
                type={definition.multiple ? 'checkbox' : 'radio'}
                name={fieldName(question.id)}
                value={option.id}
                checked={chosen.includes(option.id)}
                aria-describedby={describedBy}
                onChange={(event) => toggle(option.id, event.currentTarget.checked)}
              />
              {pictures && option.image && <img src={option.image} alt="" loading="lazy" />}
              <span {...own(option)}>{words(option)}</span>
            </label>
          ))}
        </div>
      )}
      {chosen.includes(OTHER) && (
        <label class="q">
          <span class="soft">{texts.tellMore}</span>
          <input
            class="in"
            type="text"
            defaultValue={answer?.other ?? ''}
            onInput={(event) => give(chosen, event.currentTarget.value)}
          />
          <Room text={answer?.other} limit={DEFAULT_MAX_LENGTH} texts={texts} />
        </label>
      )}
    </>
  )
}

export { css }
