import type { ProjectKey } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Durability, Platform } from '../platform/platform.ts'
import type { Transport } from '../transport/transport.ts'
import type { Delivery, DeliveryTexts } from '../wire/delivery.ts'
import type { Receipt } from '../wire/receipt.ts'

/** What a queue is made of. @public */
export interface QueueOptions {
  readonly project: ProjectKey
  readonly transport: Transport
  readonly platform: Platform
  /** Words to store beside a response, for destinations that show it to people. Default: none are stored. */
  readonly textsFor?: (response: Response) => DeliveryTexts | undefined
  readonly limits?: Partial<QueueLimits>
}

/** How much the queue may keep and how often it may fail. @public */
export interface QueueLimits {
  /** Largest single record, bytes of JSON. Default 32 KiB, as the collector takes. */
  readonly recordBytes: number
  /** Records kept in all. Default 10 000: a kiosk that is offline for days, with room. */
  readonly records: number
  /** Bytes kept in all. Default 8 MiB: small beside any browser's quota for IndexedDB. */
  readonly bytes: number
  /** Failed requests of one page's life; after that only a new submit or a wake event tries. Default 30. */
  readonly failures: number
}

/** Where a record is safe, or why it is not kept. @public */
export type SubmitResult =
  | { readonly durable: 'server' | Durability; readonly receipt?: Receipt }
  | { readonly durable: 'none'; readonly reason: 'full' | 'too-large' | 'withdrawn' | 'closed' | 'skipped' }

/**
 * What became of one record. `saving`: not safe yet. `queued`: kept on this device, will be sent. `sent`: acknowledged.
 * `failed`: not kept. `blocked`: kept, but `reason` stands in the way. `parked`: kept, refused for good with the
 * code `reason`. `withdrawn`: erased on the customer's wish. `skipped`: not kept and not sent, since the destination
 * takes no such deliveries.
 * @public
 */
export type ItemState = 'saving' | 'queued' | 'sent' | 'failed' | 'blocked' | 'parked' | 'withdrawn' | 'skipped'

/** A change of one record. @public */
export interface ItemEvent {
  /** Id of the delivery. */
  readonly id: string
  readonly responseId?: string
  readonly revision?: number
  readonly state: ItemState
  readonly durable?: 'server' | Durability
  readonly receipt?: Receipt
  readonly reason?: string
}

/** Whether the way to the destination is open. @public */
export type LaneState = 'open' | 'waiting' | 'blocked' | 'paused'

/** A moment's view. @public */
export interface QueueStatus {
  readonly waiting: number
  /** Of `waiting`, complaints. */
  readonly urgent: number
  /** Refused for good, kept for 30 days so that a fault can be mended. */
  readonly parked: number
  /** Bytes of all that is kept. */
  readonly bytes: number
  readonly lane: LaneState
  /** What stands in the way, as far as known: `blocked` (a policy of the page), `HTTP 403`, `timeout` … */
  readonly reason?: string
  readonly store: Durability
  /** Since this page began, by name: `submitted sent superseded evicted expired withdrawn skipped parked parked.<code> …` */
  readonly counters: Readonly<Record<string, number>>
}

/** Events by name. @public */
export interface QueueEvents {
  item: ItemEvent
  lane: { readonly lane: LaneState; readonly reason?: string }
}

/** Whose data {@link Queue.withdraw} erases beside what this page and the store know. @public */
export interface Withdrawal {
  readonly subjectId?: string
  readonly responseIds?: readonly string[]
}

/** The send queue: write ahead, send, delete only what was acknowledged. @public */
export interface Queue {
  /**
   * Keeps and sends. Resolves as soon as the record is durable or acknowledged, whichever comes first; never rejects.
   * A higher revision of the same response replaces an earlier one that is still unsent.
   */
  submit(delivery: Delivery): Promise<SubmitResult>
  /** Sends what earlier pages left, after 0-2 s. Call it when `somethingWaits()` says so. */
  resume(): void
  /** Tries now, over every wait but one that the destination asked for; resolves when nothing more can be done now. */
  flush(): Promise<QueueStatus>
  status(): Promise<QueueStatus>
  /** Erases all that is kept, aborts what is on its way and sends one erasure. Nothing else is sent afterwards. */
  withdraw(whose?: Withdrawal): Promise<void>
  /** Calls back on each event; the returned function ends it. */
  on<Name extends keyof QueueEvents>(name: Name, run: (event: QueueEvents[Name]) => void): () => void
  /** Ends timers and listeners. What is stored stays. */
  close(): void
}
