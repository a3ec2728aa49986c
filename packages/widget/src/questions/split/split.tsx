import type { AnswerValue, SplitQuestion } from '@frankly/core'
import { plainDigits } from '@frankly/core/model'
import type { JSX } from 'preact'
import { counted } from '../../i18n/counted.ts'
import { fill } from '../../i18n/fill.ts'
import { inLanguage } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { icon } from '../../look/icon.tsx'
import { label, plain } from '../../rich-text/rich.tsx'
import { fieldName } from '../field-name.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './split.css.ts'

const MINUS = 'M2.5 8h11'
const PLUS = 'M2.5 8h11M8 2.5v11'

type Points = Readonly<Record<string, number>>

const pointsOf = (answer: AnswerValue | undefined): Points => ofKind('split', answer)?.points ?? {}
const sumOf = (points: Points): number => Object.values(points).reduce((sum, part) => sum + part, 0)

/** Share out points. The rest is always shown, and no points move by themselves. */
export function Kind({ question, texts, onAnswer, describedBy, acts }: QuestionProps<AllTexts>): JSX.Element {
  const total = (question.definition as SplitQuestion).total ?? 100
  const points = pointsOf(question.answer)
  const left = total - sumOf(points)
  const step = Math.max(1, Math.round(total / 10))
  const give = (id: string, next: (value: number, left: number) => number): void =>
    onAnswer((latest) => {
      const now = pointsOf(latest)
      const { [id]: value = 0, ...others } = now
      const points = next(value, total - sumOf(now))
      return { kind: 'split', points: points > 0 ? { ...others, [id]: points } : others }
    })
  return (
    <>
      {question.options.map(({ id, text, lang }) => {
        const value = points[id] ?? 0
        return (
          <div class="share" key={id}>
            <label for={`${fieldName(question.id)}.${id}`} {...inLanguage(lang, acts.locale)}>
              {label(text, acts.drawings)}
            </label>
            <div class="step">
              <button
                type="button"
                aria-label={fill(texts.less, { name: plain(text, acts.drawings) })}
                onClick={() => give(id, (value) => value - step)}
              >
                {icon(MINUS)}
              </button>
              <input
                id={`${fieldName(question.id)}.${id}`}
                class="in"
                inputMode="numeric"
                value={value}
                aria-describedby={describedBy}
                onInput={({ currentTarget: { value } }) => give(id, () => Number.parseInt(plainDigits(value), 10) || 0)}
              />
              <button
                type="button"
                aria-label={fill(texts.extra, { name: plain(text, acts.drawings) })}
                onClick={() => give(id, (value, left) => value + Math.min(step, Math.max(0, left)))}
              >
                {icon(PLUS)}
              </button>
            </div>
          </div>
        )
      })}
      <p role="status">{counted(texts.left, left, texts)}</p>
    </>
  )
}

export { css }
