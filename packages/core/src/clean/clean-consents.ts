import type { EpochMs } from '../model/ids.ts'
import type { ConsentRecord } from '../model/response.ts'
import { type Cleaner, cleanWhole, fields, name, needing, word } from './clean.ts'

/** Consents that a page took itself, and the paths of what was left out. @public */
export interface CleanConsents {
  /** What was kept. */
  readonly records: readonly ConsentRecord[]
  /** Paths of what was dropped, for example `records[1]`; never with the value. */
  readonly dropped: readonly string[]
}

const MOST = 50
/** The ends of time as a `Date` has it, ms. */
const LAST_MOMENT = 8.64e15

/**
 * Keeps consent records in their types and limits. Only one without a purpose is left out: a word that is not `true`
 * counts as no, and what is missing of the rest is filled in, so that no refusal is lost.
 * @param now - time of a record that has none, epoch ms
 * @public
 */
export function cleanConsents(value: unknown, now: EpochMs): CleanConsents {
  const dropped: string[] = []
  const given = asList(value)
  if (!given) return { records: [], dropped: value === undefined ? [] : ['records'] }
  const records = given.slice(-MOST).flatMap((raw, i) => {
    const path = `records[${Math.max(0, given.length - MOST) + i}]`
    const { kept, dropped: inside } = cleanWhole(RECORD, raw, path)
    dropped.push(...(kept ? inside : [path]))
    return kept
      ? [{ granted: false, textVersion: '', at: now, ...(kept as Partial<ConsentRecord>) } as ConsentRecord]
      : []
  })
  return { records, dropped }
}

function asList(value: unknown): unknown[] | undefined {
  try {
    return Array.isArray(value) ? [...value] : undefined
  } catch {
    return undefined
  }
}

const RECORD: Cleaner = needing(
  'purpose',
  fields({
    purpose: name(64),
    granted: (value) => value === true,
    textVersion: (value, path, dropped) => (value === '' ? '' : word(64)(value, path, dropped)),
    at: (value) => {
      const at = value instanceof Date ? value.getTime() : value
      return typeof at === 'number' && Math.abs(at) <= LAST_MOMENT ? at + 0 : undefined
    },
  } satisfies Record<keyof ConsentRecord, Cleaner>),
)
