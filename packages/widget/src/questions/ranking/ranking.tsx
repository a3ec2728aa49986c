import type { RankingQuestion } from '@frankly/core'
import { Component, createRef, type JSX } from 'preact'
import { fill } from '../../i18n/fill.ts'
import { inLanguage, type LanguageAttributes } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'
import { css } from './ranking.css.ts'

type Props = QuestionProps<AllTexts>

/** Put in order by buttons alone: tap in order, then move up, down or out. Nothing to drag (WCAG 2.5.7). */
export class Kind extends Component<Props> {
  private readonly box = createRef<HTMLDivElement>()
  /** Where the focus goes after the next render: a moved or vanished button would drop it (WCAG 2.4.3). */
  private focusNext: string | undefined

  override componentDidUpdate(): void {
    if (!this.focusNext) return
    const buttons = this.box.current!
    const next = buttons.querySelector<HTMLElement>(this.focusNext) ?? buttons.querySelector<HTMLElement>('button')
    this.focusNext = undefined
    next?.focus()
  }

  private give(order: readonly string[], focusNext: string): void {
    this.focusNext = focusNext
    this.props.onAnswer({ kind: 'ranking', order })
  }

  override render({ question, texts, describedBy, acts }: Props): JSX.Element {
    const definition = question.definition as RankingQuestion
    const order = question.answer?.kind === 'ranking' ? question.answer.order : []
    const nameOf = (id: string): string => question.options.find((option) => option.id === id)?.text ?? id
    const own = (id: string): LanguageAttributes =>
      inLanguage(question.options.find((option) => option.id === id)?.lang, acts.locale)
    const full = order.length >= (definition.top ?? question.options.length)
    const move = (at: number, by: number): void => {
      const to = at + by
      if (to < 0 || to >= order.length) return
      const next = [...order]
      ;[next[at], next[to]] = [next[to]!, next[at]!]
      this.give(next, `li:nth-child(${to + 1}) .${by < 0 ? 'up' : 'down'}`)
    }
    const button = (sign: string, kind: string, label: string, act: () => void, off = false): JSX.Element => (
      <button
        type="button"
        class={kind}
        aria-label={label}
        title={label}
        onClick={act}
        aria-disabled={off || undefined}
      >
        <span aria-hidden="true">{sign}</span>
      </button>
    )
    return (
      <div class="q" ref={this.box}>
        <p class="soft">{definition.top ? fill(texts.rankTop, { n: definition.top }) : texts.rankAll}</p>
        <ol class="rank" aria-describedby={describedBy}>
          {order.map((id, i) => {
            const name = nameOf(id)
            const out = (): void =>
              this.give(
                order.filter((each) => each !== id),
                `li:nth-child(${i + 1}) .out`,
              )
            return (
              <li key={id}>
                <span {...own(id)}>{name}</span>
                {button('↑', 'up', fill(texts.up, { name }), () => move(i, -1), i === 0)}
                {button('↓', 'down', fill(texts.down, { name }), () => move(i, 1), i === order.length - 1)}
                {button('×', 'out', fill(texts.takeOut, { name }), out)}
              </li>
            )
          })}
        </ol>
        {!full && (
          <div class="rest">
            {question.options
              .filter((option) => !order.includes(option.id))
              .map((option) => (
                <button type="button" key={option.id} onClick={() => this.give([...order, option.id], '.rest button')}>
                  <span {...own(option.id)}>{option.text}</span>
                </button>
              ))}
          </div>
        )}
        <p class="unseen" role="status">
          {order.map((id, i) => `${i + 1}. ${nameOf(id)}`).join('; ')}
        </p>
      </div>
    )
  }
}

export { css }
