import type {
  AttachmentRef,
  FeedbackConsent,
  ProjectConfig,
  SubjectRef,
  TouchpointId,
  TriggerEvent,
} from '@frankly/core'
import type { Emitter } from '@frankly/core/client'
import type { Queue } from '@frankly/core/queue'
import type { Disposer } from '../page/disposer.ts'
import type { PlainFetch } from '../page/raw-fetch.ts'
import type { OrderSource } from '../triggers/order-candidates.ts'
import type { OrderCandidates } from '../triggers/order-of-visit.ts'
import type { Settings } from './settings.ts'

/** Names of the commands (house 6.1). @public */
export const COMMANDS = [
  'identify',
  'context',
  'track',
  'purchase',
  'show',
  'complain',
  'close',
  'consent',
  'locale',
  'on',
  'off',
  'explain',
  'flush',
  'status',
  'reset',
  'destroy',
] as const

/** One of the commands. @public */
export type Command = (typeof COMMANDS)[number]

/** Facts of this visit, as the page gave them. In memory only. */
export interface VisitFacts {
  subject?: SubjectRef | undefined
  /** What may be an order. */
  readonly candidates: OrderCandidates
  /** Commands that were called before the code that runs them was loaded. */
  readonly queued: (readonly [name: Command, args: readonly unknown[]])[]
  tags: Record<string, string>
  touchpoint?: TouchpointId | undefined
  /** Set by `locale()` or the settings. */
  locale: string
  consent?: FeedbackConsent | undefined
  /** The page keeps removing what floats: nothing is shown above it any more. */
  unwanted?: boolean
  /** Answers are trials. */
  test: boolean
  /** How many pages of a single-page app came before this one. */
  route: number
}

/** The message, the label of the retry button, and their language. */
export type TroubleWords = readonly [text: string, again: string, locale: string]

/** What the loader offers to the interface and to delivery. */
export interface LoaderHost {
  readonly settings: Settings
  readonly facts: VisitFacts
  readonly scope: Disposer
  /** Another scope, for something that ends before the page does. */
  newScope(): Disposer
  config(): Promise<ProjectConfig | undefined>
  /** Who listens on this page. */
  readonly emitter: Emitter
  /**
   * Does something that the customer or the page asked for. When it fails, or takes longer than 1.8 s, this is said on
   * the page, in `inside` or in a corner, with a button that tries again. Never rejects.
   * @param unasked - an element of the page draws itself and nobody pressed anything: it has 10 s
   */
  attempt<Value>(work: () => Promise<Value>, inside?: HTMLElement, unasked?: boolean): Promise<Value | undefined>
  /** Shows that something could not be loaded, with a button that retries; the returned function removes it. */
  alert(again: () => void, inside: HTMLElement | undefined, words?: TroubleWords): () => void
  /** One line on the console. Never throws. */
  warn(message: string, cause?: unknown): void
  /** Reports an unexpected error on the console. Never throws. */
  failed(cause: unknown): void
  /** May earlier pages have left something to send? Opens no store. */
  somethingWaits(): Promise<boolean>
  delivery(): Promise<DeliveryServices>
  /** The queue of delivery, once that is here. */
  queueHere?: Queue
  /** Begins to fetch what the first answer needs: a question is shown, or may be soon. */
  prefetch(): void
  /** Loads a `fetch` that the page has not wrapped. */
  rawFetch(): Promise<PlainFetch>
}

/** The interface, loaded when something is about to be shown or asked of it. */
export interface InterfacePart {
  /** Makes the app; called once. */
  start(host: LoaderHost): App
}

/** What the interface does for the loader. */
export interface App {
  /** A `fetch` that the page has not wrapped. */
  readonly rawFetch: PlainFetch
  /**
   * Decides in full, at this moment, and shows the best survey if any.
   * @param from - which source of the page reported the purchase
   */
  occur(event: TriggerEvent, from?: OrderSource): Promise<void>
  /** Waits for scrolling, staying and leaving, as far as surveys wait for them. */
  watchMoments(): Promise<void>
  close(): void
  /** Runs a command; `element` makes `<frankly-survey>` or `<frankly-door>` what it has to be now. */
  command(name: Command | 'tab' | 'debug' | 'element', args: readonly unknown[]): Promise<unknown>
}

/** Delivery, started with the first press, or in an idle moment where a survey waits for its own, or when something waits. */
export interface DeliveryPart {
  start(host: LoaderHost): DeliveryServices
}

/** What delivery does for the interface. */
export interface DeliveryServices {
  /** Keeps and sends. */
  readonly queue: Queue
  /** Loads what takes files, so that it is there when the network is not. Never rejects. */
  prepare(): Promise<unknown>
  /** Takes a file of the customer's; `undefined`: it could not be kept. */
  attach(file: Blob, name: string, responseId: string): Promise<AttachmentRef | undefined>
}

/** Ways to the parts: computed addresses by script tag, plain imports in the npm and single-file builds. */
export interface Parts {
  /** @param rawFetch - loads a `fetch` that the page has not wrapped */
  config(rawFetch: () => Promise<PlainFetch>): Promise<ProjectConfig>
  ui(): Promise<InterfacePart>
  /** Begins to fetch what cleans facts and reads orders, so that it arrives with the interface and not after it. */
  facts?(withOrders: boolean): void
  delivery(): Promise<DeliveryPart>
  /** Begins to fetch what makes responses and what sends them. */
  prefetch?(): void
}
