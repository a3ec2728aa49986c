import type { EpochMs, ProjectKey } from '@frankly/core'

/** One answer of an anonymous response. */
export interface AnonymousAnswer {
  /** Where it stands: a digest that has nothing in common with that of another answer. */
  readonly key: string
  /** '' for the person, who is counted once. */
  readonly question: string
  /** The answer as JSON. */
  readonly body: string
}

/** One revision of an anonymous response on its way into the store. */
export interface AnonymousItem {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly version: number
  readonly revision: number
  /** For the reply; not stored. */
  readonly writer?: string
  readonly test: boolean
  /** Beginning of the day of its arrival, UTC. */
  readonly day: EpochMs
  /** The person first; empty: nothing was answered. */
  readonly answers: readonly AnonymousAnswer[]
  /** Every place where an answer of it may stand. */
  readonly places: readonly string[]
  /** Quotas that it counts for, without a condition. */
  readonly quotas: readonly string[]
}

/** An anonymous answer as it is read: of whom, and with which others, nobody knows. */
export interface AnonymousRow {
  readonly question: string
  readonly day: EpochMs
  readonly body: string
}
