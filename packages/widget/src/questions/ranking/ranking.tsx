import type { RankingQuestion } from '@frankly/core'
import type { JSX } from 'preact'
import { fill } from '../../i18n/fill.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'
import { css } from './ranking.css.ts'

/** Put in order by buttons alone: tap in order, then move up, down or out. Nothing to drag (WCAG 2.5.7). */
export function Kind({ question, texts, onAnswer, describedBy }: QuestionProps<AllTexts>): JSX.Element {
  const definition = question.definition as RankingQuestion
  const order = question.answer?.kind === 'ranking' ? question.answer.order : []
  const nameOf = (id: string): string => question.options.find((option) => option.id === id)?.text ?? id
  const give = (next: readonly string[]): void => onAnswer({ kind: 'ranking', order: next })
  const swap = (at: number, to: number): void => {
    const next = [...order]
    ;[next[at], next[to]] = [next[to]!, next[at]!]
    give(next)
  }
  const full = order.length >= (definition.top ?? question.options.length)
  const rest = question.options.filter((option) => !order.includes(option.id))
  const button = (sign: string, label: string, act: () => void, off = false): JSX.Element => (
    <button type="button" aria-label={label} title={label} onClick={act} aria-disabled={off || undefined}>
      <span aria-hidden="true">{sign}</span>
    </button>
  )
  return (
    <>
      <p class="soft">{definition.top ? fill(texts.rankTop, { n: definition.top }) : texts.rankAll}</p>
      <ol class="rank" aria-describedby={describedBy}>
        {order.map((id, i) => {
          const name = nameOf(id)
          return (
            <li key={id}>
              <span>{name}</span>
              {button('↑', fill(texts.up, { name }), () => i > 0 && swap(i, i - 1), i === 0)}
              {button(
                '↓',
                fill(texts.down, { name }),
                () => i < order.length - 1 && swap(i, i + 1),
                i === order.length - 1,
              )}
              {button('×', fill(texts.takeOut, { name }), () => give(order.filter((each) => each !== id)))}
            </li>
          )
        })}
      </ol>
      {!full && (
        <div class="rest">
          {rest.map((option) => (
            <button type="button" key={option.id} onClick={() => give([...order, option.id])}>
              {option.text}
            </button>
          ))}
        </div>
      )}
      <p class="unseen" role="status">
        {order.map((id, i) => `${i + 1}. ${nameOf(id)}`).join('; ')}
      </p>
    </>
  )
}

export { css }
