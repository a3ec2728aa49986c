import type { OrderContext, ProjectConfig, Shown as ShownResult, ShowResult, Survey, TriggerEvent } from '@frankly/core'
import type { Begun, ClientCore, createRunParts, toldContext, toldSubject } from '@frankly/core/client'
import type { Journal } from '@frankly/core/platform'
import type { CompleteSettings } from '../contract/complete-settings.ts'
import type { Command, LoaderHost } from '../contract/host.ts'
import type { askContactHistory } from '../delivery/ask-contact-history.ts'
import type { LoadLanguage } from '../i18n/languages.ts'
import type { LoadReadyLooks } from '../look/palettes.ts'
import type { PlainFetch } from '../page/raw-fetch.ts'
import type { Place } from '../placement/place.ts'
import type { KindLoaders } from '../questions/kinds.ts'
import type { renderRun } from '../screens/render-run.tsx'
import type { ScreenCode, ScreenParts } from '../screens/screen-props.ts'
import type { Lazy } from '../state/lazy.ts'
import type { RunModel } from '../state/run-model.ts'
import type { Placement } from '../state/ui-context.ts'
import type { isNewPurchase, toldOrder } from '../triggers/order-of-visit.ts'

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
  hide(byCustomer?: boolean): void
  /** The customer closes it. */
  leave(): void
}

/** What the app lends to its commands, elements and moments. */
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
  /**
   * The customer wants the door; says so when it does not come.
   * @param from - element of the page whose button it was
   * @param order - what the card is about whose line it was. Default: the order of the page
   */
  openDoor(from?: HTMLElement, order?: OrderContext): void
  /** Draws a run into a frame. */
  readonly render: typeof renderRun
  readonly code: AppCode
}

/** The commands that are seldom called, and the custom elements. */
export interface Commands {
  run(name: Command | 'tab' | 'debug' | 'door', args: readonly unknown[]): unknown
  /** Makes a custom element what it has to be now. */
  element(element: HTMLElement): Promise<unknown>
}

/**
 * Everything beyond the first view: one chunk. It is loaded after the first frame, or at once for anything other than a plain
 * question in the corner.
 */
export interface FullInterface extends ScreenParts {
  readonly createRunParts: typeof createRunParts
  /** Keeps a survey that was shown in its place, and loads the next steps of a complaint. */
  afterFirstFrame(core: AppCore, shown: Shown): void
  createCommands(core: AppCore): Commands
  /** Opens a link of a definition in a new tab; other schemes are ignored. */
  openLink(url: string): void
  /** Waits until a person sees the page and nothing of the page's own is in the way. */
  waitForMoment(core: AppCore): Promise<void>
  /** Waits for scrolling, staying and leaving, as far as surveys wait for them. */
  watchMoments(core: AppCore): Promise<void>
  /** Makes the complaint door of a project without one of its own. */
  makeDoor(locale: string, shop: string): Promise<Survey>
  makeModal(place: Place, nonce: string, leave: () => void): void
  /** Where answers are kept. */
  openJournal(): Journal
}

/** All that the app loads when it needs it. Each rejects when it cannot be loaded; the next call tries again. */
export interface AppLoaders {
  fullInterface(): Promise<{ createFullInterface(loaders: AppLoaders): FullInterface }>
  readonly language: LoadLanguage
  readonly kinds: KindLoaders
  readonly photos: ScreenCode['photos']
  readonly readyLooks: LoadReadyLooks
  /** Cleans what a page tells of the visitor and the visit; a page that tells nothing never needs it. */
  facts(): Promise<{ readonly toldContext: typeof toldContext; readonly toldSubject: typeof toldSubject }>
  /** Reads orders; a page without a candidate never needs it. */
  orders(): Promise<{ readonly isNewPurchase: typeof isNewPurchase; readonly toldOrder: typeof toldOrder }>
  contactHistory(): Promise<{ readonly askContactHistory: typeof askContactHistory }>
  rawFetch(): Promise<{ readonly rawFetch: PlainFetch }>
  debugPanel(): Promise<{ showPanel(core: AppCore, give: Commands['run']): Promise<void> }>
}

/** The code of one page: the ways to what is not here yet, and what came by them. */
export interface AppCode extends ScreenCode {
  readonly loaders: AppLoaders
  readonly full: Lazy<FullInterface>
}
