import type { Locale } from './ids.ts'
import type { TouchpointId } from './touchpoint.ts'

/** When and to whom a survey may be shown. All given parts must hold. @public */
export interface Targeting {
  /** Any of these starts it. None: only `show()` from code or an inline element. */
  readonly triggers?: readonly Trigger[]
  readonly url?: UrlRule | readonly UrlRule[]
  readonly devices?: readonly ('phone' | 'tablet' | 'desktop')[]
  /** Languages or their bases. */
  readonly locales?: readonly Locale[]
  readonly touchpoints?: readonly TouchpointId[]
  readonly order?: readonly PropertyFilter[]
  readonly traits?: readonly PropertyFilter[]
  /** Share of people, 0–100, by a stable hash. Default 100. */
  readonly percentage?: number
  readonly schedule?: { readonly from?: string; readonly until?: string }
  /** Wait so long after the trigger, ms. Rules are checked again at the moment of display. Default 0. */
  readonly delayMs?: number
  /** Show in spite of the governor's gaps: only for an always-open door. Default `false`. */
  readonly alwaysOpen?: boolean
}

/** What starts a survey. @public */
export type Trigger =
  | { readonly on: 'event'; readonly name: string; readonly where?: readonly PropertyFilter[] }
  | { readonly on: 'purchase'; readonly where?: readonly PropertyFilter[] }
  | { readonly on: 'page' }
  | { readonly on: 'click'; readonly selector: string }
  | { readonly on: 'scroll'; readonly percent: number }
  | { readonly on: 'dwell'; readonly ms: number }
  | { readonly on: 'exit_intent' }
  | { readonly on: 'route' }

/** A comparison of an address. `matches` is a safe subset of regular expressions. @public */
export interface UrlRule {
  readonly op: 'equals' | 'not_equals' | 'contains' | 'not_contains' | 'matches' | 'not_matches'
  readonly value: string
}

/** A comparison of a property of an event, order or person. @public */
export interface PropertyFilter {
  readonly key: string
  readonly op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'not_in' | 'contains' | 'exists' | 'not_exists'
  readonly value?: string | number | boolean | readonly (string | number)[]
}
