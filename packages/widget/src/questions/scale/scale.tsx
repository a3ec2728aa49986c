import type { ScaleQuestion } from '@frankly/core'
import { valueAt, valuesOf } from '@frankly/core/model'
import type { JSX } from 'preact'
import { inLanguage } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { plain } from '../../rich-text/rich.tsx'
import { fieldName } from '../field-name.ts'
import { type Mark, Marks } from '../marks/marks.tsx'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './scale.css.ts'
import { Slider } from './slider.tsx'

/** A scale for what is neither satisfaction nor effort. Its words are the survey's alone. */
export function Kind(props: QuestionProps<AllTexts>): JSX.Element {
  const { question, texts, onAnswer, describedBy, acts } = props
  const definition = question.definition as ScaleQuestion
  const { look, words, ends, notApplicable } = definition
  const numbers = new Intl.NumberFormat(acts.locale, { numberingSystem: 'latn', useGrouping: false })
  const marks = question.points.map(({ id, text, lang }): NamedMark => {
    const number = numbers.format(+id)
    const word = text === id ? '' : text
    return {
      value: +id,
      text: words ? word : number,
      name: !words && word ? `${number}, ${plain(word, acts.drawings)}` : undefined,
      end: word && !words && (look === 'numbers' || look === 'slider') ? `${number}\u00a0·\u00a0${word}` : word,
      own: words ? inLanguage(lang, acts.locale) : undefined,
    }
  })
  const shared = {
    name: fieldName(question.id),
    chosen: ofKind('scale', question.answer)?.value,
    na: notApplicable ? texts.na : undefined,
    ends: ends || words ? ([marks[0]!, marks.at(-1)!].map((mark) => mark.end) as [string, string]) : undefined,
    describedBy,
    drawings: acts.drawings,
  }
  if (look === 'slider') {
    const valueText = (value: number): string => {
      const mark = marks.find((each) => each.value === value)
      return (words && mark ? plain(mark.text, acts.drawings) : mark?.name) ?? numbers.format(value)
    }
    return (
      <Slider
        {...shared}
        label={plain(question.text, acts.drawings)}
        range={definition}
        middle={valueAt(definition, Math.floor((valuesOf(definition) - 1) / 2))}
        valueText={valueText}
        unset={texts.choose}
        onChoose={(value) => onAnswer(() => ({ kind: 'scale', value }))}
      />
    )
  }
  return (
    <Marks
      {...shared}
      look={look === 'numbers' && words ? 'dots' : look}
      marks={marks}
      isBare={!words}
      onChoose={(value, isChoice) => onAnswer(() => ({ kind: 'scale', value }), isChoice)}
    />
  )
}

interface NamedMark extends Mark<number> {
  /** How it is named below an end of the row. */
  readonly end: string
}

export { css }
