import type { Fault, QuestionView } from '@frankly/core'
import type { ComponentType, JSX } from 'preact'
import { fill } from '../i18n/fill.ts'
import type { AllTexts, FaultWord, Texts } from '../i18n/texts.ts'
import type { QuestionProps } from '../questions/question-props.ts'

/** Kinds that are one field: their question is a `label`; all others stand in a `fieldset`. */
const ONE_FIELD = (question: QuestionView): boolean => question.kind === 'text'

interface BlockProps extends Omit<QuestionProps<AllTexts>, 'describedBy'> {
  readonly Kind: ComponentType<QuestionProps<AllTexts>>
  /** Tells "optional": only where a page mixes questions that must and may be answered. */
  readonly tellOptional: boolean
}

/** A question with its words, help and fault around the component of its kind. */
export function QuestionBlock({ Kind, tellOptional, ...props }: BlockProps): JSX.Element {
  const { question, texts } = props
  const { id, fault, help } = question
  const noteId = `${id}-note`
  const heading = (
    <h2 tabIndex={-1} data-head>
      {ONE_FIELD(question) ? <label for={id}>{question.text}</label> : question.text}
      {tellOptional && !question.required && <span class="soft"> ({texts.optional})</span>}
    </h2>
  )
  const inner = (
    <>
      {(help || fault) && (
        <div id={noteId}>
          {help && <p class="soft">{help}</p>}
          {fault && (
            <p class="bad" role="alert">
              {faultText(fault, texts)}
            </p>
          )}
        </div>
      )}
      <Kind {...props} describedBy={help || fault ? noteId : undefined} />
    </>
  )
  return ONE_FIELD(question) ? (
    <div class="q" data-q={id}>
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

/** The fault in words, with what to do. */
export function faultText(fault: Fault, texts: Texts): string {
  return fill(texts.faults[fault.code as FaultWord] ?? texts.faults.wrong, { n: fault.limit })
}
