import { type ContactQuestion, REPLY_CHANNELS, type ReplyChannel } from '@frankly/core'
import { longestAddress } from '@frankly/core/engine'
import { Component, type JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { CharactersLeft } from '../characters-left.tsx'
import { fieldName } from '../field-name.ts'
import { optionPart } from '../option-part.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './contact.css.ts'

type Props = QuestionProps<AllTexts>

const DEFAULT_CHANNELS: readonly ReplyChannel[] = ['email', 'phone', 'telegram', 'sms', 'code', 'none']
const BY_NUMBER: readonly ReplyChannel[] = ['phone', 'whatsapp', 'sms']
const FIELD = {
  email: { type: 'email', autocomplete: 'email' },
  number: { type: 'tel', autocomplete: 'tel' },
  name: { type: 'text', autocomplete: 'off' },
} as const
const HOURS = ['morning', 'day', 'evening'] as const

/** What an address is: phone, WhatsApp and SMS share one number; other channels have their own address. */
type Sort = 'email' | 'number' | 'name' | undefined

const sortOf = (channel: ReplyChannel | undefined): Sort =>
  !channel || channel === 'none' || channel === 'code'
    ? undefined
    : channel === 'email'
      ? 'email'
      : BY_NUMBER.includes(channel)
        ? 'number'
        : 'name'

/** How and when to answer. The same ways for everybody; an address only where one is needed. */
export class Kind extends Component<Props> {
  /** What was typed for each sort: it comes back with its way, as the field may still show it. */
  private readonly typed: Partial<Record<NonNullable<Sort>, string>> = {}

  private choose(channel: ReplyChannel): void {
    this.props.onAnswer((latest) => {
      if (ofKind('contact', latest)?.channel === channel) return
      const sort = sortOf(channel)
      const address = sort && this.typed[sort]
      return { kind: 'contact', channel, ...(address && { address }) }
    })
  }

  private type(sort: NonNullable<Sort>, address: string): void {
    this.typed[sort] = address
    this.props.onAnswer((latest) => {
      const answer = ofKind('contact', latest)
      return answer && sortOf(answer.channel) === sort ? { ...answer, address } : undefined
    })
  }

  private toggle(hour: (typeof HOURS)[number]): void {
    this.props.onAnswer((latest) => {
      const answer = ofKind('contact', latest)
      if (answer?.channel !== 'phone') return
      const { hours = [] } = answer
      return { ...answer, hours: HOURS.filter((each) => (each === hour) !== hours.includes(each)) }
    })
  }

  override render({ question, texts, describedBy }: Props): JSX.Element {
    const definition = question.definition as ContactQuestion
    const answer = ofKind('contact', question.answer)
    const channel = answer?.channel
    const sort = sortOf(channel)
    // also an address of an earlier page or visit comes back with its way
    if (sort && answer?.address !== undefined) this.typed[sort] ??= answer.address
    const label = { email: texts.yourEmail, number: texts.yourPhone, name: texts.yourTelegram }
    const hours = answer?.hours ?? []
    return (
      <>
        <div class="ways">
          {(definition.channels ?? DEFAULT_CHANNELS).map((id) => (
            <label class="o" part={optionPart(channel === id)} key={id}>
              <input
                type="radio"
                name={fieldName(question.id)}
                value={id}
                checked={channel === id}
                aria-describedby={describedBy}
                onChange={() => this.choose(id)}
              />
              <span>{texts.channels[REPLY_CHANNELS.indexOf(id)]}</span>
            </label>
          ))}
        </div>
        {channel === 'code' && (
          <p class="soft" role="status">
            {texts.codeHelp}
          </p>
        )}
        {channel && sort && (
          <label class="sub">
            <span class="ask">{label[sort]}</span>
            <input
              class="in"
              key={channel}
              {...FIELD[sort]}
              defaultValue={answer?.address ?? ''}
              aria-invalid={question.fault ? true : undefined}
              aria-describedby={describedBy}
              onInput={(event) => this.type(sort, event.currentTarget.value)}
            />
            <CharactersLeft text={answer?.address} limit={longestAddress(channel)} texts={texts} />
          </label>
        )}
        {channel === 'phone' && definition.hours !== false && (
          <fieldset class="sub">
            <legend class="ask">{texts.when}</legend>
            <div class="ways">
              {HOURS.map((id, i) => (
                <label class="o" part={optionPart(hours.includes(id))} key={id}>
                  <input type="checkbox" checked={hours.includes(id)} onChange={() => this.toggle(id)} />
                  <span>{texts.hours[i]}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </>
    )
  }
}

export { css }
