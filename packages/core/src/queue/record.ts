import { isNumber, isWhole } from '../model/is-number.ts'
import type { JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { sizeAndSum } from './draft-record.ts'
import { readPass } from './read-pass.ts'
import type { PassState } from './types.ts'

/** 0 complaints and erasures, 1 answers with words or an address, 2 other answers. Lower goes first. @internal */
export type Priority = 0 | 1 | 2

/** What may change about a stored record; the body never does. */
export interface RecordMeta {
  /** Attempts made. */
  n: number
  /** Not before, epoch ms of the device; only for waits of this record alone. */
  at?: number
  /** The destination asked for that wait: nothing shortens it. */
  asked?: true
  /** It was in a refused batch: travels with at most so many others. */
  cap?: number
  /** Code of the refusal, once parked. */
  code?: string
  /** The receiver's clock when this record was first seen waiting. */
  seen?: number
  /** The draft, while the pass is open. */
  pass?: PassState
}

/** A record that waits to be sent. */
export interface QueueRecord {
  /** Another one when the draft in it does. */
  key: string
  /** Id of the delivery. */
  readonly id: string
  /** Of a response; nothing for an erasure. */
  readonly response: string | undefined
  /** 0 for an erasure. */
  readonly revision: number
  readonly priority: Priority
  readonly bytes: number
  readonly body: string
  meta: RecordMeta
}

/** First character of the section of a key when the record is parked. */
export const PARKED = '9'

/**
 * `<project>:<section>:<delivery id>:<bytes>:<sum of the content>`, and `!` behind it where the record holds a draft, with a sum of a draft that came later. Keys
 * sort in the order of sending and say all that counting needs, so that 5,000 records are ordered and summed up, and
 * drafts found, without reading one of them. The sum keeps two records of one revision apart.
 */
function keyOf(scope: string, priority: Priority, id: string, body: string, hasPass: boolean): [string, number] {
  const [bytes, sum] = sizeAndSum(body)
  return [`${scope}${priority}:${id}:${bytes}:${sum}${hasPass ? '!' : ''}`, bytes]
}

/** Whether the record of this key holds a draft. */
export function holdsPass(key: string): boolean {
  return /!\w*$/.test(key)
}

/** What a key says; keys of earlier versions end with the bytes. */
export function readKey(scope: string, key: string): { section: string; id: string; bytes: number } {
  const rest = key.slice(scope.length)
  const [, id = '', bytes] = /^.:(.*?):(\d+)(?::\w*(?:!\w*)?)?$/s.exec(rest) ?? []
  return { section: rest[0] ?? '', id, bytes: +(bytes ?? 0) }
}

/** Splits a delivery id `<response id>.<revision>`. */
export function readId(id: string): { response: string | undefined; revision: number } {
  const [, response, revision] = /^(.+)\.(\d+)$/.exec(id) ?? []
  return { response, revision: +(revision ?? 0) }
}

/** Which state of which response a key names. */
export function stateIn(scope: string, key: string): { response: string | undefined; revision: number } {
  return readId(readKey(scope, key).id)
}

/** Whether `other` holds all that `record` does and more: revisions are whole states. */
export function supersedes(other: QueueRecord, record: QueueRecord): boolean {
  return other.revision > record.revision && record.response !== undefined && other.response === record.response
}

/** Complaints and erasures first, then whatever a person wrote or wants to be reached by, then the rest. */
export function priorityOf(delivery: Delivery): Priority {
  const response = 'response' in delivery.data ? delivery.data.response : undefined
  if (delivery.lane === 'urgent' || delivery.type === 'subject.erased' || response?.complaint) return 0
  const worded = Object.values(response?.answers ?? {}).some(
    (answer) =>
      answer.kind === 'complaint' ||
      answer.kind === 'contact' ||
      'text' in answer ||
      ('other' in answer && answer.other),
  )
  return worded ? 1 : 2
}

export function toQueueRecord(scope: string, delivery: Delivery, priority: Priority, pass?: PassState): QueueRecord {
  const body = JSON.stringify(delivery)
  const { id } = delivery
  const [key, bytes] = keyOf(scope, priority, id, body, !!pass)
  return { key, id, ...readId(id), priority, bytes, body, meta: { n: 0, ...(pass ? { pass } : {}) } }
}

/**
 * The same record with a later draft in it, under a key of its own: whoever sends it now and does not know of this draft
 * passes over it.
 */
export function withPass({ key, ...record }: QueueRecord, pass: PassState): QueueRecord {
  const [, mark] = sizeAndSum(JSON.stringify(pass))
  return { ...record, key: `${key.replace(/!\w*$/, '')}!${mark}`, meta: { ...record.meta, pass } }
}

export function toStored({ key, body, meta }: QueueRecord): JournalRecord {
  return { key, body, meta: JSON.stringify(meta) }
}

/** The body stays a string: only what is about to be sent is parsed. */
export function fromStored(scope: string, { key, body, meta }: JournalRecord): QueueRecord {
  const { section, id, bytes } = readKey(scope, key)
  return { key, id, ...readId(id), priority: +section as Priority, bytes, body, meta: readMeta(meta) }
}

/** What is damaged in it is left out: a number that is none must not hold the record, nor those behind it. */
function readMeta(text: string): RecordMeta {
  const { n, at, asked, cap, code, seen, pass } = readJson<Record<keyof RecordMeta, unknown>>(text) ?? {}
  const sound = readPass(pass)
  return {
    n: isWhole(n) && n >= 0 ? n : 0,
    ...(isNumber(at) ? { at } : {}),
    ...(asked === true ? { asked } : {}),
    ...(isWhole(cap) && cap > 0 ? { cap } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(isNumber(seen) ? { seen } : {}),
    ...(sound ? { pass: sound } : {}),
  }
}

/** The delivery of a stored record, if it is one: its id is the key's, and a response has what a receiver answers by. */
export function readBody({ id, body, response, revision }: QueueRecord): Delivery | undefined {
  const delivery = readJson<Delivery>(body)
  if (!isObject(delivery) || delivery.id !== id || typeof delivery.type !== 'string' || !isObject(delivery.data)) return
  if (!('response' in delivery.data)) return delivery
  const said = delivery.data.response as unknown
  if (!isObject(said) || !isObject(said['answers']) || typeof said['id'] !== 'string') return
  return response === undefined || (said['id'] === response && said['revision'] === revision) ? delivery : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** JSON that anyone may have written into the store. */
export function readJson<Value>(text: string): Value | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Value | undefined
  } catch {
    return undefined
  }
}
