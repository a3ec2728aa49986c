import type { EpochMs, ProjectKey, Response, ResponseId } from '@frankly/core'
import type { Words } from '../compare-words.ts'
import type { AttachmentFacts } from './attachments.ts'
import type { OutboxEntry, OutboxRow } from './outbox.ts'
import type { Conflict, DeadLetter } from './refused.ts'

/** Responses to forget, and who must hear of it. */
export interface Erasure {
  readonly project: ProjectKey
  readonly ids: readonly ResponseId[]
  readonly at: EpochMs
  /** Dead letters to forget too, by hash: those that name the person and no response. */
  readonly letters?: readonly string[]
  /** Second bodies to forget too, by hash: those that name the person where the response that counts does not. */
  readonly conflicts?: readonly string[]
  /** Deliveries for those of the ids that were here; not asked when none was. */
  tell(found: readonly ResponseId[]): readonly OutboxEntry[]
}

/** How much an erasure took out. */
export interface ErasedCounts {
  /** That were here. */
  readonly responses: number
  readonly attachments: number
  /** Words that other pages said. */
  readonly keptWords: number
  readonly conflicts: number
  readonly deadLetters: number
  /** That waited, or were stopped. */
  readonly deliveries: number
  readonly receipts: number
  readonly quotaMarks: number
}

/** The same for one person, with what had not reached the store. */
export interface PersonCounts extends ErasedCounts {
  /** That still lay in the spool, and are kept out of the store. */
  readonly spooled: number
  /** Messages in the spool that could not be opened: whether the person stands in them is not known. */
  readonly unopened: number
}

/** What was done for one person. Holds nothing of the person. */
export interface ErasureReceipt {
  readonly id: string
  readonly project: ProjectKey
  readonly at: EpochMs
  /** What was named: a subject, an order, a receipt code, a response. */
  readonly by: string
  readonly counts: PersonCounts
  /** Destinations that are told, by id. */
  readonly told: readonly string[]
}

/** Whose responses: exactly one way of naming them. Orders by their mark, which may be shared: compare the body. */
export type PersonQuery =
  | { readonly project: ProjectKey; readonly subjectId: string }
  | { readonly project: ProjectKey; readonly orderMark: string }

/** Where a text stands beside the responses. */
export interface Mentions {
  readonly letters: readonly DeadLetter[]
  readonly conflicts: readonly Conflict[]
  readonly deliveries: readonly OutboxRow[]
}

/** What is kept beside some responses. */
export interface BesideResponses {
  readonly conflicts: readonly Conflict[]
  readonly letters: readonly DeadLetter[]
  readonly attachments: readonly AttachmentFacts[]
  readonly deliveries: readonly OutboxRow[]
}

/** What `tidy` takes out. Ages in ms. */
export interface Tidying {
  readonly now: EpochMs
  readonly ages: {
    readonly deadLetters: number
    readonly conflicts: number
    /** Of responses that were here. */
    readonly tombstones: number
    /** Of responses that had not come when they were erased. */
    readonly unseenTombstones: number
    readonly waitingFiles: number
  }
  /** Newest so many of each project stay. */
  readonly conflicts: number
  /** Tombstones of what never came: newest so many of each project stay. */
  readonly unseen: number
}

/** What a rule of retention takes out of responses: contact data, words, photos. */
export type RetainedKind = 'contact' | 'text' | 'attachments'

/** One step of a rule of retention. */
export interface Thinning {
  readonly project: ProjectKey
  readonly kind: RetainedKind
  /** Responses whose latest revision arrived before. */
  readonly before: EpochMs
  /** Now. */
  readonly at: EpochMs
  /** Responses of one step. */
  readonly limit: number
  /** What is left of a response. Not asked for `attachments`. */
  thin(response: Response): Response
  /** What is left of words that another page said; nothing: all of them go. */
  thinWords(words: Words): Words | undefined
}

/** What one step has done. */
export interface Thinned {
  /** Responses looked at; below the limit, there are no more for now. */
  readonly seen: number
  /** Responses that something was taken from. */
  readonly changed: number
}
