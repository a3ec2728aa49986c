import { alsoSaidWithoutName, withoutName } from '@frankly/adapters'
import type { Delivery } from '@frankly/core'
import type { Conflict, DeadLetter, OutboxRow } from '../store/ports.ts'
import { THIN } from './thin.ts'

/** What stands in place of a text that cannot be read, and may hold a name that is not to be seen. */
const WITHHELD = '[withheld: it may say who wrote it]'
const NOBODY = /"nameVisibleTo"\s*:\s*"nobody"/

/** A second body without what leads to a name that nobody may see. */
export const namelessConflict = (row: Conflict, hides: boolean): Conflict => ({
  ...row,
  body: namelessText(row.body, hides),
})

/** A refused item, as it came, without what leads to a name that nobody may see. */
export const namelessLetter = (row: DeadLetter, hides: boolean): DeadLetter => ({
  ...row,
  body: namelessText(row.body, hides),
})

/** A delivery as the staff see it. What a destination is given is decided by its own rules. */
export function namelessDelivery(row: OutboxRow, hides: boolean): OutboxRow {
  const { delivery } = row
  if (!('response' in delivery.data) || !delivery.data.response) return row
  const given = delivery.data.response
  const said = 'alsoSaid' in delivery.data ? (delivery.data.alsoSaid ?? []) : []
  const nameless = withoutName(given, said)
  if (nameless === given && !hides) return row
  const left = alsoSaidWithoutName(given, said)
  const { thin, thinWords } = THIN.contact
  const response = hides ? thin(nameless) : nameless
  const beside = said.length > 0 && {
    alsoSaid: hides ? left.map((words) => ({ ...words, ...thinWords(words) })) : left,
  }
  return { ...row, delivery: { ...delivery, data: { ...delivery.data, response, ...beside } } as Delivery }
}

/**
 * A text as a client sent it. It need not be a response, so fields are known by their names alone: in a text with the wish
 * all persons, orders, tags, pages and addresses go.
 * @param hides - for somebody who may see no contacts at all, whatever the wish
 */
export function namelessText(text: string, hides: boolean): string {
  if (!hides && !NOBODY.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text, (key, value: unknown) => (NAMING.includes(key) ? undefined : value)))
  } catch {
    return WITHHELD
  }
}

const NAMING: readonly string[] = ['subject', 'subjectId', 'order', 'tags', 'path', 'address']
