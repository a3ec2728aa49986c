import type { AnswerValue } from '@frankly/core'

/** One response as the store has it, in units: what was said, wherever it is kept. */
export interface StoredPass {
  readonly id: string
  readonly survey: string
  readonly version: number
  readonly status: string
  readonly order: string
  readonly person: string
  readonly continues?: string | undefined
  /** The highest revision first, then words kept beside it and conflicts. */
  readonly states: readonly Readonly<Record<string, string>>[]
}

/** Units of one answer, named as the eye names them. */
export function unitsOfAnswer(id: string, answer: AnswerValue): Record<string, string> {
  switch (answer.kind) {
    case 'rating':
      return { [id]: String(answer.value) }
    case 'choice':
      return {
        ...(answer.choices.length > 0 && { [id]: [...answer.choices].sort().join() }),
        ...(answer.other && { [`${id}.text`]: answer.other }),
      }
    case 'text':
      return answer.text ? { [`${id}.text`]: answer.text } : {}
    case 'matrix':
      return Object.fromEntries(Object.entries(answer.rows).map(([row, column]) => [`${id}.${row}`, String(column)]))
    case 'contact':
      return { [id]: answer.channel, ...(answer.address && { [`${id}.text`]: answer.address }) }
    case 'consent':
      return answer.granted ? { [`${id}.granted`]: 'true' } : {}
    case 'complaint':
      return {
        ...(answer.text && { [`${id}.text`]: answer.text }),
        ...(answer.remedy && { [`${id}.remedy`]: answer.remedy }),
        ...(answer.category && { [`${id}.category`]: answer.category }),
      }
    default:
      return {}
  }
}
