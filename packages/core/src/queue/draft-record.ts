import type { JournalRecord } from '../platform/platform.ts'
import { scopeOf } from './scope.ts'
import type { PassState } from './types.ts'

/** Section of the keys of records that hold a draft and nothing to send: behind all that waits or is parked. */
export const DRAFT = 'd'

/** Size in UTF-8 and a mark of the content, so that two records of one revision never share a key. */
export function sizeAndSum(text: string): readonly [number, string] {
  const bytes = new TextEncoder().encode(text)
  let low = 0
  let high = 7
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193) + 1
    high = Math.imul(high ^ byte, 0x85ebca6b) + 1
  }
  return [bytes.length, (low >>> 0).toString(36) + (high >>> 0).toString(36)]
}

/** The record of a draft of which nothing may be sent. Stands alone: code of a page's first bytes writes it too. */
export function draftRecord(project: string, pass: PassState, seen?: number): JournalRecord {
  const text = JSON.stringify(pass)
  const [bytes, sum] = sizeAndSum(text)
  const key = `${scopeOf(project)}${DRAFT}:${pass.responseId}.${pass.revision}:${bytes}:${sum}!`
  return { key, body: '', meta: `{"n":0,${seen === undefined ? '' : `"seen":${seen},`}"pass":${text}}` }
}
