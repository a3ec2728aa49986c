import type { AnswerValue, RankingQuestion } from '@frankly/core'
import { Component, createRef, type JSX } from 'preact'
import { counted } from '../../i18n/counted.ts'
import { fill } from '../../i18n/fill.ts'
import { inLanguage, type LanguageAttributes } from '../../i18n/in-language.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { CROSS, icon } from '../../look/icon.tsx'
import { label, plain } from '../../rich-text/rich.tsx'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './ranking.css.ts'

const UP = 'M8 13.5v-11M3.5 7L8 2.5L12.5 7'
const DOWN = 'M8 2.5v11M3.5 9L8 13.5L12.5 9'

type Props = QuestionProps<AllTexts>
type Order = readonly string[]

const orderOf = (answer: AnswerValue | undefined): Order => ofKind('ranking', answer)?.order ?? []

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

  /** Puts the latest order into another. An act on what is no longer there, or can go no further, changes nothing. */
  private give(change: (order: Order) => Order | undefined, focusNext: (order: Order) => string): void {
    this.props.onAnswer((latest) => {
      const order = change(orderOf(latest))
      if (!order) return
      this.focusNext = focusNext(order)
      return { kind: 'ranking', order }
    })
  }

  private move(id: string, by: -1 | 1): void {
    this.give(
      (order) => {
        const [at, to] = [order.indexOf(id), order.indexOf(id) + by]
        if (at < 0 || !order[to]) return
        const next = [...order]
        ;[next[at], next[to]] = [next[to]!, id]
        return next
      },
      (order) => `li:nth-child(${order.indexOf(id) + 1}) .${by < 0 ? 'up' : 'down'}`,
    )
  }

  private takeOut(id: string): void {
    let at = 0
    this.give(
      (order) => {
        at = order.indexOf(id)
        return at < 0 ? undefined : order.filter((each) => each !== id)
      },
      () => `li:nth-child(${at + 1}) .out`,
    )
  }

  private add(id: string, most: number): void {
    this.give(
      (order) => (order.includes(id) || order.length >= most ? undefined : [...order, id]),
      () => '.rest button',
    )
  }

  override render({ question, texts, describedBy, acts }: Props): JSX.Element {
    const definition = question.definition as RankingQuestion
    const order = orderOf(question.answer)
    const nameOf = (id: string): string => question.options.find((option) => option.id === id)?.text ?? id
    const own = (id: string): LanguageAttributes =>
      inLanguage(question.options.find((option) => option.id === id)?.lang, acts.locale)
    const most = definition.top ?? question.options.length
    const button = (strokes: string, kind: string, label: string, act: () => void, off = false): JSX.Element => (
      <button
        type="button"
        class={kind}
        aria-label={label}
        title={label}
        onClick={act}
        aria-disabled={off || undefined}
      >
        {icon(strokes)}
      </button>
    )
    return (
      <div class="q" ref={this.box}>
        <p class="soft hint note">{definition.top ? counted(texts.rankTop, definition.top, texts) : texts.rankAll}</p>
        <ol class="rank" aria-describedby={describedBy}>
          {order.map((id, i) => {
            const name = plain(nameOf(id), acts.drawings)
            return (
              <li key={id}>
                <span {...own(id)}>{label(nameOf(id), acts.drawings)}</span>
                {button(UP, 'up', fill(texts.up, { name }), () => this.move(id, -1), i === 0)}
                {button(DOWN, 'down', fill(texts.down, { name }), () => this.move(id, 1), i === order.length - 1)}
                {button(CROSS, 'out', fill(texts.takeOut, { name }), () => this.takeOut(id))}
              </li>
            )
          })}
        </ol>
        {order.length < most && (
          <div class="rest">
            {question.options
              .filter((option) => !order.includes(option.id))
              .map((option) => (
                <button type="button" key={option.id} onClick={() => this.add(option.id, most)}>
                  <span {...own(option.id)}>{label(option.text, acts.drawings)}</span>
                </button>
              ))}
          </div>
        )}
        <p class="unseen" role="status">
          {order.map((id, i) => `${i + 1}. ${plain(nameOf(id), acts.drawings)}`).join('; ')}
        </p>
      </div>
    )
  }
}

export { css }
