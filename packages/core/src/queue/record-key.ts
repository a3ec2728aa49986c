import { sizeAndSum } from './draft-record.ts'
import type { Priority } from './priority.ts'

/** Section of the keys of parked records: behind all that wait. */
export const PARKED = '9'

/** What a key says of its record. */
export interface KeyParts {
  /** Priority `0`, `1` or `2` of a record that waits; {@link PARKED}; `DRAFT`; below `0` a note of the store itself. */
  readonly section: string
  /** Id of the delivery; empty when the key is damaged. */
  readonly id: string
  readonly bytes: number
}

/**
 * `<project>:<section>:<delivery id>:<bytes>:<sum of the content>`, and `!` behind it where the record holds a draft, with
 * a sum of a draft that came later. Keys sort in the order of sending and say all that counting needs, so that 5,000
 * records are ordered and summed up, and drafts found, without reading one of them. The sum keeps two records of one
 * revision apart.
 */
export function makeKey(
  scope: string,
  priority: Priority,
  id: string,
  body: string,
  hasPass: boolean,
): { readonly key: string; readonly bytes: number } {
  const [bytes, sum] = sizeAndSum(body)
  return { key: `${scope}${priority}:${id}:${bytes}:${sum}${hasPass ? '!' : ''}`, bytes }
}

/** The key of the same record with a later draft in it. */
export function keyWithDraft(key: string, draft: string): string {
  return `${key.replace(/!\w*$/, '')}!${sizeAndSum(draft)[1]}`
}

/** Where a record lies once it is parked. Of a damaged key the whole is kept, so that two never meet. */
export function parkedKey(scope: string, key: string, id: string): string {
  return `${scope}${PARKED}:${id ? key.slice(scope.length + 2) : `?${key.slice(scope.length)}`}`
}

/** Whether the record of this key holds a draft. */
export function holdsPass(key: string): boolean {
  return /!\w*$/.test(key)
}

/** Reads a key; keys of earlier versions end with the bytes. */
export function readKey(scope: string, key: string): KeyParts {
  const rest = key.slice(scope.length)
  const [, id = '', bytes] = /^.:(.*?):(\d+)(?::\w*(?:!\w*)?)?$/s.exec(rest) ?? []
  return { section: rest[0] ?? '', id, bytes: +(bytes ?? 0) }
}

/** Whether the key is of a record or a draft, and not of a note of the store itself. */
export function isRecordKey(scope: string, key: string): boolean {
  return key[scope.length]! >= '0'
}

/** Splits a delivery id `<response id>.<revision>`. */
export function readId(id: string): { readonly response: string | undefined; readonly revision: number } {
  const [, response, revision] = /^(.+)\.(\d+)$/.exec(id) ?? []
  return { response, revision: +(revision ?? 0) }
}

/** Which state of which response a key names. */
export function stateIn(
  scope: string,
  key: string,
): { readonly response: string | undefined; readonly revision: number } {
  return readId(readKey(scope, key).id)
}
