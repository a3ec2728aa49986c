import type { Happening, ProjectConfig, Survey } from '@frankly/core'
import type { LoaderHost } from '../loader/surface.ts'
import type { Place } from '../placement/place.ts'
import type { DeviceMemory } from '../state/device-memory.ts'
import type { LedgerBook } from '../state/ledger-book.ts'
import type { Session } from '../state/session-start.ts'
import type { Placement, Screens } from '../state/ui-context.ts'
import type { Occasion } from '../triggers/watch.ts'

/** What `show` and `complain` resolve to. @public */
export type ShowResult = ShownResult | { readonly shown: false; readonly reason: string }

/** It stands before the customer. @public */
export interface ShownResult {
  readonly shown: true
  /**
   * Takes this one away and nothing else, as when its part of the page goes: nothing counts as dismissed, what was
   * typed is kept, and the next `show` of the same survey brings back the same pass. Where two calls were answered
   * with one box, it goes when both have closed it. Calling it twice is the same as once.
   */
  close(): void
}

/** How a survey is to be shown. @public */
export interface ShowOptions {
  /** Element of the page, or a selector of it, to show it in instead of the survey's own placement. */
  readonly mount?: Element | string
  /** Show whatever the rules say. Default `false`. */
  readonly force?: boolean
  /** Default: that of the survey. */
  readonly placement?: Placement
}

/** The same, from inside. */
export interface PresentOptions extends ShowOptions {
  /** The customer or the page asked for it by name: it takes the focus. */
  readonly asked: boolean
  /** The customer did, by an act of this moment. Default: what the browser knows of such acts. */
  readonly byCustomer?: boolean
}

/** A survey before the customer. */
export interface Shown {
  readonly survey: Survey
  readonly session: Session
  readonly place: Place
  /** It is the second showing of a pass that was begun before. */
  readonly again: boolean
  /** How many calls of `show` were answered with this box and have not closed it. */
  claims: number
  /** @param dismissed - by the customer; else only taken away */
  close(dismissed?: boolean): void
  /** Takes it away and keeps the pass: the next showing of the same survey goes on with it. */
  putAway(): void
  /** The customer closes it. */
  leave(): void
}

/** What the first chunk lends to the rest. */
export interface AppCore {
  readonly host: LoaderHost
  readonly memory: DeviceMemory
  readonly book: LedgerBook
  readonly all: Set<Shown>
  /** Passes whose place went without the customer's doing, by survey. */
  readonly kept: Map<string, Session>
  /** Each runs after something was closed. */
  readonly afterClose: Set<() => void>
  /** Each runs after another language was chosen. */
  readonly afterLocale: Set<() => void>
  config(): ProjectConfig | undefined
  /** Surveys of the configuration that can be shown. */
  load(): Promise<readonly Survey[]>
  /** @param happening - `undefined`: it was called by name */
  present(survey: Survey, options: PresentOptions, happening?: Happening): Promise<ShowResult>
  /** Does nothing while another such work is under way: two moments at once must not show two. */
  alone(work: () => Promise<unknown>): Promise<void>
  /** Something happened: shows the best survey, if any. */
  occur(occasion: Occasion): Promise<void>
  /** What floats above the page; the last is before the customer, the others wait beneath it. */
  readonly floats: Shown[]
  /** The customer wants the door; says so when it does not come. */
  openDoor(from?: HTMLElement): void
  /** Draws a run into a frame. */
  readonly render: Screens['renderRun']
}
