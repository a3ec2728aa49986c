import type { Delivery, SendOutcome } from '@frankly/core'
import { isReply } from './access-token.ts'
import type { HttpReply } from './http-call.ts'
import { delivered, type OutcomeRules, outcomeOf, retry } from './outcome.ts'

/**
 * For destinations that cannot recognise a repeat but can be asked: before a repeat, did an earlier attempt get
 * through? `undefined`: it did not, send. A look-up that fails is the outcome, since sending blindly may store twice.
 * @param found - reads the look-up: there, not there, or `undefined` when it was no answer
 */
export async function sentBefore(
  { attempt }: Delivery,
  look: () => Promise<HttpReply | SendOutcome>,
  found: (reply: HttpReply) => boolean | undefined,
  rules: OutcomeRules = {},
): Promise<SendOutcome | undefined> {
  if (attempt <= 1) return undefined
  const reply = await look()
  if (!isReply(reply)) return reply
  const there = found(reply)
  if (there !== undefined) return there ? delivered() : undefined
  const outcome = outcomeOf(reply, rules)
  return outcome.status === 'delivered' ? retry('a look-up that cannot be read') : outcome
}
