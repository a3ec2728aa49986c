import type { EpochMs, SendOutcome } from '@frankly/core'
import type { OutboxRow } from '../store/ports.ts'
import { PrivateAddressError } from './guarded-fetch.ts'
import { GONE_REST, isTooLate, restAfter, waitAfter } from './schedule.ts'

/** What becomes of a row, and how long its destination rests. */
export type Verdict =
  | { readonly row: 'done' }
  | { readonly row: 'later'; readonly nextAt: EpochMs; readonly detail: string; readonly restMs?: number }
  | { readonly row: 'dead'; readonly detail: string; readonly restMs?: number }

/**
 * Reads the outcome of one sending.
 * @param failures how often in a row the destination as a whole has failed, this time included
 */
export function verdictOn(
  row: OutboxRow,
  outcome: SendOutcome,
  failures: number,
  now: EpochMs,
  random: () => number,
): Verdict {
  if (outcome.status === 'delivered' || outcome.status === 'skipped') return { row: 'done' }
  // Another collector has words of somebody else under this id: a person has to look.
  if (outcome.status === 'overtaken')
    return { row: 'dead', detail: `overtaken: another writer's revision ${outcome.revision} is there` }
  if (outcome.status === 'rejected') {
    const gone = outcome.code === 'http_410' ? { restMs: GONE_REST } : {}
    return { row: 'dead', detail: short(`${outcome.code}: ${outcome.detail}`), ...gone }
  }
  const closed = privateAddress(outcome.cause)
  if (closed) return { row: 'dead', detail: `address_private: ${closed.message}; allowPrivate lets it through` }
  const whole = outcome.scope !== 'item'
  const rest = whole ? { restMs: restAfter(failures, outcome.afterMs, random) } : {}
  const nextAt = now + waitAfter(row.attempts, outcome.afterMs, random)
  const detail = short(causeText(outcome.cause))
  if (isTooLate(row, nextAt))
    return { row: 'dead', detail: short(`given up after ${row.attempts} attempts: ${detail}`), ...rest }
  return { row: 'later', nextAt, detail, ...rest }
}

/** An error and those it wraps: the outer message alone, such as `fetch failed`, says little. */
function* chain(cause: unknown): Generator<Error> {
  let at = cause
  for (let depth = 0; at instanceof Error && depth < 6; depth += 1) {
    yield at
    at = at.cause
  }
}

function privateAddress(cause: unknown): Error | undefined {
  return [...chain(cause)].find((error) => error instanceof PrivateAddressError)
}

function causeText(cause: unknown): string {
  const errors = [...chain(cause)]
  if (errors.length > 0)
    return errors
      .map((error) => error.message)
      .filter(Boolean)
      .join(': ')
  return typeof cause === 'string' ? cause : 'no answer'
}

/** One line, since it is stored with the row; without NUL, which PostgreSQL refuses. */
function short(text: string): string {
  const line = text.replaceAll('\0', '').replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
