import type { Delivery } from '../wire/delivery.ts'
import { type QueueRecord, readJson } from './record.ts'

/** A new state of a response, as far as it matters for what is stored of that response. */
export interface NewState {
  readonly revision: number
  /** Random mark of the client that wrote it. */
  readonly writer: string | undefined
  /** It may be sent; else it is a draft only. */
  readonly mayLeave: boolean
}

/**
 * The stored records of a response that a new state holds whole, so that they go with its writing. Another writer's words
 * are nobody else's to remove, unless this page has read them: `hasRead`.
 */
export function heldBy(
  { revision, writer, mayLeave }: NewState,
  stored: readonly QueueRecord[],
  hasRead: (key: string) => boolean,
): readonly QueueRecord[] {
  return stored.filter((one) => {
    if (hasRead(one.key)) return true
    // two bodies of one revision are two answers
    const least = one.body && mayLeave ? revisionOf(one) + 1 : revisionOf(one)
    return writerOf(one) === writer && least <= revision
  })
}

/** A record may hold a draft that is later than what waits to be sent. */
export function revisionOf({ revision, meta }: QueueRecord): number {
  return Math.max(revision, meta.pass?.revision ?? 0)
}

export function writerOf({ body, meta }: QueueRecord): string | undefined {
  const data = readJson<Partial<Delivery>>(body)?.data
  return meta.pass?.writer ?? (data && 'response' in data ? data.response.writer : undefined)
}
