import type { ConsentRecord } from '../model/response.ts'

/**
 * What the customer allows.
 * `granted`, `denied`: to be asked by itself or not. An answer or complaint given on purpose goes through either way.
 * `withdrawn`: denied, and what is unsent is erased and the destination told to erase.
 * @public
 */
export type FeedbackConsent = 'granted' | 'denied' | 'withdrawn'

/** A change of consent; a bare word is about feedback. @public */
export type ConsentChange =
  | FeedbackConsent
  | {
      readonly feedback?: FeedbackConsent
      /** Consent to analytics says nothing about feedback: it only lets signals (`signal`) travel with an answer. */
      readonly analytics?: 'granted' | 'denied'
      /** Consents that the page took itself; they go with every later response. */
      readonly records?: readonly ConsentRecord[]
    }

/** What is allowed now. @public */
export interface ConsentState {
  /** May the customer be asked? */
  readonly feedback: FeedbackConsent
  /** May signals travel with an answer? Default `denied`. */
  readonly analytics: 'granted' | 'denied'
  /** Consents that go with every response. */
  readonly records: readonly ConsentRecord[]
}

/** The state after a change. A later record for the same purpose replaces the earlier. @internal */
export function consented(state: ConsentState, change: ConsentChange): ConsentState {
  const { feedback, analytics, records = [] } = typeof change === 'string' ? { feedback: change } : change
  const purposes = records.map(({ purpose }) => purpose)
  return {
    feedback: feedback ?? state.feedback,
    analytics: analytics ?? state.analytics,
    records: [...state.records.filter(({ purpose }) => !purposes.includes(purpose)), ...records],
  }
}
