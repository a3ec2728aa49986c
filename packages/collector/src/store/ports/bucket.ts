import type { ProjectKey } from '@frankly/core'

/**
 * Storage for bytes beside the database. An object is written once under a name of its own and never changed. Every call
 * ends within its time limit, and throws {@link BucketTrouble} where the service did not do what was asked.
 */
export interface Bucket {
  /** A name that no object has had before. Names nobody: of what it is for, only the project stands in it. */
  newName(project: ProjectKey): string
  /** Resolves when the service has all of it. After an error it may have it all the same. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Nothing: the service has no such object. */
  get(name: string): Promise<Uint8Array | undefined>
  /** Resolves when the object is gone; one that never was is gone too. */
  delete(name: string, signal?: AbortSignal): Promise<Deleted>
}

/** What became of a deleted object. */
export interface Deleted {
  /** The bucket keeps old versions: the bytes are still there, and only its owner can take them away. */
  readonly keepsOld: boolean
}
