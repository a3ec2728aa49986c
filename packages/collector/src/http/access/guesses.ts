import type { Context } from 'hono'
import { createBrake } from '../../access/brake.ts'
import { isLoopback, type TrustedProxies } from '../../access/networks.ts'
import { addressRange } from '../../access/rate-limit.ts'
import { problem } from '../../ingest/problems.ts'
import type { Metrics } from '../../metrics.ts'
import type { Clock, Log } from '../../platform.ts'
import { problemReply } from '../problem-reply.ts'
import { addressOf, peerOf } from './peer.ts'

/** What was guessed wrongly. */
export type Guessed = 'token' | 'link' | 'password'

/** Wrong tokens and links: counted, logged, slowed down. */
export interface Guesses {
  /** Notes one and answers it. */
  refuse(c: Context, what: Guessed): Response
  /** Notes one. */
  note(c: Context, what: Guessed): void
  /** Milliseconds until this address may try again. */
  wait(c: Context): number
}

/** A line in the log at most so often, ms: a flood of guesses must not fill a disk. */
const LOG_EACH = 60_000

/** Counts wrong tokens and links of all staff routes. */
export function createGuesses(parts: {
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly proxies: TrustedProxies
}): Guesses {
  const { clock, log, metrics, proxies } = parts
  const brake = createBrake(clock)
  let logged = Number.NEGATIVE_INFINITY
  let unsaid = 0
  /** The range of addresses, or that of this machine. Strangers behind a proxy that is not named share one. */
  const rangeOf = (c: Context): string => {
    const peer = peerOf(c)
    const address = addressOf(c, proxies)
    const own = address === undefined || isLoopback(address)
    return own
      ? peer.forwarded
        ? 'a proxy that trustedProxies does not name'
        : 'this machine'
      : addressRange(address)!
  }
  const note = (c: Context, what: Guessed) => {
    const range = rangeOf(c)
    brake.failed(range)
    metrics.add('sign_ins_total', { outcome: `wrong_${what}` })
    unsaid += 1
    if (clock.now() - logged < LOG_EACH) return
    log(`sign-in refused: wrong ${what}, from ${range}${unsaid > 1 ? ` (${unsaid} since the last such line)` : ''}`)
    logged = clock.now()
    unsaid = 0
  }
  return {
    note,
    wait: (c) => brake.wait(rangeOf(c)),
    refuse(c, what) {
      const wait = brake.wait(rangeOf(c))
      note(c, what)
      if (wait > 0) {
        return problemReply(c, problem('rate_limited', 'too many wrong tokens from here', { retryAfterMs: wait }))
      }
      c.header('www-authenticate', 'Bearer error="invalid_token"')
      return problemReply(c, problem('unauthorized', 'this is not the staff token'))
    },
  }
}
