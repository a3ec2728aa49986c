import type { EpochMs, SurveyId } from '../model/ids.ts'

/** When one survey was last met. @public */
export interface SurveyTimes {
  /** Last shown. */
  readonly shown?: EpochMs
  /** Last closed without an answer. */
  readonly dismissed?: EpochMs
  /** Last answered. */
  readonly answered?: EpochMs
}

/**
 * What one person was asked, over all surveys. Plain data: the collector keeps it for known orders and
 * subjects, the browser's copy is a cache.
 * @public
 */
export interface Ledger {
  /** Moments of showing, oldest first. */
  readonly shown: readonly EpochMs[]
  /** Latest dismissal of any survey; 0: none. */
  readonly dismissed: EpochMs
  /** Latest answer to any survey; 0: none. */
  readonly answered: EpochMs
  /** By survey id. */
  readonly surveys: Readonly<Record<SurveyId, SurveyTimes>>
  /** Marks (`orderMark`) of the orders asked about. */
  readonly orders: readonly string[]
}

/** Nobody was asked anything. @public */
export const EMPTY_LEDGER: Ledger = { shown: [], dismissed: 0, answered: 0, surveys: {}, orders: [] }

/** One thing that happened to a survey. @public */
export interface LedgerEntry {
  /** What happened. */
  readonly what: 'shown' | 'dismissed' | 'answered'
  /** The survey. */
  readonly surveyId: SurveyId
  /** When. */
  readonly at: EpochMs
  /** From `orderMark`, when the question was about an order. */
  readonly order?: string
}
