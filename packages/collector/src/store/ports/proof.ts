import type { EpochMs, ProjectKey } from '@frankly/core'

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
