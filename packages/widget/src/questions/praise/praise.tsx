import { type AnswerValue, PRAISE_KINDS, type PraiseBlock, type PraiseKind } from '@frankly/core'
import { DEFAULT_MAX_LENGTH, LONGEST_WHO } from '@frankly/core/engine'
import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { plain } from '../../rich-text/rich.tsx'
import { CharactersLeft } from '../characters-left.tsx'
import { css } from '../contact/contact.css.ts'
import { fieldName } from '../field-name.ts'
import { optionPart } from '../option-part.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'

type Praise = Extract<AnswerValue, { kind: 'praise' }>

const praiseOf = (answer: AnswerValue | undefined): Praise => ofKind('praise', answer) ?? { kind: 'praise', text: '' }

/** Who helped, and how. Words first; the kind of help may be named. */
export function Kind({ question, texts, onAnswer, describedBy, acts }: QuestionProps<AllTexts>): JSX.Element {
  const definition = question.definition as PraiseBlock
  const answer = praiseOf(question.answer)
  const give = (change: Partial<Praise>): void => onAnswer((latest) => ({ ...praiseOf(latest), ...change }))
  const kinds: readonly PraiseKind[] = definition.kinds ?? PRAISE_KINDS
  return (
    <>
      <textarea
        class="in"
        rows={3}
        aria-label={plain(question.text, acts.drawings)}
        aria-describedby={describedBy}
        defaultValue={answer.text}
        onInput={(event) => give({ text: event.currentTarget.value })}
      />
      <CharactersLeft text={answer.text} limit={DEFAULT_MAX_LENGTH} texts={texts} />
      <label class="sub">
        <span class="ask">{texts.whoHelped}</span>
        <input
          class="in"
          type="text"
          autocomplete="off"
          defaultValue={answer.who ?? ''}
          onInput={(event) => give({ who: event.currentTarget.value })}
        />
        <CharactersLeft text={answer.who} limit={LONGEST_WHO} texts={texts} />
      </label>
      <fieldset class="sub">
        <legend class="ask">{texts.praiseAsk}</legend>
        <div class="ways">
          {kinds.map((kind) => (
            <label class="o" part={optionPart(answer.praise === kind)} key={kind}>
              <input
                type="radio"
                name={`${fieldName(question.id)}.kind`}
                checked={answer.praise === kind}
                onChange={() => give({ praise: kind })}
              />
              <span>{texts.praiseKinds[PRAISE_KINDS.indexOf(kind)]}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}

export { css }
