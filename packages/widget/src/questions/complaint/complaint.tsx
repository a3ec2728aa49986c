import {
  type AnswerValue,
  COMPLAINT_CATEGORIES,
  type ComplaintBlock,
  type ComplaintCategory,
  DEFAULT_MAX_LENGTH,
  REMEDIES,
  type Remedy,
} from '@frankly/core'
import { Component, type JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { css } from '../contact/contact.css.ts'
import { fieldName } from '../field-name.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { Room } from '../room.tsx'

type Props = QuestionProps<AllTexts>
type Complaint = Extract<AnswerValue, { kind: 'complaint' }>

const VISIBLE = ['nobody', 'team', 'everyone'] as const

/** The frank door: own words first, then the wish; a category is offered afterwards and never forced. */
export class Kind extends Component<Props> {
  /** Who may see the name. Alone it is no answer yet, and it must not be lost before the first word. */
  private seer = ofKind('complaint', this.props.question.answer)?.nameVisibleTo

  private give(change: (answer: Complaint) => Complaint): void {
    this.props.onAnswer((latest) => {
      const answer = ofKind('complaint', latest) ?? { kind: 'complaint', text: '' }
      return change({ ...answer, ...(this.seer && { nameVisibleTo: this.seer }) })
    })
  }

  private choose(category: ComplaintCategory | undefined): void {
    this.give(({ category: _, ...rest }) => (category ? { ...rest, category } : rest))
  }

  private show(who: NonNullable<Complaint['nameVisibleTo']>): void {
    this.seer = who
    this.give((answer) => answer)
  }

  override render({ question, texts, describedBy }: Props): JSX.Element {
    const definition = question.definition as ComplaintBlock
    const answer: Complaint = ofKind('complaint', question.answer) ?? { kind: 'complaint', text: '' }
    const categories: readonly ComplaintCategory[] = definition.categories ?? COMPLAINT_CATEGORIES
    const remedies: readonly Remedy[] = definition.remedies ?? REMEDIES
    return (
      <>
        <textarea
          class="in"
          rows={4}
          aria-label={question.text}
          aria-describedby={describedBy}
          aria-invalid={question.fault ? true : undefined}
          defaultValue={answer.text}
          onInput={({ currentTarget: { value: text } }) => this.give((now) => ({ ...now, text }))}
        />
        <Room text={answer.text} limit={DEFAULT_MAX_LENGTH} texts={texts} />
        <fieldset class="sub">
          <legend class="ask">{texts.want}</legend>
          <div class="ways">
            {remedies.map((remedy) => (
              <label class="o" key={remedy}>
                <input
                  type="radio"
                  name={`${fieldName(question.id)}.remedy`}
                  checked={answer.remedy === remedy}
                  onChange={() => this.give((now) => ({ ...now, remedy }))}
                />
                <span>{texts.remedies[REMEDIES.indexOf(remedy)]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {answer.remedy === 'other' && (
          <label class="sub">
            <span class="ask">{texts.tellMore}</span>
            <input
              class="in"
              type="text"
              defaultValue={answer.remedyText ?? ''}
              onInput={({ currentTarget: { value: remedyText } }) => this.give((now) => ({ ...now, remedyText }))}
            />
            <Room text={answer.remedyText} limit={DEFAULT_MAX_LENGTH} texts={texts} />
          </label>
        )}
        <label class="sub">
          <span class="ask">{texts.closest}</span>
          <select
            class="in"
            value={answer.category ?? ''}
            onChange={(event) => this.choose((event.currentTarget.value || undefined) as ComplaintCategory | undefined)}
          >
            <option value="">{texts.ifYouLike}</option>
            {categories.map((category) => (
              <option key={category} value={category}>
                {texts.categories[COMPLAINT_CATEGORIES.indexOf(category)]}
              </option>
            ))}
          </select>
        </label>
        <fieldset class="sub">
          <legend class="ask">{texts.whoSees}</legend>
          <div class="ways">
            {VISIBLE.map((who, i) => (
              <label class="o" key={who}>
                <input
                  type="radio"
                  name={`${fieldName(question.id)}.name`}
                  checked={(this.seer ?? 'team') === who}
                  onChange={() => this.show(who)}
                />
                <span>{texts.seers[i]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </>
    )
  }
}

export { css }
