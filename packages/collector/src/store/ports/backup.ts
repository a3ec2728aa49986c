import type { EpochMs, ProjectKey, ResponseId } from '@frankly/core'
import type { OutboxEntry } from './outbox.ts'

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
