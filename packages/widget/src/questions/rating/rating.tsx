import type { RatingQuestion, RatingScale } from '@frankly/core'
import type { JSX } from 'preact'
import { cardLanguage, inLanguage } from '../../i18n/in-language.ts'
import type { Texts } from '../../i18n/texts.ts'
import { plain } from '../../rich-text/rich.tsx'
import { fieldName } from '../field-name.ts'
import { Marks } from '../marks/marks.tsx'
import type { QuestionProps } from '../question-props.ts'

/** How the scales are drawn; the others are marks above their words. None is coloured by good and bad [U1]. */
const LOOKS = { nps: 'numbers', stars5: 'stars', emoji5: 'faces', thumbs: 'thumbs' } as const

/** A scale of native radios, negative end first, each point with words. */
export function Rating({ question, texts, onAnswer, describedBy, acts }: QuestionProps): JSX.Element {
  const { scale, labels, notApplicable } = question.definition as RatingQuestion
  const look = LOOKS[scale as keyof typeof LOOKS] ?? 'dots'
  const numbers = look === 'numbers'
  const words = wordsFor(scale, texts)
  const last = question.points.length - 1
  const marks = question.points.map((point, i) => {
    // the survey's own word; a point without one has its number as text
    const own = labels?.[i] ? point.text : ''
    const word = own || words[numbers ? (i === last ? 1 : i ? 2 : 0) : i]
    return {
      value: +point.id,
      text: numbers ? point.id : word || point.id,
      name: numbers && word ? `${point.id}, ${plain(word, acts.drawings)}` : undefined,
      word: word || point.id,
      own: inLanguage(numbers || !own ? cardLanguage(acts.locale) : (point.lang ?? acts.locale), acts.locale),
    }
  })
  const end = (i: number): string => (numbers ? `${marks[i]!.value}\u00a0·\u00a0` : '') + marks[i]!.word
  return (
    <Marks
      look={look}
      name={fieldName(question.id)}
      marks={marks}
      chosen={question.answer?.kind === 'rating' ? question.answer.value : undefined}
      na={notApplicable ? texts.na : undefined}
      ends={[end(0), end(last)]}
      describedBy={describedBy}
      drawings={acts.drawings}
      onChoose={(value, isMeant) => onAnswer(() => ({ kind: 'rating', value }), isMeant)}
    />
  )
}

function wordsFor(scale: RatingScale, texts: Texts): readonly string[] {
  return scale === 'stars5' || scale === 'emoji5' ? texts.quality5 : texts[scale]
}
