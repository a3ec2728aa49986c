import { staffWords } from '@frankly/adapters'
import type { AnswerValue, Locale } from '@frankly/core'
import type { DeliveryQuestion } from '@frankly/core/wire'

/** A further thing that an answer says, in words. */
export interface Fact {
  readonly label: string
  readonly text: string
}

/** The reader's language among those that our own words are written in. */
export const readerOf = (locale: Locale): 'en' | 'ru' => (locale.startsWith('ru') ? 'ru' : 'en')

/**
 * What a customer chose beside their words: what it is about, what would put it right, who may see the name, what kind
 * of praise it is, how and when to reply.
 */
export function answerFacts(answer: AnswerValue, reader: 'en' | 'ru'): readonly Fact[] {
  const say = staffWords(reader)
  const fact = (label: string, ...parts: readonly (string | undefined)[]): readonly Fact[] => {
    const text = parts.filter(Boolean).join(': ')
    return text ? [{ label: say(label), text }] : []
  }
  if (answer.kind === 'complaint') {
    const { category, remedy, remedyText, nameVisibleTo } = answer
    return [
      ...fact('about', category && say(category)),
      ...fact('wants', remedy && say(remedy), remedyText),
      ...fact('may_see_name', nameVisibleTo && say(nameVisibleTo)),
    ]
  }
  if (answer.kind === 'praise')
    return [...fact('who', answer.who), ...fact('praise_kind', answer.praise && say(answer.praise))]
  if (answer.kind === 'contact') return fact('hours', answer.hours?.map(say).join(', '))
  return []
}

/** An answer as a person would say it. Ids appear only where no words are known. */
export function answerWords(answer: AnswerValue, question: DeliveryQuestion | undefined, locale: Locale): string {
  const labels = question?.labels ?? {}
  // What was chosen is a stranger's word: `constructor` is no label.
  const say = (id: string) => (Object.hasOwn(labels, id) ? labels[id]! : id)
  const ru = readerOf(locale) === 'ru'
  const our = staffWords(readerOf(locale))
  switch (answer.kind) {
    case 'rating':
    case 'scale': {
      if (answer.value === 'na') return our('na')
      const word = question?.labels?.[String(answer.value)]
      return word ? `${answer.value} · ${word}` : String(answer.value)
    }
    case 'choice':
      return [...answer.choices.map((id) => special(id, ru) ?? say(id)), ...(answer.other ? [answer.other] : [])].join(
        ', ',
      )
    case 'text':
      return answer.text
    case 'matrix':
      return Object.entries(answer.rows)
        .map(([row, column]) => `${say(row)}: ${column === 'na' ? our('na') : say(column)}`)
        .join('; ')
    case 'ranking':
      return answer.order.map((id, i) => `${i + 1}. ${say(id)}`).join('  ')
    case 'split':
      return Object.entries(answer.points)
        .map(([id, points]) => `${say(id)}: ${points}`)
        .join('; ')
    case 'contact':
      return [our(answer.channel), answer.address, answer.hours?.map(our).join(', ')].filter(Boolean).join(' · ')
    case 'consent':
      return our(answer.granted ? 'yes' : 'no')
    case 'attachment':
      return answer.files.map((file) => file.name).join(', ')
    case 'praise':
      return [answer.who, answer.text].filter(Boolean).join(': ')
    case 'complaint':
      return [answer.text, answer.remedyText].filter(Boolean).join(' — ')
  }
}

function special(id: string, ru: boolean): string | undefined {
  if (id === 'other') return ru ? 'другое' : 'other'
  if (id === 'none') return ru ? 'ничего из этого' : 'none of these'
  return undefined
}
