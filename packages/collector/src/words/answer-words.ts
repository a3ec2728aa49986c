import type { AnswerValue, DeliveryQuestion, Locale } from '@frankly/core'

/** An answer as a person would say it. Ids appear only where no words are known. */
export function answerWords(answer: AnswerValue, question: DeliveryQuestion | undefined, locale: Locale): string {
  const labels = question?.labels ?? {}
  // What was chosen is a stranger's word: `constructor` is no label.
  const say = (id: string) => (Object.hasOwn(labels, id) ? labels[id]! : id)
  const ru = locale.startsWith('ru')
  switch (answer.kind) {
    case 'rating': {
      if (answer.value === 'na') return ru ? 'неприменимо' : 'not applicable'
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
        .map(([row, column]) => `${say(row)}: ${say(column)}`)
        .join('; ')
    case 'ranking':
      return answer.order.map((id, i) => `${i + 1}. ${say(id)}`).join('  ')
    case 'split':
      return Object.entries(answer.points)
        .map(([id, points]) => `${say(id)}: ${points}`)
        .join('; ')
    case 'contact':
      return [answer.channel, answer.address, answer.hours?.join(', ')].filter(Boolean).join(' · ')
    case 'consent':
      return answer.granted ? (ru ? 'да' : 'yes') : ru ? 'нет' : 'no'
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
