import {
  type AnswerValue,
  COMPLAINT_CATEGORIES,
  type ComplaintBlock,
  type ComplaintCategory,
  DEFAULT_MAX_LENGTH,
  REMEDIES,
  type Remedy,
} from '@frankly/core'
import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { css } from '../contact/contact.css.ts'
import { fieldName } from '../field-name.ts'
import type { QuestionProps } from '../question-props.ts'
import { Room } from '../room.tsx'

type Complaint = Extract<AnswerValue, { kind: 'complaint' }>

const VISIBLE = ['nobody', 'team', 'everyone'] as const

/** The frank door: own words first, then the wish; a category is offered afterwards and never forced. */
export function Kind({ question, texts, onAnswer, describedBy }: QuestionProps<AllTexts>): JSX.Element {
  const definition = question.definition as ComplaintBlock
  const answer: Complaint = question.answer?.kind === 'complaint' ? question.answer : { kind: 'complaint', text: '' }
  const categories: readonly ComplaintCategory[] = definition.categories ?? COMPLAINT_CATEGORIES
  const remedies: readonly Remedy[] = definition.remedies ?? REMEDIES
  const give = (change: Partial<Complaint>): void => onAnswer({ ...answer, ...change })
  const choose = (category: string): void => {
    const { category: _, ...rest } = answer
    onAnswer(category ? { ...rest, category: category as ComplaintCategory } : rest)
  }
  return (
    <>
      <textarea
        class="in"
        rows={4}
        aria-label={question.text}
        aria-describedby={describedBy}
        aria-invalid={question.fault ? true : undefined}
        defaultValue={answer.text}
        onInput={(event) => give({ text: event.currentTarget.value })}
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
                onChange={() => give({ remedy })}
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
            onInput={(event) => give({ remedyText: event.currentTarget.value })}
          />
          <Room text={answer.remedyText} limit={DEFAULT_MAX_LENGTH} texts={texts} />
        </label>
      )}
      <label class="sub">
        <span class="ask">{texts.closest}</span>
        <select class="in" value={answer.category ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
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
                checked={(answer.nameVisibleTo ?? 'team') === who}
                onChange={() => give({ nameVisibleTo: who })}
              />
              <span>{texts.seers[i]}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}

export { css }
