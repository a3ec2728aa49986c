import type { ComplaintBlock } from '@frankly/core'
import type { ComponentType, JSX } from 'preact'
import { gapIn, inLanguage } from '../i18n/in-language.ts'
import type { AllTexts } from '../i18n/texts.ts'
import { fieldName } from '../questions/field-name.ts'
import { KINDS } from '../questions/kinds.ts'
import type { QuestionProps } from '../questions/question-props.ts'
import { bodyOf, Rich } from '../rich-text/rich.tsx'
import type { ScreenParts } from './screen-props.ts'

interface BlockProps extends Omit<QuestionProps<AllTexts>, 'describedBy'> {
  readonly Kind: ComponentType<QuestionProps<AllTexts>>
  /** Tells "optional": only where a page mixes questions that must and may be answered. */
  readonly tellOptional: boolean
  /** What choosing does beside answering, told beforehand (WCAG 3.2.2); empty: nothing. */
  readonly hint: string
  readonly faultText: ScreenParts['faultText'] | undefined
}

/** A question with its words, help and fault around the component of its kind. */
export function QuestionBlock({ Kind, tellOptional, hint, faultText, ...props }: BlockProps): JSX.Element {
  const { question, texts, acts } = props
  const { id, fault, help } = question
  const noteId = `n-${id}`
  const { definition } = question
  // who may see a name is a small matter: it folds, under words of its own
  const form = (definition as ComplaintBlock).part === 'name' ? 'own' : KINDS[question.kind].form
  const own = inLanguage(question.lang, acts.locale)
  const words = <Rich text={question.text} parts={acts.drawings} as="head" own={own} />
  const body = form === 'own' ? undefined : bodyOf(question.text, acts.drawings)
  const heading = form !== 'own' && (
    <h2 part="question" tabIndex={-1} data-head class={isLong(question.text, 80) ? 'long' : undefined}>
      {form === 'field' ? <label for={fieldName(id)}>{words}</label> : words}
      {tellOptional && !question.required && form !== 'plain' && (
        <span class="soft">{gapIn(acts.locale) ? ` (${texts.optional})` : `（${texts.optional}）`}</span>
      )}
    </h2>
  )
  const isNoted = body || help || hint || fault
  const inner = (
    <>
      {isNoted && (
        <div class="note" id={noteId}>
          {body && <div {...own}>{body}</div>}
          {help && (
            <div class="soft">
              <Rich text={help} parts={acts.drawings} own={inLanguage(question.helpLang, acts.locale)} />
            </div>
          )}
          {hint && <p class="soft hint">{hint}</p>}
          {fault && (
            <p class="bad" role="alert">
              {faultText?.(fault, texts)}
            </p>
          )}
        </div>
      )}
      <Kind {...props} describedBy={isNoted ? noteId : undefined} />
    </>
  )
  return form !== 'group' ? (
    <div class={question.kind === 'statement' ? 'q say' : 'q'} data-q={id}>
      {heading}
      {inner}
    </div>
  ) : (
    <fieldset class="q" data-q={id}>
      <legend>{heading}</legend>
      {inner}
    </fieldset>
  )
}

/** Is it more than so many letters? Wide ones count as two; 80 are about three lines of the card. */
export const isLong = (text: string, most: number): boolean => text.replace(/[\u2e80-\uffdc]/g, '  ').length > most
