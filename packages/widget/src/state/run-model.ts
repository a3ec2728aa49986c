import type {
  AnswerValue,
  AttachmentRef,
  EpochMs,
  Locale,
  QuestionId,
  Receipt,
  Run,
  RunEvent,
  RunView,
  Survey,
} from '@frankly/core'
import type { ReadonlySignal, Signal } from '@preact/signals'

/**
 * What became of the words given so far, as far as we know for certain.
 * `saving`: on the way to this browser's database. `kept`: committed there, will be sent. `sent`: committed at the
 * shop. `here`: not sent, and only this page (or a store that is written late) has it. `not_saved`: nothing has it but
 * the screen; keep the window open. `blocked`: kept, and something (ad blocker, CSP, a destination that pauses us)
 * holds the sending back. `withdrawn`: the customer took it back.
 * @public
 */
export type DeliveryState =
  | { readonly is: 'idle' | 'saving' | 'sent' | 'kept' | 'here' | 'not_saved' | 'withdrawn' }
  | { readonly is: 'blocked'; readonly by: string }

/**
 * One pass through one survey as the interface sees it: what to show now, what became of the answers, and the
 * acts that a customer can do. Components get nothing else. No act throws.
 * @public
 */
export interface RunModel {
  readonly survey: Survey
  /** What to show now. Changes with each act and with the language. */
  readonly view: ReadonlySignal<RunView>
  readonly delivery: ReadonlySignal<DeliveryState>
  /** Present as soon as a complaint was saved: made on the device, so that it exists without a network. */
  readonly receipt: ReadonlySignal<Receipt | undefined>
  readonly locale: ReadonlySignal<Locale>
  /** True from the first answer: something would be lost by a careless close. */
  readonly touched: ReadonlySignal<boolean>
  answer(questionId: QuestionId, value: AnswerValue): void
  skip(questionId: QuestionId): void
  next(): void
  back(): void
  more(yes: boolean): void
  setLocale(locale: Locale): void
  dismiss(): void
  /** Saves again after `not_saved`. */
  retry(): void
  /** Takes a (shrunk) file for an attachment question; it is posted with the answers. `undefined`: could not be kept. */
  attach(file: Blob, name: string): Promise<AttachmentRef | undefined>
  /** All words written so far, to be copied when nothing could be stored. */
  written(): string
  /** For the host: fetches what the first answer will need. */
  ready(): Promise<void>
  /** Saves what waits for a pause in typing, and ends. */
  dispose(): void
}

/** What steps a run on and keeps its words. */
export interface Stepper {
  /** The run as it begins, or as it was left. */
  readonly start: Run
  viewOf(run: Run): RunView
  advance(run: Run, event: RunEvent): Run
  /** After each change: drafts, saving. */
  changed(run: Run, event: RunEvent): void
  /** Saves the same words again. */
  save(): void
  /** Saves what waits for a pause in typing. */
  flush(): void
  attach(file: Blob, name: string): Promise<AttachmentRef | undefined>
  /** All words written so far. */
  written(run: Run): string
}

/** What a stepper tells the model. */
export interface StepperTells {
  /** What became of the words, possibly several times. */
  readonly delivery: Signal<DeliveryState>
  readonly receipt: Signal<Receipt | undefined>
}

/** What a run needs from outside. */
export interface RunDeps {
  now(): EpochMs
  /** Loads the stepper. Rejects when it cannot be loaded. */
  stepper(tells: StepperTells): Promise<Stepper>
  /** A fault inside; the model keeps its last good state. */
  failed(cause: unknown): void
}
