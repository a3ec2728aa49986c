import type { JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'

/** 0 complaints and erasures, 1 answers with words or an address, 2 other answers. Lower goes first. */
export type ParcelClass = 0 | 1 | 2

/** What may change about a stored record; the body never does. */
export interface ParcelMeta {
  /** Attempts made. */
  n: number
  /** Not before, epoch ms of the device; only for waits of this record alone. */
  at?: number
  /** It was in a refused batch: travels with at most so many others. */
  cap?: number
  /** Code of the refusal, once parked. */
  code?: string
  /** The receiver's clock when this record was first seen waiting. */
  seen?: number
}

/** A record that waits to be sent. */
export interface Parcel {
  readonly key: string
  /** Id of the delivery. */
  readonly id: string
  /** Of a response; nothing for an erasure. */
  readonly response: string | undefined
  /** 0 for an erasure. */
  readonly revision: number
  readonly kind: ParcelClass
  readonly bytes: number
  readonly body: string
  meta: ParcelMeta
}

/** First character of the class part of a key when the record is parked. */
export const PARKED = '9'

/**
 * `<project>:<class>:<delivery id>:<bytes>`. Keys sort in the order of sending and say all that counting needs,
 * so that 5,000 records are ordered and summed up without reading one of them.
 */
export function keyOf(scope: string, kind: ParcelClass | typeof PARKED, id: string, bytes: number): string {
  return `${scope}${kind}:${id}:${bytes}`
}

/** What a key says. */
export function readKey(scope: string, key: string): { kind: string; id: string; bytes: number } {
  const rest = key.slice(scope.length)
  const end = rest.lastIndexOf(':')
  return { kind: rest[0] ?? '', id: rest.slice(2, end), bytes: Number(rest.slice(end + 1)) || 0 }
}

/** Splits a delivery id `<response id>.<revision>`. */
export function readId(id: string): { response: string | undefined; revision: number } {
  const [, response, revision] = /^(.+)\.(\d+)$/.exec(id) ?? []
  return { response, revision: Number(revision ?? 0) }
}

/** Whether `other` holds all that `parcel` does and more: revisions are whole states. */
export function supersedes(other: Parcel, parcel: Parcel): boolean {
  return other.revision > parcel.revision && parcel.response !== undefined && other.response === parcel.response
}

/** Complaints and erasures first, then whatever a person wrote or wants to be reached by, then the rest. */
export function classOf(delivery: Delivery): ParcelClass {
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

export function toParcel(scope: string, delivery: Delivery, kind: ParcelClass): Parcel {
  const body = JSON.stringify(delivery)
  const bytes = new TextEncoder().encode(body).length
  const { id } = delivery
  return { key: keyOf(scope, kind, id, bytes), id, ...readId(id), kind, bytes, body, meta: { n: 0 } }
}

export function toRecord({ key, body, meta }: Parcel): JournalRecord {
  return { key, body, meta: JSON.stringify(meta) }
}

/** The body stays a string: only what is about to be sent is parsed. */
export function fromRecord(scope: string, { key, body, meta }: JournalRecord): Parcel {
  const { kind, id, bytes } = readKey(scope, key)
  const known = readJson<ParcelMeta>(meta) ?? { n: 0 }
  return { key, id, ...readId(id), kind: Number(kind) as ParcelClass, bytes, body, meta: known }
}

/** JSON that anyone may have written into the store. */
export function readJson<Value>(text: string): Value | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Value | undefined
  } catch {
    return undefined
  }
}
