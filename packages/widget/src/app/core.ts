import type { ProjectConfig, Survey } from '@frankly/core'
import type { LoaderHost } from '../loader/surface.ts'
import type { Place } from '../placement/place.ts'
import type { DeviceMemory } from '../state/device-memory.ts'
import type { LedgerBook } from '../state/ledger-book.ts'
import type { Session } from '../state/session-start.ts'
import type { Placement, Screens } from '../state/ui-context.ts'
import type { Occasion } from '../triggers/watch.ts'

/** What `show` resolves to. @public */
export type ShowResult = { readonly shown: true } | { readonly shown: false; readonly reason: string }

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
}

/** A survey before the customer. */
export interface Shown {
  readonly survey: Survey
  readonly session: Session
  readonly place: Place
  /** @param dismissed - by the customer; else only taken away */
  close(dismissed?: boolean): void
}

/** What the first chunk lends to the rest. */
export interface AppCore {
  readonly host: LoaderHost
  readonly memory: DeviceMemory
  readonly book: LedgerBook
  readonly all: Set<Shown>
  config(): ProjectConfig | undefined
  /** Surveys of the configuration that can be shown. */
  load(): Promise<readonly Survey[]>
  /** @param occasion - `undefined`: it was called by name */
  present(survey: Survey, options: PresentOptions, occasion?: Occasion): Promise<ShowResult>
  /** Does nothing while another such work is under way: two moments at once must not show two. */
  alone(work: () => Promise<unknown>): Promise<void>
  /** Something happened: shows the best survey, if any. */
  occur(occasion: Occasion): Promise<void>
  floating(): Shown | undefined
  /** Draws a run into a frame. */
  readonly render: Screens['renderRun']
}
