import type { Delivery, EpochMs, ProjectKey, Response, ResponseId } from '@frankly/core'
import type { ResponseStatus } from '@frankly/core/model'
import type { Proof } from '@frankly/core/node'
import type { Lane, ReceiverState } from '@frankly/core/wire'
import type { Words } from './compare-words.ts'

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

/** What was done for one person. Holds nothing of the person. */
export interface ErasureReceipt {
  readonly id: string
  readonly project: ProjectKey
  readonly at: EpochMs
  /** What was named: a subject, an order, a receipt code, a response. */
  readonly by: string
  readonly counts: ErasedCounts
  /** Destinations that are told, by id. */
  readonly told: readonly string[]
}

/** One answer of an anonymous response. */
export interface AnonymousAnswer {
  /** Where it stands: a digest that has nothing in common with that of another answer. */
  readonly key: string
  /** '' for the person, who is counted once. */
  readonly question: string
  /** The answer as JSON. */
  readonly body: string
}

/** One revision of an anonymous response on its way into the store. */
export interface AnonymousItem {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly version: number
  readonly revision: number
  /** For the reply; not stored. */
  readonly writer?: string
  readonly test: boolean
  /** Beginning of the day of its arrival, UTC. */
  readonly day: EpochMs
  /** The person first; empty: nothing was answered. */
  readonly answers: readonly AnonymousAnswer[]
  /** Every place where an answer of it may stand. */
  readonly places: readonly string[]
  /** Quotas that it counts for, without a condition. */
  readonly quotas: readonly string[]
}

/** An anonymous answer as it is read: of whom, and with which others, nobody knows. */
export interface AnonymousRow {
  readonly question: string
  readonly day: EpochMs
  readonly body: string
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
  /** Without their bytes. */
  readonly attachments: readonly Omit<StoredAttachment, 'bytes'>[]
  readonly deliveries: readonly OutboxRow[]
}

/** A second body for an id and revision that was there already. */
export interface Conflict {
  readonly project: ProjectKey
  readonly id: ResponseId
  readonly revision: number
  readonly hash: string
  readonly body: string
  readonly receivedAt: EpochMs
}

/** Something that could not be taken, kept as it came. */
export interface DeadLetter {
  readonly project: ProjectKey
  readonly hash: string
  readonly reason: string
  readonly body: string
  readonly receivedAt: EpochMs
  /** `item`: an item that has an id; `post`: a post or item that nobody can be named for; `request`: for a person. */
  readonly class: 'item' | 'post' | 'request'
  /** Responses that are named in it: erased with them. */
  readonly ids?: readonly ResponseId[]
  /** How often the same came; only when read. */
  readonly count?: number
}

/** How much of one class a project may have. */
export interface LetterQuota {
  readonly rows: number
  readonly bytes: number
}

/** For each class of dead letters. */
export type LetterQuotas = Readonly<Record<DeadLetter['class'], LetterQuota>>

/** How much files may take: of one response, of all in a project whose response is not here yet, and of all in a project. */
export interface FileQuotas {
  readonly response: LetterQuota
  readonly waiting: LetterQuota
  /** Bytes of all files of a project. Absent: no bound. */
  readonly projectBytes?: number
}

/** `wait`: its response is not here and the quota for such is full, or that of the project is; `full`: its response has enough files. */
export type PutAttachmentStatus = PutStatus | 'wait' | 'full'

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

/** A file that belongs to a response. */
export interface StoredAttachment {
  readonly project: ProjectKey
  readonly id: string
  readonly responseId: ResponseId
  readonly name: string
  readonly type: string
  readonly hash: string
  readonly receivedAt: EpochMs
  readonly bytes: Uint8Array
}

/** One delivery for one destination, before it is stored. */
export interface OutboxEntry {
  readonly destination: string
  /** Part of a flood: behind all others, and told to people together. */
  readonly crowd?: boolean
  readonly delivery: Delivery
}

/** How it stands with one destination. */
export interface OutboxSummary {
  readonly project: ProjectKey
  readonly destination: string
  readonly waiting: number
  readonly dead: number
  /** When the oldest waiting row was put in; absent: none waits. */
  readonly waitingSince?: EpochMs
}

/** Names one row of the outbox. */
export interface OutboxKey {
  readonly project: ProjectKey
  /** The delivery's id: constant over all attempts. */
  readonly id: string
  readonly destination: string
}

/** A row of the outbox. */
export interface OutboxRow extends OutboxKey {
  readonly lane: Lane
  readonly state: 'waiting' | 'dead'
  /** Attempts begun, the present claim included. */
  readonly attempts: number
  readonly nextAt: EpochMs
  /** When it was put in the queue; a replay puts it in anew. */
  readonly createdAt: EpochMs
  /** What went wrong last. */
  readonly detail?: string
  readonly crowd?: boolean
  readonly delivery: Delivery
}

/** Which rows: all that agree with what is named. */
export interface OutboxFilter {
  readonly project?: ProjectKey
  /** Only of these. Default: all. */
  readonly projects?: readonly ProjectKey[]
  readonly destination?: string
  readonly id?: string
}

/** What a worker asks for. */
export interface OutboxClaim extends Omit<OutboxFilter, 'id' | 'projects'> {
  readonly now: EpochMs
  readonly leaseMs: number
  readonly limit: number
}

/**
 * Deliveries that still have to reach a destination. A row is written in the transaction that caused it and
 * leaves only by `ack`; a claim is a lease that expires by itself.
 */
export interface Outbox {
  /** Takes up to `limit` due rows, urgent first; each is hidden from other claims for `leaseMs`. */
  claim(ask: OutboxClaim): Promise<readonly OutboxRow[]>
  /** Delivered, or skipped for good: the row goes. True even if the lease had expired. */
  ack(key: OutboxKey): Promise<void>
  /** Not delivered: due again at `nextAt`. Ignored when another claim has taken the row meanwhile. */
  retry(row: OutboxRow, nextAt: EpochMs, detail: string): Promise<void>
  /** Not tried, since it is too early: due at `nextAt`, and no attempt counts. Ignored when another claim has it. */
  later(row: OutboxRow, nextAt: EpochMs, detail?: string): Promise<void>
  /** Keys of waiting rows with this detail, at most so many. */
  withDetail(of: OutboxFilter, detail: string, limit: number): Promise<readonly OutboxKey[]>
  /** Will never be delivered: kept for a person. Ignored when another claim has taken the row meanwhile. */
  dead(row: OutboxRow, detail: string): Promise<void>
  /** Urgent first, then the oldest. */
  list(
    query: OutboxFilter & { readonly state?: OutboxRow['state']; readonly limit: number },
  ): Promise<readonly OutboxRow[]>
  /** Puts these dead rows back in the queue, attempts from 0. Returns how many. */
  replay(keys: readonly OutboxKey[], now: EpochMs): Promise<number>
  /** Puts all dead rows back that agree with the filter. Returns how many. */
  replayAll(filter: OutboxFilter, now: EpochMs): Promise<number>
  /** How many rows wait and are dead, for each destination that has any. */
  summary(projects?: readonly ProjectKey[]): Promise<readonly OutboxSummary[]>
}

/**
 * A session in a browser; a link that starts one; `welcome`: a link that lets its account choose a password; `setup`: one
 * that makes the first account.
 */
export type PassKind = 'session' | 'link' | 'welcome' | 'setup'

/** What the store keeps of a pass. */
export interface Pass {
  /** Digest of the pass. */
  readonly hash: string
  readonly kind: PassKind
  /** Of the staff token it was made under; of an account's: a word. */
  readonly mark: string
  /** Id of the account; '' for the staff token. */
  readonly account: string
  readonly expiresAt: EpochMs
}

/** Finds a pass that is good at `now`. */
export interface PassKey extends Pick<Pass, 'hash' | 'kind'> {
  readonly now: EpochMs
  /** Only with one of these marks. */
  readonly mark?: readonly string[]
}

/** Whose a pass is. */
export type FoundPass = Pick<Pass, 'mark' | 'account'>

/** Sessions and links of staff. */
export interface PassStore {
  /** Keeps one, and forgets those that ended before `now`. */
  add(pass: Pass, now: EpochMs): Promise<void>
  find(key: PassKey): Promise<FoundPass | undefined>
  /** Removes it. What it was: for one caller alone. */
  take(key: PassKey): Promise<FoundPass | undefined>
  /** Removes all of this account, or all. */
  clear(account?: string): Promise<void>
}

/** What somebody is in a project. `access/roles.ts` says what each may. */
export type Role = 'owner' | 'manager' | 'line_manager' | 'agent' | 'partner' | 'auditor'

/** What an account or a token is in a project, or in all of them (`*`). */
export interface Membership {
  readonly project: ProjectKey
  readonly role: Role
  /** Only answers of this team: those whose tag `team` says so. */
  readonly team?: string
}

/** Somebody of the shop's people. */
export interface Account {
  /** UUIDv7. */
  readonly id: string
  /** In lower case; the name to sign in with. */
  readonly email: string
  readonly name: string
  /** As argon2 writes it. Absent: none was chosen yet. */
  readonly password?: string
  readonly roles: readonly Membership[]
  readonly disabled: boolean
  /** No password is tried before. */
  readonly lockedUntil: EpochMs
  readonly createdAt: EpochMs
}

/** A program's token; the token itself is nowhere. */
export interface StaffToken {
  readonly id: string
  readonly name: string
  readonly roles: readonly Membership[]
  /** Absent: all that the role may. */
  readonly scopes?: readonly string[]
  /** Who made it. */
  readonly madeBy: string
  readonly createdAt: EpochMs
  /** Absent: never. */
  readonly expiresAt?: EpochMs
  /** Absent: never yet. To the minute. */
  readonly usedAt?: EpochMs
}

/** Accounts, tokens, and what belongs to the door. */
export interface AccountStore {
  any(): Promise<boolean>
  byId(id: string): Promise<Account | undefined>
  byEmail(email: string): Promise<Account | undefined>
  list(): Promise<readonly Account[]>
  /** False: the e-mail address is taken; with `onlyFirst`: there is an account already. */
  add(account: Account, onlyFirst?: boolean): Promise<boolean>
  /** Replaces what is there, and forgets wrong passwords. */
  save(account: Account): Promise<void>
  /** With its sessions. Whether it was there. */
  remove(id: string): Promise<boolean>
  /** Counts a wrong password; at `most` no other is tried until then. Whether it is locked now. */
  wrong(id: string, most: number, lockUntil: EpochMs): Promise<boolean>
  readonly tokens: {
    list(): Promise<readonly StaffToken[]>
    byHash(hash: string): Promise<StaffToken | undefined>
    add(token: StaffToken & { readonly hash: string }): Promise<void>
    used(id: string, at: EpochMs): Promise<void>
    remove(id: string): Promise<boolean>
  }
  /** A value that is set once; `otherwise` where it is not yet. */
  setting(name: string, otherwise: string): Promise<string>
}

/** A key that seals what lies in the spool. */
export interface SpoolKey {
  readonly id: string
  /** base64 */
  readonly key: string
  /** Seals nothing later. */
  readonly until: EpochMs
}

/** Keys of the spool. */
export interface SpoolKeys {
  add(key: SpoolKey): Promise<void>
  /** Seals nothing after `at`. */
  end(id: string, at: EpochMs): Promise<void>
  find(id: string): Promise<string | undefined>
  /** Forgets those that seal nothing since `before`. */
  forget(before: EpochMs): Promise<void>
}

/** Where a version was published: by a configuration at its start, or by a person. */
export type SurveyOrigin = 'configuration' | 'hand'

/** A published version of a survey. It never changes. */
export interface SurveyVersion {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly version: number
  readonly origin: SurveyOrigin
  readonly publishedAt: EpochMs
  /** The definition as JSON text. */
  readonly body: string
}

/** Whether a survey is asked, whatever its version. */
export interface SurveyState {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly paused: boolean
  /** Not asked before; absent: no bound. */
  readonly from?: EpochMs
  /** Not asked from then on; absent: no bound. */
  readonly until?: EpochMs
  readonly changedAt: EpochMs
}

/** A link that opens one survey for whoever has it. */
export interface SurveyLink {
  /** Digest of the token in it. */
  readonly hash: string
  readonly project: ProjectKey
  readonly surveyId: string
  readonly expiresAt: EpochMs
  /** A definition to look at before it is published, as JSON text; absent: the survey as it is published. */
  readonly draft?: string
}

/** Names of the counts of impressions, as columns. */
export const IMPRESSION_COUNTS = ['showings', 'seen', 'started', 'dismissed', 'suppressed'] as const

/** Counts of one day: nobody's in particular. */
export interface Impressions extends Readonly<Record<(typeof IMPRESSION_COUNTS)[number], number>> {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly surveyVersion: number
  readonly mode: string
  /** `2026-11-29`, UTC. */
  readonly day: string
  readonly locale: string
}

/** Which counts: all that agree with what is named; days as in {@link Impressions}, both included. */
export interface ImpressionQuery {
  readonly project: ProjectKey
  readonly surveyId?: string
  readonly from?: string
  readonly to?: string
}

/** Surveys by version, what people say of them, and how often they were seen. */
export interface SurveyStore {
  /** Writes those whose number is free. Returns for each what stands under its number now. */
  publish(versions: readonly SurveyVersion[]): Promise<readonly SurveyVersion[]>
  /** All of them without their words, by project, survey and version. */
  heads(): Promise<readonly Omit<SurveyVersion, 'body'>[]>
  /** With their words; what is not there is left out. */
  read(of: readonly Pick<SurveyVersion, 'project' | 'surveyId' | 'version'>[]): Promise<readonly SurveyVersion[]>
  states(): Promise<readonly SurveyState[]>
  setState(state: SurveyState): Promise<void>
  /** Keeps a link, and forgets those that ended before `now`. Of the drafts of a project the newest 50 stay. */
  addLink(link: SurveyLink, now: EpochMs): Promise<void>
  /** One that has not ended. */
  link(hash: string, now: EpochMs): Promise<SurveyLink | undefined>
  /** Adds to the counts of their day. */
  count(impressions: readonly Impressions[]): Promise<void>
  impressions(query: ImpressionQuery): Promise<readonly Impressions[]>
}

/** Held responses of one project and one reason. */
export interface HeldGroup {
  readonly project: ProjectKey
  readonly reason: string
  readonly count: number
  /** How many of them complain. */
  readonly complaints: number
}

/** One response counts for one quota. */
export interface QuotaMark {
  readonly surveyId: string
  readonly quota: string
  readonly responseId: ResponseId
}

/** The end of one strand of the chain. All of them are the root: kept elsewhere, it proves that nothing was cut off. */
export interface ChainHead {
  readonly project: ProjectKey
  readonly strand: number
  /** How many links it has. */
  readonly seq: number
  readonly hash: string
}

/** What to verify. */
export interface VerifyAsk {
  /** Default: all. */
  readonly project?: ProjectKey
  /** Ends that were noted earlier, elsewhere. */
  readonly root?: readonly ChainHead[]
  /** So many faults are named; the rest is counted. */
  readonly limit: number
  /** Hears how much of the responses was compared, from 0 to 1. */
  onProgress?(share: number): void
}

/** Something that is not as it was written. */
export interface ChainFault {
  readonly kind: 'edited' | 'deleted' | 'inserted' | 'reordered' | 'cut-off'
  readonly project: ProjectKey
  /** The response, or the link. */
  readonly where: string
  readonly detail: string
}

/** What `verify` found. */
export interface Verified {
  readonly links: number
  /** Tombstones included. */
  readonly responses: number
  readonly faults: readonly ChainFault[]
  /** Faults beyond the limit. */
  readonly more: number
  /** The root now. */
  readonly heads: readonly ChainHead[]
}

/** Last line of a backup: without it, a backup is not whole. */
export interface BackupEnd {
  readonly rows: number
  /** Over all lines before. */
  readonly sha256: string
}

/** A response that was erased. */
export interface ErasedId {
  readonly project: ProjectKey
  readonly id: ResponseId
}

/** What to put in the place of what is there. */
export interface Restoring {
  /** Lines of a backup. */
  readonly lines: AsyncIterable<string>
  /** Erased elsewhere since the backup; what was erased in the store itself is erased again by itself. */
  readonly erased: readonly ErasedId[]
  /** Whether a store that is not empty may go. */
  readonly replace: boolean
  readonly now: EpochMs
  /** Who restores, for the audit log. */
  readonly by: string
  /** Deliveries for those that the backup had and that are erased again. */
  tell(project: ProjectKey, ids: readonly ResponseId[]): readonly OutboxEntry[]
  /** Hears how many rows were written. */
  onRows?(rows: number): void
}

/** What was restored. */
export interface Restored {
  readonly rows: number
  /** When the backup was made. */
  readonly at: EpochMs
  /** Responses of the backup that had been erased since, and are again. */
  readonly erased: number
}

/** Somebody's action, as the audit log has it. */
export interface AuditEntry {
  readonly at: EpochMs
  /** '' for what concerns the whole collector. */
  readonly project: ProjectKey
  /** Who: an account, a token, a command, or the collector itself. */
  readonly by: string
  /** What, for example `answer.release`. */
  readonly action: string
  /** To what: ids, counts and names of settings; never words of customers. */
  readonly about?: Readonly<Record<string, string | number | boolean>>
}

/** Place of an entry in the order of time. */
export interface AuditCursor {
  readonly at: EpochMs
  readonly project: ProjectKey
  readonly strand: number
  readonly seq: number
}

/** What to read of the audit log: newest first. */
export interface AuditQuery {
  /** Only of these; '' is among them for what concerns the whole collector. Default: all. */
  readonly projects?: readonly ProjectKey[]
  /** Only older than this place. */
  readonly before?: AuditCursor
  readonly limit: number
}

/** The audit log: what people and programs of the shop did, in the same chain as the responses. */
export interface AuditLog {
  note(entry: AuditEntry): Promise<void>
  read(query: AuditQuery): Promise<readonly (AuditEntry & { readonly place: AuditCursor })[]>
  /** The ends of the chain now, as they are noted. */
  root(projects?: readonly ProjectKey[]): Promise<readonly ChainHead[]>
}

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
  putAttachment(file: StoredAttachment, quotas: FileQuotas): Promise<PutAttachmentStatus>
  attachment(project: ProjectKey, id: string): Promise<StoredAttachment | undefined>
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

/** Another process has the SQLite file. */
export class StoreInUse extends StoreRefusal {}
