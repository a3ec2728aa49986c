import type { Run, RunEvent } from '../engine/run-state.ts'
import type { EpochMs, ProjectKey, ResponseId, SurveyId } from '../model/ids.ts'
import type { Response, ResponseMode, SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { Durability, QueuePlatform } from '../platform/platform.ts'
import type { Transport } from '../transport/transport.ts'
import type { Delivery, DeliveryTexts } from '../wire/delivery.ts'
import type { Receipt } from '../wire/receipt.ts'

/** What a queue is made of. @public */
export interface QueueOptions {
  /** Key of the project, first part of every stored key: projects share no records. */
  readonly project: ProjectKey
  /** Sends to the destination. */
  readonly transport: Transport
  /** Clock, random numbers, store, network, locks and page life. */
  readonly platform: QueuePlatform
  /** Words to store beside a response, for destinations that show it to people. Default: none are stored. */
  readonly textsFor?: (response: Response) => DeliveryTexts | undefined
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<QueueLimits>
}

/** How much the queue may keep and how often it may fail. @public */
export interface QueueLimits {
  /** Largest single record, bytes of JSON. Default 128 KiB, as the collector takes: the longest text of any script fits. */
  readonly recordBytes: number
  /** Records kept in all. Default 10 000: a kiosk that is offline for days, with room. */
  readonly records: number
  /** Bytes kept in all. Default 8 MiB: small beside any browser's quota for IndexedDB. */
  readonly bytes: number
  /** Failed requests of one page's life; after that only a new submit or a wake event tries. Default 30. */
  readonly failures: number
  /** How long a draft is kept, ms. Default 7 days. */
  readonly passMs: number
}

/** A pass as it is kept on the device: enough to take it up again. @public */
export interface PassState {
  /** Id of the response; the same for every revision. */
  readonly responseId: ResponseId
  /** Id of the survey that is being answered. */
  readonly surveyId: SurveyId
  /** Version of that survey. */
  readonly surveyVersion: number
  /** Id of the customer, when known. */
  readonly subjectId?: string
  /** Mark of the order that it is about. */
  readonly order?: string
  /** Latest revision given out on this device; 0: none yet. */
  readonly revision: number
  /** When it was last changed, epoch ms of the device. */
  readonly at: EpochMs
  /** State of the survey's run: answers so far and the current question. */
  readonly run: Run
  /** Receipt code of a complaint, once it has one. */
  readonly receiptCode?: string
  /** Random mark of the client that wrote it. */
  readonly writer?: string
  /** What was done before the engine's code was there, to be played on `run`. */
  readonly acts?: readonly RunEvent[]
  /** The survey on which it was done; goes with `acts`. */
  readonly survey?: Survey
  /** What else a response of it holds; goes with `acts`. */
  readonly base?: { readonly mode: ResponseMode; readonly test: boolean; readonly subject?: SubjectRef }
}

/** Where a record is safe, or why it is not kept. @public */
export type SubmitResult =
  | { readonly durable: 'server' | Durability; readonly receipt?: Receipt }
  | { readonly durable: 'none'; readonly reason: 'full' | 'too-large' | 'withdrawn' | 'closed' | 'skipped' }

/**
 * What became of one record. `saving`: not safe yet. `queued`: kept on this device, will be sent. `sent`: acknowledged.
 * `failed`: not kept. `blocked`: kept, but `reason` stands in the way. `parked`: kept, refused for good with the
 * code `reason`. `withdrawn`: erased on the customer's wish. `skipped`: not kept and not sent, since the destination
 * takes no such deliveries. `overtaken`: another writer's state is there; these words go on as `to`.
 * @public
 */
export type ItemState =
  | 'overtaken'
  | 'saving'
  | 'queued'
  | 'sent'
  | 'failed'
  | 'blocked'
  | 'parked'
  | 'withdrawn'
  | 'skipped'

/** A change of one record. @public */
export interface ItemEvent {
  /** Id of the delivery. */
  readonly id: string
  /** Id of the response; absent for an erasure. */
  readonly responseId?: string
  /** Revision of the response, from 1; absent for an erasure. */
  readonly revision?: number
  /** Mark of the client that wrote it: two may have written one revision. */
  readonly writer?: string
  /** The new state. */
  readonly state: ItemState
  /** Where the record is safe now, as far as known. */
  readonly durable?: 'server' | Durability
  /** The receiver's receipt, with `sent`. */
  readonly receipt?: Receipt
  /** Why, with `failed`, `blocked`, `parked` and `skipped`. */
  readonly reason?: string
  /** With `overtaken`: under which id and revision these words are kept and sent from now on. */
  readonly to?: { readonly responseId: ResponseId; readonly revision: number }
}

/**
 * Whether failed requests make all records wait. `none`: requests may go. `waiting`: until a moment that grows with each
 * failure, or that the destination asked for. `blocked`: something on this device refuses requests; one in five minutes.
 * `paused`: the destination does not accept the project's key; tried again after an hour.
 * @public
 */
export type BackoffState = 'none' | 'waiting' | 'blocked' | 'paused'

/** What the queue holds at one moment, and how sending goes. @public */
export interface QueueStatus {
  /** Records that wait to be sent. */
  readonly waiting: number
  /** Of `waiting`, complaints. */
  readonly urgent: number
  /** Refused for good, kept for 30 days so that a fault can be mended. */
  readonly parked: number
  /** How many of `parked` by the code of their refusal; `unreadable`: damaged on this device. */
  readonly parkedBy: Readonly<Record<string, number>>
  /** Bytes of all that is kept. */
  readonly bytes: number
  /** Whether failed requests make all records wait. */
  readonly backoff: BackoffState
  /** What stands in the way, as far as known: `blocked` (a policy of the page), `HTTP 403`, `timeout` … */
  readonly reason?: string
  /** How safe the store is that takes records now. */
  readonly store: Durability
  /** Since this page began, by name: `submitted sent superseded evicted expired withdrawn skipped parked parked.<code> …` */
  readonly counters: Readonly<Record<string, number>>
}

/** Events by name. @public */
export interface QueueEvents {
  /** One record changed its state. */
  item: ItemEvent
  /** Sending began to wait, waits for another reason, or goes on. */
  backoff: { readonly state: BackoffState; readonly reason?: string }
}

/** Whose data {@link Queue.withdraw} erases beside what this page and the store know. @public */
export interface Withdrawal {
  /** Id of the customer: the destination erases all that is theirs. */
  readonly subjectId?: string
  /** Ids of further responses to erase. */
  readonly responseIds?: readonly string[]
}

/** The send queue: write ahead, send, delete only what was acknowledged. @public */
export interface Queue {
  /**
   * Keeps and sends. Resolves as soon as the record is durable or acknowledged, whichever comes first; never rejects.
   * A higher revision of the same response replaces an earlier one that is still unsent.
   * With `pass` the record stays on the device as the draft after it was acknowledged; without it the draft of this
   * response goes in the same transaction. A revision that is not above what the receiver is known to have is sent as
   * the next one above it, told by the event `overtaken`.
   */
  submit(delivery: Delivery, pass?: PassState): Promise<SubmitResult>
  /** Keeps a state of which nothing may be sent yet, in the place of the response's earlier draft. Never rejects. */
  keep(pass: PassState): Promise<SubmitResult>
  /** Open passes on this device, newest first. One that is damaged is dropped and counted as `pass_damaged`. */
  passes(): Promise<readonly PassState[]>
  /** Forgets the draft; what waits to be sent still goes. */
  release(responseId: ResponseId): Promise<void>
  /** Sends what earlier pages left, after 0-2 s. Call it when `somethingWaits()` says so. */
  resume(): void
  /** Tries now, over every wait but one that the destination asked for; resolves when nothing more can be done now. */
  flush(): Promise<QueueStatus>
  /** Counts what is kept and says how sending goes. Reads the keys of all records, no body. */
  status(): Promise<QueueStatus>
  /** Erases all that is kept, drafts too, aborts what is on its way and sends one erasure. Nothing else is sent afterwards. */
  withdraw(whose?: Withdrawal): Promise<void>
  /** Calls back on each event; the returned function ends it. */
  on<Name extends keyof QueueEvents>(name: Name, run: (event: QueueEvents[Name]) => void): () => void
  /** [SV9] Counts that go with the next request; emptied when it was taken. */
  takeAlong(counts: Record<string, number>): void
  /** Ends timers and listeners. What is stored stays. */
  close(): void
}
