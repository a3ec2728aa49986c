/**
 * Why a survey is not shown: closed list, stable words. `docs/spec/targeting.md` says what each means
 * and what to do.
 * @public
 */
export type SuppressReason =
  | 'unknown-survey'
  | 'no-trigger'
  | 'url'
  | 'device'
  | 'locale'
  | 'touchpoint'
  | 'order'
  | 'traits'
  | 'schedule'
  | 'quota-full'
  | 'sample'
  | 'consent'
  | 'another-open'
  | 'case-open'
  | 'order-asked'
  | 'session-cap'
  | 'daily-cap'
  | 'monthly-cap'
  | 'gap-shown'
  | 'gap-dismissed'
  | 'gap-answered'
  | 'quiet-hours'
  | 'lower-priority'
  | 'broken-rule'

/** Facts behind a decision, for a developer's eyes. @public */
export type Evidence = Readonly<Record<string, unknown>>

/** Show or suppress, always with a reason. @public */
export type Decision =
  | { readonly show: true; readonly reason: 'matched' | 'forced'; readonly evidence: Evidence }
  | Suppressed

/** A survey is not shown, and why. @public */
export interface Suppressed {
  /** It is not shown. */
  readonly show: false
  /** Why not. */
  readonly reason: SuppressReason
  /** Facts behind the reason. */
  readonly evidence: Evidence
}

/** A survey is not shown. @internal */
export function no(reason: SuppressReason, evidence: Evidence): Suppressed {
  return { show: false, reason, evidence }
}
