import type { AnswerValue, ChoiceQuestion, OptionView } from '@frankly/core'
import { DEFAULT_MAX_LENGTH } from '@frankly/core/engine'
import { Component, type JSX } from 'preact'
import { counted } from '../../i18n/counted.ts'
import { inLanguage, type LanguageAttributes } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { label, plain } from '../../rich-text/rich.tsx'
import { CharactersLeft } from '../characters-left.tsx'
import { fieldName } from '../field-name.ts'
import { optionPart } from '../option-part.ts'
import { isMeant } from '../press.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './choice.css.ts'

type Props = QuestionProps<AllTexts>

const OTHER = 'other'
const NONE = 'none'

const chosenOf = (answer: AnswerValue | undefined): readonly string[] => ofKind('choice', answer)?.choices ?? []

/** Pick one or several: radios or checkboxes, a native select, or pictures with words. */
export class Kind extends Component<Props> {
  /** Own words beside Other: they come back when Other is chosen again, as the field may still show them. */
  private words = ofKind('choice', this.props.question.answer)?.other ?? ''

  private readonly answerOf = (choices: readonly string[]): AnswerValue => ({
    kind: 'choice',
    choices,
    ...(this.words && choices.includes(OTHER) && { other: this.words }),
  })

  private pick(id: string, isMeant = false): void {
    // Other waits for its words
    this.props.onAnswer(() => this.answerOf(id ? [id] : []), isMeant && id !== OTHER)
  }

  /** Ticks what is not chosen, and takes back what is: the box on the screen may be older than the answer. */
  private toggle(id: string): void {
    this.props.onAnswer((latest) => {
      const chosen = chosenOf(latest)
      if (chosen.includes(id)) return this.answerOf(chosen.filter((each) => each !== id))
      return this.answerOf(id === NONE ? [id] : [...chosen.filter((each) => each !== NONE), id])
    })
  }

  private tell(words: string): void {
    this.words = words
    this.props.onAnswer((latest) => (chosenOf(latest).includes(OTHER) ? this.answerOf(chosenOf(latest)) : undefined))
  }

  override render({ question, texts, describedBy, acts }: Props): JSX.Element {
    const definition = question.definition as ChoiceQuestion
    const chosen = chosenOf(question.answer)
    const words = (option: OptionView): string =>
      option.text || (option.id === OTHER ? texts.other : option.id === NONE ? texts.none : option.id)
    const own = (option: OptionView): LanguageAttributes => (option.text ? inLanguage(option.lang, acts.locale) : {})
    const pictures = definition.display === 'picture'
    return (
      <>
        {definition.multiple && definition.max && (
          <p class="soft hint note">{counted(texts.upTo, definition.max, texts)}</p>
        )}
        {definition.display === 'dropdown' && !definition.multiple ? (
          <select
            class="in"
            aria-label={plain(question.text, acts.drawings)}
            aria-describedby={describedBy}
            value={chosen[0] ?? ''}
            onChange={(event) => this.pick(event.currentTarget.value)}
          >
            <option value="">{texts.choose}</option>
            {question.options.map((option) => (
              <option key={option.id} value={option.id} {...own(option)}>
                {plain(words(option), acts.drawings)}
              </option>
            ))}
          </select>
        ) : (
          <div class={pictures ? 'list pics' : question.options.length > 5 ? 'list two' : 'list'}>
            {question.options.map((option) => (
              <label class="o" part={optionPart(chosen.includes(option.id))} key={option.id}>
                <input
                  type={definition.multiple ? 'checkbox' : 'radio'}
                  name={fieldName(question.id)}
                  value={option.id}
                  checked={chosen.includes(option.id)}
                  aria-describedby={describedBy}
                  onClick={definition.multiple ? undefined : (event) => this.pick(option.id, isMeant(event))}
                  onChange={definition.multiple ? () => this.toggle(option.id) : undefined}
                />
                {pictures && option.image && <img src={option.image} alt="" loading="lazy" />}
                <span {...own(option)}>{label(words(option), acts.drawings)}</span>
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
              defaultValue={this.words}
              onInput={(event) => this.tell(event.currentTarget.value)}
            />
            <CharactersLeft text={ofKind('choice', question.answer)?.other} limit={DEFAULT_MAX_LENGTH} texts={texts} />
          </label>
        )}
      </>
    )
  }
}

export { css }
