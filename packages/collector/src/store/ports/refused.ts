import type { EpochMs, ProjectKey, ResponseId } from '@frankly/core'

/** A second body for an id and revision that was there already. */
export interface Conflict {
  readonly project: ProjectKey
  readonly id: ResponseId
  readonly revision: number
  readonly hash: string
  readonly body: string
  readonly receivedAt: EpochMs
}

/** Something that could not be taken, kept as it came. */
export interface DeadLetter {
  readonly project: ProjectKey
  readonly hash: string
  readonly reason: string
  readonly body: string
  readonly receivedAt: EpochMs
  /** `item`: an item that has an id; `post`: a post or item that nobody can be named for; `request`: for a person. */
  readonly class: 'item' | 'post' | 'request'
  /** Responses that are named in it: erased with them. */
  readonly ids?: readonly ResponseId[]
  /** How often the same came; only when read. */
  readonly count?: number
}

/** How much of one class a project may have. */
export interface LetterQuota {
  readonly rows: number
  readonly bytes: number
}

/** For each class of dead letters. */
export type LetterQuotas = Readonly<Record<DeadLetter['class'], LetterQuota>>
