import type { Transport } from '@frankly/core'
import type { News } from './news.ts'

/** What a destination may be given. Whatever is `false` is taken out before the adapter sees it. @public */
export interface Carries {
  /** Reply address and hours, traits of the subject, receipt codes. */
  readonly contact: boolean
  /** What the customer wrote in own words. */
  readonly text: boolean
  /** The order: id, sum, items. */
  readonly order: boolean
  /** The shop's id of the person. */
  readonly subject: boolean
}

/** `own`: the shop's own system. `service`: one that works on the shop's behalf. `analytics`: measures visitors. @public */
export type Reach = 'own' | 'service' | 'analytics'

/** A transport that says what it is. Every `createXAdapter` gives one. @public */
export interface Adapter extends Transport {
  /** For logs and tables: the sub-path, unless an option says otherwise. */
  readonly name: string
  /** What it may be given. */
  readonly carries: Carries
  /** Whose system it sends to. */
  readonly reach: Reach
  /** Hosts it sends to; empty: it stays on this device or the shop decides. */
  readonly hosts: readonly string[]
  /** Which deliveries it sends; all others are `skipped`. */
  readonly hears: readonly News[]
  /** `server`: needs a secret, and throws `server-only` in a browser. */
  readonly runsOn: 'anywhere' | 'browser' | 'server'
}

/** An adapter that holds a secret. @public */
export interface ServerAdapter extends Adapter {
  /** It holds a secret. */
  readonly runsOn: 'server'
}

/** Everything: for the shop's own systems. */
export const ALL: Carries = { contact: true, text: true, order: true, subject: true }
/** Nothing personal: numbers and ids of choices. */
export const NUMBERS: Carries = { contact: false, text: false, order: false, subject: false }
