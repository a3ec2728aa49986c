import type { EpochMs, ProjectKey, ResponseId } from '@frankly/core'
import type { ResponseStatus } from '@frankly/core/model'
import type { Proof } from '@frankly/core/node'
import type { Lane, ReceiverState } from '@frankly/core/wire'
import type { Words } from '../compare-words.ts'
import type { OutboxEntry } from './outbox.ts'

/** One checked response on its way into the store. */
export interface PutItem {
  readonly project: ProjectKey
  readonly id: ResponseId
  readonly revision: number
  /** Who wrote it, if it says so. */
  readonly writer?: string
  /** The earlier response that it goes on with. */
  readonly continues?: ResponseId
  /** The response as JSON text. Compared with the stored one to tell a repeat from a conflict. */
  readonly body: string
  readonly surveyId: string
  readonly surveyVersion: number
  readonly status: ResponseStatus
  readonly lane: Lane
  /** Somebody complains: such answers are read before low scores. */
  readonly complaint: boolean
  readonly test: boolean
  /** Why a person should look first; absent: nothing suspicious. */
  readonly quarantine?: string
  /** Quotas of its survey that it counts for; absent: the survey has none. */
  readonly quotas?: readonly string[]
  readonly subjectId?: string
  /** `orderMark` of the order that it is about. */
  readonly orderMark?: string
  /** What came of the signatures; absent: no order, no subject. */
  readonly orderProof?: Proof
  readonly subjectProof?: Proof
  readonly receiptCode?: string
  /** Answers whose contact data is taken back: it goes from every earlier copy, waiting deliveries included. */
  readonly takenBack?: readonly string[]
  /** The customer's time, corrected and clamped. */
  readonly occurredAt: EpochMs
  readonly receivedAt: EpochMs
  /** Rows for the outbox, written in the same transaction if the item is stored. */
  readonly outbox: readonly OutboxEntry[]
  /** The same if the item is kept beside a completed state. Only of an item that is not completed. */
  readonly outboxBeside?: () => readonly OutboxEntry[]
}

/** What became of an item: the same words as on the wire. */
export type PutStatus = 'stored' | 'duplicate' | 'stale' | 'conflict'

/** What became of an item, and what counts under its id now. */
export interface PutResult {
  readonly status: PutStatus
  /** Absent: erased, or not known yet. */
  readonly has?: ReceiverState
  /** It lies in the spool, on disk: what became of it in the store is not known yet. Goes with `stored`. */
  readonly spooled?: true
}

/** What another writer than the present revision's said in this response, and what the present one does not have. */
export interface KeptWords extends Words {
  /** Of the revision that said it. */
  readonly revision: number
  readonly receivedAt: EpochMs
}

/** A stored response. */
export interface StoredResponse {
  readonly project: ProjectKey
  readonly id: ResponseId
  readonly revision: number
  readonly surveyId: string
  readonly surveyVersion: number
  readonly status: ResponseStatus
  readonly lane: Lane
  readonly complaint: boolean
  readonly test: boolean
  readonly quarantine?: string
  /** What came of the signature over the order; absent: no order, or stored before signatures were checked. */
  readonly orderProof?: Proof
  /** The same over the subject. */
  readonly subjectProof?: Proof
  readonly occurredAt: EpochMs
  /** When the first revision arrived. */
  readonly firstReceivedAt: EpochMs
  /** When the present revision arrived. */
  readonly receivedAt: EpochMs
  readonly body: string
  /** Words of others, oldest first; absent: none. */
  readonly alsoSaid?: readonly KeptWords[]
}

/** A held response that a person lets go. */
export interface ReleaseItem {
  readonly project: ProjectKey
  readonly id: ResponseId
  /** The revision that the person saw. */
  readonly revision: number
  readonly surveyId: string
  readonly quotas?: readonly string[]
  readonly outbox: readonly OutboxEntry[]
}

/** Place in the order of arrival. */
export interface Cursor {
  readonly receivedAt: EpochMs
  readonly project: ProjectKey
  readonly id: ResponseId
}

/**
 * Lists of the staff pages; each response is in one of them. `held`: waits for a person's word. `complaints` and `low`:
 * need a person first. `rest`: everything else.
 */
export type ListName = 'complaints' | 'low' | 'held' | 'rest'

/** What to read. Results are ordered by arrival. */
export interface ResponseQuery {
  readonly project?: ProjectKey
  /** Only of these. Default: all. */
  readonly projects?: readonly ProjectKey[]
  readonly surveyId?: string
  readonly surveyVersion?: number
  /** Only answers given from this moment on, by the customer's corrected clock. */
  readonly occurredFrom?: EpochMs
  /** Only answers given before this moment. */
  readonly occurredBefore?: EpochMs
  /** Only trials, or none. Default: both. */
  readonly test?: boolean
  readonly list?: ListName
  /** Only those that are held for this reason. */
  readonly quarantine?: string
  /** Only after this place (before it when `newestFirst`). */
  readonly after?: Cursor
  readonly limit: number
  /** Default `false`: oldest first. */
  readonly newestFirst?: boolean
}

/** Whose contact history is asked for: responses of this subject, and those about an order with this mark; only verified ones. */
export interface ContactHistoryQuery {
  readonly project: ProjectKey
  readonly subjectId?: string
  readonly orderMark?: string
  /** Newest so many for each of the two. */
  readonly limit: number
}

/** Held responses of one project and one reason. */
export interface HeldGroup {
  readonly project: ProjectKey
  readonly reason: string
  readonly count: number
  /** How many of them complain. */
  readonly complaints: number
}
