import {
  type AnswerValue,
  type ContactQuestion,
  longestAddress,
  REPLY_CHANNELS,
  type ReplyChannel,
} from '@frankly/core'
import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { fieldName } from '../field-name.ts'
import type { QuestionProps } from '../question-props.ts'
import { Room } from '../room.tsx'
import { css } from './contact.css.ts'

type Contact = Extract<AnswerValue, { kind: 'contact' }>

const DEFAULT_CHANNELS: readonly ReplyChannel[] = ['email', 'phone', 'telegram', 'sms', 'code', 'none']
const BY_NUMBER: readonly ReplyChannel[] = ['phone', 'whatsapp', 'sms']
const EMAIL = { type: 'email', autocomplete: 'email' } as const
const PHONE = { type: 'tel', autocomplete: 'tel' } as const
const NAME = { type: 'text', autocomplete: 'off' } as const
const HOURS = ['morning', 'day', 'evening'] as const

/** How and when to answer. The same ways for everybody; an address only where one is needed. */
export function Kind({ question, texts, onAnswer, describedBy }: QuestionProps<AllTexts>): JSX.Element {
  const definition = question.definition as ContactQuestion
  const answer = question.answer?.kind === 'contact' ? question.answer : undefined
  const channel = answer?.channel
  const give = (change: Partial<Contact>): void => {
    if (answer) onAnswer({ ...answer, ...change })
  }
  const choose = (next: ReplyChannel): void => {
    // a number serves three ways, anything else is typed anew
    const keep = answer?.address && channel && BY_NUMBER.includes(channel) && BY_NUMBER.includes(next)
    onAnswer({ kind: 'contact', channel: next, ...(keep && { address: answer.address }) })
  }
  const byNumber = channel && BY_NUMBER.includes(channel)
  const label = channel === 'email' ? texts.yourEmail : byNumber ? texts.yourPhone : texts.yourTelegram
  const hours = answer?.hours ?? []
  return (
    <>
      <div class="ways">
        {(definition.channels ?? DEFAULT_CHANNELS).map((id) => (
          <label class="o" key={id}>
            <input
              type="radio"
              name={fieldName(question.id)}
              value={id}
              checked={channel === id}
              aria-describedby={describedBy}
              onChange={() => choose(id)}
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
      {channel && channel !== 'none' && channel !== 'code' && (
        <label class="sub">
          <span class="ask">{label}</span>
          <input
            class="in"
            key={channel}
            {...(channel === 'email' ? EMAIL : byNumber ? PHONE : NAME)}
            defaultValue={answer?.address ?? ''}
            aria-invalid={question.fault ? true : undefined}
            aria-describedby={describedBy}
            onInput={(event) => give({ address: event.currentTarget.value })}
          />
          <Room text={answer?.address} limit={longestAddress(channel)} texts={texts} />
        </label>
      )}
      {channel === 'phone' && definition.hours !== false && (
        <fieldset class="sub">
          <legend class="ask">{texts.when}</legend>
          <div class="ways">
            {HOURS.map((id, i) => (
              <label class="o" key={id}>
                <input
                  type="checkbox"
                  checked={hours.includes(id)}
                  onChange={(event) =>
                    give({
                      hours: HOURS.filter((each) => (each === id ? event.currentTarget.checked : hours.includes(each))),
                    })
                  }
                />
                <span>{texts.hours[i]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}

export { css }
