import type { AnswerValue, QuestionView, ReplyChannel } from '@frankly/core'

/** Reads a line as the answer to a question; `undefined`: it cannot be one. */
export function readAnswer(question: QuestionView, line: string): AnswerValue | undefined {
  const { options, definition } = question
  const numbers = line.split(/[\s,;]+/).map(Number)
  const chosen = numbers.map((number) => options[number - 1]?.id)
  const ids = chosen.filter((id) => id !== undefined)
  switch (definition.kind) {
    case 'rating':
      return line === 'na' ? { kind: 'rating', value: 'na' } : { kind: 'rating', value: Number(line) }
    case 'scale':
      return line === 'na' ? { kind: 'scale', value: 'na' } : { kind: 'scale', value: Number(line) }
    case 'choice': {
      const [, words] = /^other:\s*(.+)/i.exec(line) ?? []
      if (words) return { kind: 'choice', choices: ['other'], other: words }
      return ids.length === chosen.length ? { kind: 'choice', choices: ids } : undefined
    }
    case 'ranking':
      return ids.length === chosen.length ? { kind: 'ranking', order: ids } : undefined
    case 'split':
      return numbers.length === options.length && numbers.every(Number.isFinite)
        ? { kind: 'split', points: Object.fromEntries(options.map(({ id }, at) => [id, numbers[at]!])) }
        : undefined
    case 'contact': {
      const [channel = '', ...address] = line.split(/\s+/)
      return isChannel(channel)
        ? { kind: 'contact', channel, ...(address.length > 0 && { address: address.join(' ') }) }
        : undefined
    }
    case 'consent':
      return { kind: 'consent', granted: /^(y|yes|да|д)$/i.test(line) }
    case 'text':
      return { kind: 'text', text: line }
    case 'praise':
      return { kind: 'praise', text: line }
    case 'complaint':
      return { kind: 'complaint', text: line }
    default:
      return undefined
  }
}

/** Reads the answer to one row of a matrix: the number of a column, or its id. */
export function readCell(question: QuestionView, line: string): string | undefined {
  const { points } = question
  return line === 'na' ? 'na' : (points.find(({ id }) => id === line) ?? points[Number(line) - 1])?.id
}

const CHANNELS: readonly string[] = ['email', 'phone', 'telegram', 'whatsapp', 'sms', 'code', 'none']

function isChannel(word: string): word is ReplyChannel {
  return CHANNELS.includes(word)
}
