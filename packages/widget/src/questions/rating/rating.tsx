import type { RatingQuestion, RatingScale } from '@frankly/core'
import type { JSX } from 'preact'
import { cardLanguage, inLanguage } from '../../i18n/in-language.ts'
import type { Texts } from '../../i18n/texts.ts'
import { fieldName } from '../field-name.ts'
import type { QuestionProps } from '../question-props.ts'

/** Signs beside the words; never instead of them, and never coloured by good and bad (domain 2.11). */
const GLYPHS: Partial<Record<RatingScale, readonly string[]>> = {
  thumbs: ['👎', '👍'],
  emoji5: ['😞', '🙁', '😐', '🙂', '😊'],
  stars5: ['★', '★★', '★★★', '★★★★', '★★★★★'],
}

/** A scale of native radios, negative end first, each point with words. */
export function Rating({ question, texts, onAnswer, describedBy, acts }: QuestionProps): JSX.Element {
  const definition = question.definition as RatingQuestion
  const numbers = definition.scale === 'nps'
  const words = wordsFor(definition.scale, texts)
  const answer = question.answer?.kind === 'rating' ? question.answer.value : undefined
  const last = question.points.length - 1
  /** The survey's own word for a point; a point without one has its number as text. */
  const ownWord = (i: number): string | undefined => (definition.labels?.[i] ? question.points[i]?.text : undefined)
  const option = (value: number | 'na', text: string, name: string, glyph?: string, lang?: string): JSX.Element => (
    <label class={value === 'na' ? 'o na' : 'o'} key={value}>
      <input
        type="radio"
        name={fieldName(question.id)}
        value={value}
        checked={answer === value}
        aria-label={name === text ? undefined : name}
        aria-describedby={describedBy}
        onClick={(event) => onAnswer(() => ({ kind: 'rating', value }), event.detail > 0)}
      />
      {glyph && (
        <span class="glyph" aria-hidden="true">
          {glyph}
        </span>
      )}
      <span {...inLanguage(lang ?? cardLanguage(acts.locale), acts.locale)}>{text}</span>
    </label>
  )
  return (
    <>
      <div class={numbers ? 'r num' : last < 6 ? 'r few' : 'r'}>
        {question.points.map((point, i) => {
          const own = ownWord(i)
          const word = own || words[numbers ? (i === last ? 1 : i ? 2 : 0) : i] || ''
          const text = numbers ? point.id : word || point.id
          const name = numbers && word ? `${point.id}, ${word}` : text
          return option(
            +point.id,
            text,
            name,
            GLYPHS[definition.scale]?.[i],
            numbers || !own ? undefined : (point.lang ?? acts.locale),
          )
        })}
        {definition.notApplicable && option('na', texts.na, texts.na)}
      </div>
      {numbers && (
        <div class="ends" aria-hidden="true">
          <span>0 · {ownWord(0) || words[0]}</span>
          <span>10 · {ownWord(last) || words[1]}</span>
        </div>
      )}
    </>
  )
}

function wordsFor(scale: RatingScale, texts: Texts): readonly string[] {
  return scale === 'stars5' || scale === 'emoji5' ? texts.quality5 : texts[scale]
}
