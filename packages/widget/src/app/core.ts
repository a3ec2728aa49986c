import type { OrderContext, ProjectConfig, Shown as ShownResult, ShowResult, Survey, TriggerEvent } from '@frankly/core'
import type { Begun, ClientCore } from '@frankly/core/client'
import type { CompleteSettings } from '../contract/complete-settings.ts'
import type { LoaderHost } from '../contract/host.ts'
import type { Place } from '../placement/place.ts'
import type { RunModel } from '../state/run-model.ts'
import type { Placement, Screens } from '../state/ui-context.ts'

export type { ShownResult, ShowResult }

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
  /** The order that it is about, when it is not the one of the page. */
  readonly order?: OrderContext
}

/** A run with the model that is drawn. */
export interface Session {
  readonly run: Begun
  readonly model: RunModel
}

/** A survey before the customer. */
export interface Shown extends Session {
  readonly survey: Survey
  readonly place: Place
  /** How many calls of `show` were answered with this box and have not closed it. */
  claims: number
  /** @param dismissed - by the customer; else only taken away */
  close(dismissed?: boolean): void
  /** Takes it away and keeps the pass: the next showing of the same survey goes on with it. */
  putAway(byCustomer?: boolean): void
  /** The customer closes it. */
  leave(): void
}

/** What the first chunk lends to the rest. */
export interface AppCore {
  readonly host: LoaderHost
  readonly settings: CompleteSettings
  readonly client: ClientCore
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
  /** @param event - `undefined`: it was called by name */
  present(survey: Survey, options: PresentOptions, event?: TriggerEvent): Promise<ShowResult>
  /** Does nothing while another such work is under way: two moments at once must not show two. */
  alone(work: () => Promise<unknown>): Promise<void>
  /** Something happened: shows the best survey, if any. */
  occur(event: TriggerEvent): Promise<void>
  /** What floats above the page; the last is before the customer, the others wait beneath it. */
  readonly floats: Shown[]
  /** The customer wants the door; says so when it does not come. */
  openDoor(from?: HTMLElement): void
  /** Draws a run into a frame. */
  readonly render: Screens['renderRun']
}
