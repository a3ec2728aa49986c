import type { EpochMs, ProjectKey, ResponseId } from '@frankly/core'
import type { AccountStore, PassStore } from './ports/access.ts'
import type { AnonymousItem, AnonymousRow } from './ports/anonymous.ts'
import type { AttachmentFacts, FileQuotas, PutAttachmentStatus, StoredAttachment } from './ports/attachments.ts'
import type { BackupEnd, ErasedId } from './ports/backup.ts'
import type {
  BesideResponses,
  ErasedCounts,
  Erasure,
  ErasureReceipt,
  Mentions,
  PersonQuery,
  Thinned,
  Thinning,
  Tidying,
} from './ports/erasing.ts'
import type { Outbox } from './ports/outbox.ts'
import type { AuditLog, Verified, VerifyAsk } from './ports/proof.ts'
import type { Conflict, DeadLetter, LetterQuotas } from './ports/refused.ts'
import type {
  ContactHistoryQuery,
  HeldGroup,
  PutItem,
  PutResult,
  ReleaseItem,
  ResponseQuery,
  StoredResponse,
} from './ports/responses.ts'
import type { SpoolKeys } from './ports/spool.ts'
import type { QuotaMark, SurveyStore } from './ports/surveys.ts'

export type * from './ports/access.ts'
export type * from './ports/anonymous.ts'
export type * from './ports/attachments.ts'
export type * from './ports/backup.ts'
export type * from './ports/bucket.ts'
export type * from './ports/erasing.ts'
export type * from './ports/outbox.ts'
export type * from './ports/proof.ts'
export type * from './ports/refused.ts'
export type * from './ports/responses.ts'
export type * from './ports/spool.ts'
export type * from './ports/surveys.ts'
export { IMPRESSION_COUNTS } from './ports/surveys.ts'

/** Numbers for `/metrics`. */
export interface StoreCounts {
  readonly responses: number
  readonly conflicts: number
  readonly deadLetters: number
  readonly outboxWaiting: number
  readonly outboxDead: number
}

/**
 * Where responses live. `put` resolves after the commit; a repeat is harmless for ever, since `(project, id)`
 * is unique. Only this folder speaks SQL.
 */
export interface Store {
  /** For messages: `sqlite` or `postgres`. */
  readonly engine: 'sqlite' | 'postgres'
  /** How many `put`s are worth running at once. */
  readonly writers: number
  /** Whether a failed `put` failed for what was in it: the rest, put apart, would go in. */
  isDataFault(error: unknown): boolean
  /** Keeps these beside what counts, as conflicts: their senders were told that they are here. */
  keepBeside(items: readonly PutItem[]): Promise<void>
  /** All items in one transaction; results in the same order. */
  put(items: readonly PutItem[]): Promise<readonly PutResult[]>
  responses(query: ResponseQuery): Promise<readonly StoredResponse[]>
  response(project: ProjectKey, id: ResponseId): Promise<StoredResponse | undefined>
  /** Looks up a receipt code as `receiptKey` normalises it. */
  byReceipt(code: string): Promise<readonly StoredResponse[]>
  /** Trials left out; a response of this subject about this order comes once. Marks may be shared: compare the body. */
  contactHistory(query: ContactHistoryQuery): Promise<readonly StoredResponse[]>
  /** Of these projects; default: all. So in the methods below. */
  conflicts(limit: number, projects?: readonly ProjectKey[]): Promise<readonly Conflict[]>
  /**
   * Forgets what was said, keeps the ids: a late resend does not bring it back. Ids never seen are kept out
   * beforehand. Returns what was there.
   */
  erase(erasure: Erasure): Promise<ErasedCounts>
  /** Writes all answers of one revision. What comes after its week is over changes nothing: `stale`. */
  putAnonymous(item: AnonymousItem): Promise<PutResult>
  /** Answers of one version of a survey, trials left out, of days before. */
  anonymousRows(query: {
    readonly project: ProjectKey
    readonly surveyId: string
    readonly version: number
    readonly before: EpochMs
  }): Promise<readonly AnonymousRow[]>
  /** Empties these places, if their day is not before `since`. Returns how many there were. */
  eraseAnonymous(project: ProjectKey, keys: readonly string[], since: EpochMs): Promise<number>
  /** Responses of a person or about an order, trials and held ones too; in the order of arrival. */
  ofPerson(query: PersonQuery): Promise<readonly StoredResponse[]>
  /** What is kept beside these responses of a project. */
  beside(project: ProjectKey, ids: readonly ResponseId[]): Promise<BesideResponses>
  /** Dead letters, second bodies and deliveries of a project in which this text stands, to the letter. Reads all of them. */
  mentions(project: ProjectKey, text: string): Promise<Mentions>
  /** Takes out of the next responses what has outlived its time; each is looked at once, and anew after a later revision. */
  thin(step: Thinning): Promise<Thinned>
  /** Ids of responses whose latest revision arrived before, oldest first. */
  arrivedBefore(project: ProjectKey, before: EpochMs, limit: number): Promise<readonly ResponseId[]>
  noteErasure(receipt: ErasureReceipt): Promise<void>
  /** The newest first. */
  erasures(query: {
    readonly projects?: readonly ProjectKey[]
    readonly limit: number
  }): Promise<readonly ErasureReceipt[]>
  /**
   * Releases from quarantine, lets its deliveries go and counts it for quotas. It arrives anew at `at`, so that whoever
   * reads in the order of arrival meets it. Returns whether this revision was held.
   */
  release(held: ReleaseItem, at: EpochMs): Promise<boolean>
  /** How many are held, for each project and reason. */
  held(projects?: readonly ProjectKey[]): Promise<readonly HeldGroup[]>
  /** How many complaints and low scores there are. */
  urgentCounts(projects?: readonly ProjectKey[]): Promise<{ readonly complaints: number; readonly low: number }>
  /** How many responses count for a quota, up to `limit`. */
  quotaCount(project: ProjectKey, surveyId: string, quota: string, limit: number): Promise<number>
  hasQuotaMark(project: ProjectKey, mark: QuotaMark): Promise<boolean>
  /** Notes what counts; what is noted already stays. */
  markQuotas(project: ProjectKey, marks: readonly QuotaMark[]): Promise<void>
  /** Forgets what counts for a quota. */
  clearQuota(project: ProjectKey, surveyId: string, quota: string): Promise<void>
  /** Keeps letters within the quotas; says of each whether it is kept (or was already). Nothing goes to make room. */
  keepDeadLetters(letters: readonly DeadLetter[], quotas: LetterQuotas): Promise<readonly boolean[]>
  deadLetters(limit: number, projects?: readonly ProjectKey[]): Promise<readonly DeadLetter[]>
  /** Takes out what has outlived its time or its number, little by little. */
  tidy(rules: Tidying): Promise<void>
  /**
   * With a bucket, the bytes are there before the row is written.
   * @throws BucketTrouble when the bucket did not take them: nothing is stored, and the sender may try again
   */
  putAttachment(file: StoredAttachment, quotas: FileQuotas): Promise<PutAttachmentStatus>
  /** @throws BucketTrouble when the bucket did not give the bytes */
  attachment(project: ProjectKey, id: string): Promise<StoredAttachment | undefined>
  /** The same without bytes, which costs the bucket nothing. */
  attachmentFacts(project: ProjectKey, id: string): Promise<AttachmentFacts | undefined>
  /** Which of these attachments of a response are here. */
  attachmentsHere(project: ProjectKey, responseId: ResponseId, ids: readonly string[]): Promise<ReadonlySet<string>>
  readonly outbox: Outbox
  readonly passes: PassStore
  readonly accounts: AccountStore
  readonly audit: AuditLog
  /**
   * Gives one state of the whole store as lines of a backup, while others write on.
   * @throws StoreRefusal when its tables are not those of this program
   */
  dump(
    at: EpochMs,
    write: (line: string) => Promise<void> | undefined,
    onRows?: (rows: number) => void,
  ): Promise<BackupEnd>
  /** Every response that was erased and is known as such. */
  erasedIds(): Promise<readonly ErasedId[]>
  /** Compares what is here with the chain of what was written. */
  verify(ask: VerifyAsk): Promise<Verified>
  counts(projects?: readonly ProjectKey[]): Promise<StoreCounts>
  /** How many objects in the bucket no photo holds. */
  objectsToDelete(): Promise<number>
  readonly spoolKeys: SpoolKeys
  readonly surveys: SurveyStore
  /** Resolves when the engine answers. */
  ping(): Promise<void>
  /** Steps of migration that this program knows and the store has not taken. */
  pending(): Promise<number>
  /** The clock of the engine; of SQLite that of this machine. */
  time(): Promise<EpochMs>
  close(): Promise<void>
}

/** The store cannot be opened as things are; the message says why and what to do. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal'
}

/** The bucket did not do what was asked; the message says why and what to do. It may be tried again. */
export class BucketTrouble extends Error {
  override readonly name = 'BucketTrouble'
}

/** Another process has the SQLite file. */
export class StoreInUse extends StoreRefusal {}
