import type { OrderContext, Response } from '@frankly/core'
import type { Words } from '../store/compare-words.ts'
import type { RetainedKind } from '../store/ports.ts'
import { scrubAnswers } from '../words/scrub.ts'

/**
 * A response whose contact data has outlived its time: the address to answer to and its hours, the person, the number
 * and lines of the order, the code of the receipt, tags and page go; addresses and numbers in free text are masked.
 * Words, choices, consents and the sum of the order stay.
 */
function withoutContacts({ subject: _, receiptCode: _code, ...response }: Response): Response {
  const { order, tags: _tags, path: _path, ...context } = response.context
  const { answers } = contactlessWords(response)
  return { ...response, answers, context: { ...context, ...(order ? { order: withoutNumber(order) } : {}) } }
}

/** What an order says of any order. An empty number is no order that could be found. */
function withoutNumber({ value, currency, firstOrder, deliveryMethod }: OrderContext): OrderContext {
  return {
    orderId: '',
    ...(value === undefined ? {} : { value }),
    ...(currency === undefined ? {} : { currency }),
    ...(firstOrder === undefined ? {} : { firstOrder }),
    ...(deliveryMethod === undefined ? {} : { deliveryMethod }),
  }
}

function contactlessWords<Said extends Words>(words: Said): Said {
  const answers = Object.entries(words.answers).map(([id, answer]) => {
    if (answer.kind !== 'contact') return [id, answer] as const
    const { address: _, hours: _hours, ...channel } = answer
    return [id, channel] as const
  })
  return { ...words, answers: scrubAnswers(Object.fromEntries(answers), ['emails', 'phones']) }
}

/** The same for words: what a customer wrote goes; ratings, choices, categories and wishes stay. */
function wordlessWords<Said extends Words>(words: Said): Said {
  const answers = Object.entries(words.answers).map(([id, answer]): readonly [string, Response['answers'][string]] => {
    switch (answer.kind) {
      case 'text':
        return [id, { ...answer, text: '' }]
      case 'praise': {
        const { who: _, ...rest } = answer
        return [id, { ...rest, text: '' }]
      }
      case 'complaint': {
        const { remedyText: _, ...rest } = answer
        return [id, { ...rest, text: '' }]
      }
      case 'choice': {
        const { other: _, ...rest } = answer
        return [id, rest]
      }
      case 'attachment':
        return [id, { ...answer, files: answer.files.map((file) => ({ ...file, name: '' })) }]
      default:
        return [id, answer]
    }
  })
  return { ...words, answers: Object.fromEntries(answers) }
}

function withoutWords(response: Response): Response {
  const { variables, ...rest } = wordlessWords(response)
  if (!variables) return rest
  // A calculated text may repeat what was written.
  const numbers = Object.entries(variables).filter(([, value]) => typeof value === 'number')
  return { ...rest, variables: Object.fromEntries(numbers) }
}

/** How each kind is taken out. */
export const THIN: Readonly<
  Record<RetainedKind, { thin(response: Response): Response; thinWords(words: Words): Words | undefined }>
> = {
  contact: { thin: withoutContacts, thinWords: contactlessWords },
  text: { thin: withoutWords, thinWords: wordlessWords },
  attachments: { thin: (response) => response, thinWords: (words) => words },
}
