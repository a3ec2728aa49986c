import { charactersIn } from '../model/characters.ts'
import type { SubjectRef } from '../model/response.ts'
import { type Cleaner, cleanWhole, fields, name, needing, number, valuesByKey, word } from './clean.ts'

/** A person as the shop may name one, and the paths of what was left out. @public */
export interface CleanSubject {
  /** Absent: nobody was named. */
  readonly subject?: SubjectRef
  /** Paths of what was dropped, for example `subject.traits.address`; never with the value. */
  readonly dropped: readonly string[]
}

/**
 * Keeps the id, the traits and the signature of a person, in their types and limits, and names the rest. An id that is
 * a number becomes text; without an id nobody was named. A date becomes its ISO text. Never throws.
 * @public
 */
export function cleanSubject(value: unknown): CleanSubject {
  if (value === undefined || value === null) return { dropped: [] }
  const { kept, dropped } = cleanWhole(SUBJECT, value, 'subject')
  return kept ? { subject: kept as SubjectRef, dropped } : { dropped: dropped.length ? dropped : ['subject'] }
}

/** A longer id is not cut: two people might become one. */
const LONGEST_ID = 200

const trait: Cleaner = (value, path, dropped) => {
  if (typeof value === 'boolean' || value === '') return value
  if (typeof value === 'number') return number(value, path, dropped)
  return word(400)(value instanceof Date ? value.toISOString() : value, path, dropped)
}

const SUBJECT: Cleaner = needing(
  'id',
  fields({
    id: (value, path, dropped) => {
      const id = name(LONGEST_ID + 1)(value, path, dropped)
      return typeof id === 'string' && charactersIn(id) <= LONGEST_ID ? id : undefined
    },
    traits: valuesByKey(trait, 50),
    signature: word(200),
  } satisfies Record<keyof SubjectRef, Cleaner>),
)
