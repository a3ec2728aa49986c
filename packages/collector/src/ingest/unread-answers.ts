import { hash } from 'node:crypto'
import { nameIsForNobody } from '@frankly/adapters'
import type { EpochMs, Response, Survey } from '@frankly/core'
import { withoutUnconsentedContact } from '@frankly/core/engine'
import type { DeadLetter } from '../store/ports.ts'
import { deeperThan } from './check-item.ts'

/**
 * [I14] A dead letter with the answers of a stored response that could not be read whole, as they came: they are a
 * customer's words, and `leftOut` tells a person only where they stood. `undefined`: every answer was read.
 * @param sent - the item as it came
 * @param leftOut - paths of what is not stored as it came
 * @param survey - the definition, if it is known: it tells which answers are addresses
 */
export function unreadAnswers(
  project: string,
  sent: unknown,
  stored: Response,
  leftOut: readonly string[],
  survey: Survey | undefined,
  now: EpochMs,
): DeadLetter | undefined {
  if (!leftOut.some((path) => path.startsWith('answers'))) return undefined
  const { answers } = sent as { answers: Record<string, unknown> }
  const unread = Object.entries(answers).filter(
    ([id, answer]) =>
      !deeperThan(answer, DEEPEST) && !sayTheSame(answer, stored.answers[id]) && mayBeKept(id, answer, stored, survey),
  )
  if (unread.length === 0) return undefined
  const { id, revision, surveyId, continues } = stored
  const ids = continues ? [id, continues] : [id]
  const body = JSON.stringify({ id, revision, surveyId, answers: Object.fromEntries(unread) })
  return { project, hash: hash('sha256', body), reason: 'answer_unread', body, receivedAt: now, class: 'item', ids }
}

/** Deepest nesting that is kept. */
const DEEPEST = 100

/** Whether only lone surrogates were lost in reading. */
const sayTheSame = (sent: unknown, stored: unknown): boolean => wholeText(sent) === wholeText(stored)

const wholeText = (value: unknown): string | undefined =>
  JSON.stringify(value)?.replace(/(\\\\)|\\ud[89a-f]../g, (_, backslash?: string) => backslash ?? '\ufffd')

/** [R5] An address that nobody may have is not kept here either. */
function mayBeKept(id: string, answer: unknown, stored: Response, survey: Survey | undefined): boolean {
  const asked = survey?.pages.flatMap(({ questions }) => questions).find((question) => question.id === id)
  const asksForAddress =
    asked?.kind === 'contact' || (asked?.kind === 'text' && (asked.input === 'email' || asked.input === 'phone'))
  if (!asksForAddress && (answer as { kind?: unknown } | null)?.kind !== 'contact') return true
  const probe = { ...stored, answers: { ...stored.answers, [id]: { kind: 'contact', channel: 'email', address: '@' } } }
  const allowed = withoutUnconsentedContact(probe as Response, survey).answers[id]
  return allowed?.kind === 'contact' && allowed.address === '@' && !nameIsForNobody(stored)
}
