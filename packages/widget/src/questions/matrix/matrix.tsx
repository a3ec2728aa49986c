import type { AnswerValue, MatrixQuestion } from '@frankly/core'
import type { JSX } from 'preact'
import { cardLanguage, inLanguage } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { label } from '../../rich-text/rich.tsx'
import { fieldName } from '../field-name.ts'
import { optionPart } from '../option-part.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './matrix.css.ts'

const rowsOf = (answer: AnswerValue | undefined): Readonly<Record<string, string>> =>
  ofKind('matrix', answer)?.rows ?? {}

/** Several rows on one scale: a radio group for each row, with every word on every radio. */
export function Kind({ question, texts, onAnswer, describedBy, acts }: QuestionProps<AllTexts>): JSX.Element {
  const definition = question.definition as MatrixQuestion
  const rows = rowsOf(question.answer)
  const columns = [
    ...question.points,
    ...(definition.notApplicable ? [{ id: 'na', text: texts.na, lang: cardLanguage(acts.locale) }] : []),
  ]
  return (
    <div class="rows">
      <div class="heads" aria-hidden="true">
        <i />
        <span>
          {columns.map(({ id, text, lang }) => (
            <b key={id} {...inLanguage(lang, acts.locale)}>
              {label(text, acts.drawings)}
            </b>
          ))}
        </span>
      </div>
      {question.options.map((row) => (
        <fieldset class="row" key={row.id} aria-describedby={describedBy}>
          <legend {...inLanguage(row.lang, acts.locale)}>{label(row.text, acts.drawings)}</legend>
          <div class="cells">
            {columns.map((column) => (
              <label class="o" part={optionPart(rows[row.id] === column.id)} key={column.id}>
                <input
                  type="radio"
                  name={`${fieldName(question.id)}.${row.id}`}
                  value={column.id}
                  checked={rows[row.id] === column.id}
                  onChange={() =>
                    onAnswer((latest) => ({ kind: 'matrix', rows: { ...rowsOf(latest), [row.id]: column.id } }))
                  }
                />
                <span {...inLanguage(column.lang, acts.locale)}>{label(column.text, acts.drawings)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

export { css }
