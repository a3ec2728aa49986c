/**
 * One frequency policy for all surveys of a project ([G1], [G2]).
 * @public
 */
export interface GovernorPolicy {
  /** Default 1. */
  readonly perSession?: number
  /** Default 1. */
  readonly perDay?: number
  /** Default 4. */
  readonly per30Days?: number
  /** Days of quiet after one was shown and left without a word. Default 7. */
  readonly gapAfterShownDays?: number
  /** Default 30. */
  readonly gapAfterDismissedDays?: number
  /** Default 90. */
  readonly gapAfterAnsweredDays?: number
  /** Ask once for one order. Default `true`. */
  readonly oncePerOrder?: boolean
  /** When nobody is asked. Default: 21:00 to 09:00 for messages, never in a page. */
  readonly quietHours?: QuietHours
}

/** Local hours in which asking is allowed. @public */
export interface QuietHours {
  /** Minutes from midnight. Default 540 (09:00). */
  readonly from?: number
  /** Minutes from midnight. Default 1260 (21:00). Never later than 1320 (22:00). */
  readonly until?: number
  /** ISO 3166 country, for when the zone is unknown: the intersection of its zones is used. */
  readonly country?: string
  /** In-page questions come while the customer is here anyway: default `false` applies quiet hours to messages only. */
  readonly applyInPage?: boolean
}
