import type { Response } from '@frankly/core'
import type { AnswerTextField } from '@frankly/core/model'

/** What a customer said in one revision: the part of a response that nobody may lose. */
export type Words = Pick<Response, 'answers' | 'complaint'>

/** The words of a response. */
export function wordsOf({ answers, complaint }: Words): Words {
  return complaint ? { answers, complaint } : { answers }
}

/** The part of `words` that stands in none of the others; `undefined`: all of it does. */
export function wordsBeyond(words: Words, others: readonly Words[]): Words | undefined {
  const left = Object.entries(words.answers).filter(
    ([id, answer]) =>
      !others.some(({ answers }) => Object.hasOwn(answers, id) && holdsWords(answers[id], answer, 'answer')),
  )
  const complains = words.complaint && !others.some(({ complaint }) => complaint)
  if (left.length === 0 && !complains) return undefined
  return wordsOf({ answers: Object.fromEntries(left), ...(complains && { complaint: words.complaint! }) })
}

/** Fields in which a customer writes: whoever wrote on still says what stood there before. */
const WRITTEN: Readonly<Record<AnswerTextField, true>> = {
  text: true,
  other: true,
  who: true,
  remedyText: true,
  address: true,
}
/** Lists whose order says nothing. */
const SETS = ['choices', 'hours', 'files']

/** Whether a value says all that an earlier one said. */
function holdsWords(now: unknown, before: unknown, name: string): boolean {
  if (typeof now === 'string' && typeof before === 'string' && Object.hasOwn(WRITTEN, name)) return now.includes(before)
  if (Array.isArray(now) && Array.isArray(before)) {
    if (SETS.includes(name)) return before.every((each) => now.some((one) => holdsWords(one, each, '')))
    return now.length === before.length && before.every((each, i) => holdsWords(now[i], each, ''))
  }
  if (typeof now !== 'object' || typeof before !== 'object' || now === null || before === null) return now === before
  return Object.entries(before).every(
    ([key, value]) => Object.hasOwn(now, key) && holdsWords((now as Record<string, unknown>)[key], value, key),
  )
}
