import { isNumber, isWhole } from '../model/is-number.ts'
import type { JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { isObject } from './is-object.ts'
import type { Priority } from './priority.ts'
import { readPass } from './read-pass.ts'
import { keyWithDraft, makeKey, readId, readKey } from './record-key.ts'
import type { PassState } from './types.ts'

/** What may change about a stored record; the body never does. The names are those on the device. */
export interface RecordMeta {
  /** Attempts made. */
  readonly n: number
  /** Not before, epoch ms of the device; only for waits of this record alone. */
  readonly at?: number
  /** The destination asked for that wait: nothing shortens it. */
  readonly asked?: true
  /** It was in a refused batch: travels with at most so many others. */
  readonly cap?: number
  /** Code of the refusal, once parked. */
  readonly code?: string
  /** The receiver's clock when this record was first seen waiting. */
  readonly seen?: number
  /** The draft, while the pass is open. */
  readonly pass?: PassState
}

/** A record that waits to be sent. Never changed: what becomes of it is another object. */
export interface QueueRecord {
  /** Another one when the draft in it does. */
  readonly key: string
  /** Id of the delivery. */
  readonly id: string
  /** Of a response; nothing for an erasure. */
  readonly response: string | undefined
  /** 0 for an erasure. */
  readonly revision: number
  readonly priority: Priority
  readonly bytes: number
  readonly body: string
  readonly meta: RecordMeta
}

/** Whether `other` holds all that `record` does and more: revisions are whole states. */
export function supersedes(other: QueueRecord, record: QueueRecord): boolean {
  return other.revision > record.revision && record.response !== undefined && other.response === record.response
}

export function toQueueRecord(scope: string, delivery: Delivery, priority: Priority, pass?: PassState): QueueRecord {
  const body = JSON.stringify(delivery)
  const { id } = delivery
  const { key, bytes } = makeKey(scope, priority, id, body, !!pass)
  return { key, id, ...readId(id), priority, bytes, body, meta: { n: 0, ...(pass ? { pass } : {}) } }
}

/**
 * The same record with a later draft in it, under a key of its own: whoever sends it now and does not know of this draft
 * passes over it.
 */
export function withPass(record: QueueRecord, pass: PassState): QueueRecord {
  return { ...record, key: keyWithDraft(record.key, JSON.stringify(pass)), meta: { ...record.meta, pass } }
}

/** The same record without a draft; the key stays. */
export function withoutPass(record: QueueRecord): QueueRecord {
  const { pass: _, ...meta } = record.meta
  return { ...record, meta }
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

/** JSON that anyone may have written into the store. */
export function readJson<Value>(text: string): Value | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Value | undefined
  } catch {
    return undefined
  }
}
