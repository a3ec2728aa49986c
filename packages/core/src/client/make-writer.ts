import { makeId } from '../platform/make-id.ts'
import type { Clock, Random } from '../platform/platform.ts'

/** Random mark of whoever writes a response (`Response.writer`): 8 characters that say nothing of the visitor. @internal */
export function makeWriter(clock: Pick<Clock, 'now'>, random: Pick<Random, 'bytes'>): string {
  return makeId(clock, random).slice(-8)
}
