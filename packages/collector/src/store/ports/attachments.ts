import type { EpochMs, ProjectKey, ResponseId } from '@frankly/core'
import type { LetterQuota } from './refused.ts'
import type { PutStatus } from './responses.ts'

/** How much files may take: of one response, of all in a project whose response is not here yet, and of all in a project. */
export interface FileQuotas {
  readonly response: LetterQuota
  readonly waiting: LetterQuota
  /** Bytes of all files of a project. Absent: no bound. */
  readonly projectBytes?: number
}

/** `wait`: its response is not here and the quota for such is full, or that of the project is; `full`: its response has enough files. */
export type PutAttachmentStatus = PutStatus | 'wait' | 'full'

/** A file that belongs to a response, without its bytes. */
export interface AttachmentFacts {
  readonly project: ProjectKey
  readonly id: string
  readonly responseId: ResponseId
  readonly name: string
  readonly type: string
  readonly hash: string
  readonly receivedAt: EpochMs
}

/** A file that belongs to a response. */
export interface StoredAttachment extends AttachmentFacts {
  readonly bytes: Uint8Array
}
