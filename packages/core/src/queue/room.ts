import { isRecordKey, readKey } from './record-key.ts'
import type { QueueLimits } from './types.ts'

/** How much is stored: an estimate between two countings, since other pages add and remove as well. */
export interface Room {
  /** Nothing before the first counting. */
  readonly stored: { readonly count: number; readonly bytes: number } | undefined
  /** Counts all keys anew. @param except - a key that does not count */
  count(keys: readonly string[], except?: string): void
  added(bytes: number): void
  removed(key: string): void
  /** Whether one more record of so many bytes is too much. */
  isShort(bytes: number): boolean
  /** The first of `keys` whose going makes room for `bytes`, counted as gone. Nothing when all of them are too few. */
  free(bytes: number, keys: readonly string[]): readonly string[] | undefined
}

export function createRoom(scope: string, limits: Pick<QueueLimits, 'records' | 'bytes'>): Room {
  let sum: { count: number; bytes: number } | undefined
  const isShort = (bytes: number): boolean => !!sum && (sum.count >= limits.records || sum.bytes + bytes > limits.bytes)
  const change = (count: number, bytes: number): void => {
    if (sum) sum = { count: sum.count + count, bytes: sum.bytes + bytes }
  }
  const removed = (key: string): void => change(-1, -readKey(scope, key).bytes)
  return {
    get stored() {
      return sum
    },
    count(keys, except) {
      const counted = keys.filter((key) => key !== except && isRecordKey(scope, key))
      sum = { count: counted.length, bytes: counted.reduce((bytes, key) => bytes + readKey(scope, key).bytes, 0) }
    },
    added: (bytes) => change(1, bytes),
    removed,
    isShort,
    free(bytes, keys) {
      const before = sum
      const going: string[] = []
      for (const key of keys) {
        going.push(key)
        removed(key)
        if (!isShort(bytes)) return going
      }
      sum = before
      return undefined
    },
  }
}
