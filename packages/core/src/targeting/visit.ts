import type { EpochMs, Locale, SurveyId } from '../model/ids.ts'
import type { OrderContext } from '../model/response.ts'
import type { TouchpointId } from '../model/touchpoint.ts'
import type { Ledger } from './ledger.ts'
import type { GovernorPolicy } from './policy.ts'

/**
 * What just happened. `call`: the survey was asked for by name (`show`), so that no trigger is needed.
 * The side that sees the page says which `selector` of the definitions was clicked.
 * @public
 */
export type TriggerEvent =
  | { readonly on: 'call' | 'page' | 'purchase' | 'exit_intent' | 'route' }
  | { readonly on: 'event'; readonly name: string; readonly properties?: Properties }
  | { readonly on: 'click'; readonly selector: string }
  | { readonly on: 'scroll'; readonly percent: number }
  | { readonly on: 'dwell'; readonly ms: number }

/** Facts that a property filter looks into. Dots reach inside: `items.category`. @public */
export type Properties = Readonly<Record<string, unknown>>

/** Everything that a decision may know of the moment. Plain data. @public */
export interface Visit {
  /** Wall clock. */
  readonly now: EpochMs
  /** Full address of the page. */
  readonly url: string
  /** Language of the customer. */
  readonly locale: Locale
  /** Same for the same person as long as possible: subject, else order, else session. Decides samples. */
  readonly key: string
  /** What just happened. Absent: nothing that a trigger waits for. */
  readonly event?: TriggerEvent
  /** What the customer holds. Absent: not known. */
  readonly device?: 'phone' | 'tablet' | 'desktop'
  /** Where the customer is. Absent: not known. */
  readonly touchpoint?: TouchpointId
  /** The order of this visit. */
  readonly order?: OrderContext
  /** Traits of a known subject. */
  readonly traits?: Properties
  /** When this session began. Default: `now`, as if it had just begun. */
  readonly sessionStart?: EpochMs
  /** Minutes east of UTC that may be the customer's. Several: the zone is not known, all must allow. */
  readonly offsets?: readonly number[]
  /** `message`: mail, SMS and the like, always under quiet hours. Default `page`. */
  readonly channel?: 'page' | 'message'
  /** The customer refused to be asked. */
  readonly refused?: boolean
  /** A complaint of this customer is not closed. */
  readonly caseOpen?: boolean
  /** The survey that is before the customer now. */
  readonly open?: SurveyId
  /** A trial: neither sampling nor the governor counts. */
  readonly test?: boolean
  /** Show whatever the rules say. */
  readonly force?: boolean
}

/** The policy and what it looks back on. @public */
export interface Governor {
  /** How often anybody may be asked. */
  readonly policy: GovernorPolicy
  /** What this visitor was asked so far. */
  readonly ledger: Ledger
  /** By survey id: quotas that the collector calls full. */
  readonly fullQuotas?: Readonly<Record<SurveyId, readonly string[]>>
}
