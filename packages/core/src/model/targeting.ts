import type { Locale } from './ids.ts'
import type { TouchpointId } from './touchpoint.ts'

/** When and to whom a survey may be shown. All given parts must hold. @public */
export interface Targeting {
  /** Any of these starts it. None: only `show()` from code or an inline element. */
  readonly triggers?: readonly Trigger[]
  /** Address of the page. Of several rules that say yes one must hold; those that say no must all hold. */
  readonly url?: UrlRule | readonly UrlRule[]
  /** What the customer holds: any of these. */
  readonly devices?: readonly ('phone' | 'tablet' | 'desktop')[]
  /** Languages or their bases. */
  readonly locales?: readonly Locale[]
  /** Where the customer is: any of these. */
  readonly touchpoints?: readonly TouchpointId[]
  /** All must hold for the order. */
  readonly order?: readonly PropertyFilter[]
  /** All must hold for the traits of a known subject. */
  readonly traits?: readonly PropertyFilter[]
  /** Share of people, 0–100, by a stable hash. Default 100. */
  readonly percentage?: number
  /** From when until when, ISO 8601; `until` itself is outside. */
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
  /** How the address is compared. */
  readonly op: 'equals' | 'not_equals' | 'contains' | 'not_contains' | 'matches' | 'not_matches'
  /** What it is compared with. */
  readonly value: string
}

/** A comparison of a property of an event, order or person. @public */
export interface PropertyFilter {
  /** Name of the property; dots reach inside: `items.category`. */
  readonly key: string
  /** How it is compared. */
  readonly op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'not_in' | 'contains' | 'exists' | 'not_exists'
  /** What it is compared with; none for `exists` and `not_exists`. */
  readonly value?: string | number | boolean | readonly (string | number)[]
}
