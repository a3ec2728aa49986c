import type { EpochMs } from '@frankly/core'

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
