import type { EpochMs, Response, ResponseId } from '@frankly/core'
import { orderMark } from '@frankly/core/targeting'
import { isId } from '../ingest/check-item.ts'
import { receiptKey } from '../ingest/receipt-key.ts'
import type { ResolvedProject } from '../options/options.ts'
import { erasureEntries } from '../outbox/entries.ts'
import type { SpoolSight } from '../spool/look-through.ts'
import type {
  BesideResponses,
  Conflict,
  DeadLetter,
  ErasureReceipt,
  PutItem,
  Store,
  StoredResponse,
} from '../store/ports.ts'

/** By what a person is named: their own id at the shop, an order, the code of a receipt, or one response. */
export type NamedBy = 'subject' | 'order' | 'receipt' | 'response'

/** All ways of naming a person. */
export const NAMED_BY: readonly NamedBy[] = ['subject', 'order', 'receipt', 'response']

/** Who is meant. */
export interface Person {
  readonly project: string
  readonly by: NamedBy
  readonly value: string
}

/** Everything that is stored of a person. */
export interface PersonFile {
  readonly responses: readonly StoredResponse[]
  readonly beside: BesideResponses
  /** Refused items and notes that name the person and no response of theirs. */
  readonly letters: readonly DeadLetter[]
  /** Second bodies that name the person where the response that counts does not. */
  readonly conflicts: readonly Conflict[]
}

/** What finding takes. */
export type FindDeps = Pick<Store, 'ofPerson' | 'byReceipt' | 'response' | 'beside' | 'mentions'>

/**
 * Finds what is stored of a person: responses, trials and held ones too, with what they go on with; what stands beside them; and what
 * names the person without a response. A receipt or a response finds that one, and what it went on with.
 * @param also - ids that are known to be the person's from elsewhere
 */
export async function findPerson(
  store: FindDeps,
  person: Person,
  also: Iterable<ResponseId> = [],
): Promise<PersonFile> {
  const { project } = person
  const found = new Map<ResponseId, StoredResponse>()
  const add = (rows: readonly StoredResponse[]) => {
    for (const row of rows) found.set(row.id, row)
  }
  add(await named(store, person))
  const mentions = await mentionsOf(store, person)
  for (const id of [...mentions.responses, ...also]) add(await one(store, project, id))
  for (const row of found.values()) {
    const continues = continuedBy(row)
    if (continues && !found.has(continues)) add(await one(store, project, continues))
  }
  const beside = await store.beside(project, [...found.keys()])
  const isNew = <Row extends { readonly hash: string }>(rows: readonly Row[], known: readonly Row[]) =>
    rows.filter(({ hash }) => !known.some((each) => each.hash === hash))
  return {
    responses: [...found.values()],
    beside,
    letters: isNew(mentions.letters, beside.letters),
    conflicts: isNew(mentions.conflicts, beside.conflicts),
  }
}

/** What erasing takes. */
export interface EraseDeps {
  readonly store: FindDeps & Pick<Store, 'erase' | 'noteErasure' | 'audit'>
  /** Before the store; absent: there is none. */
  readonly spool?: SpoolSight
  /** Who does it, for the audit log. */
  readonly who: string
  /** Of the configuration; absent: an earlier one, whose destinations nobody knows any more. */
  readonly project: ResolvedProject | undefined
  newId(): string
}

/**
 * Erases all of a person, tells the destinations, and keeps a receipt that names nobody. What still lies in the spool is kept
 * out of the store by its tombstone.
 * @throws SpoolAway when the spool cannot be looked through: nothing is erased then
 */
export async function erasePerson(deps: EraseDeps, person: Person, at: EpochMs): Promise<ErasureReceipt> {
  const { store, spool, project } = deps
  // The spool first: what leaves it meanwhile is in the store when that is read.
  const { ids: spooledIds, spooled, unopened } = spool ? await findInSpool(store, spool, person) : NOT_SPOOLED
  const file = await findPerson(store, person, spooledIds)
  const told = new Set<string>()
  const erased = await store.erase({
    project: person.project,
    ids: [...new Set([...file.responses.map(({ id }) => id), ...spooledIds])],
    letters: file.letters.map(({ hash }) => hash),
    conflicts: file.conflicts.map(({ hash }) => hash),
    at,
    tell(found) {
      const entries = project ? erasureEntries(project, deps.newId(), found, at) : []
      for (const { destination } of entries) told.add(destination)
      return entries
    },
  })
  const counts = { ...erased, spooled, unopened }
  const receipt = { id: deps.newId(), project: person.project, at, by: person.by, counts, told: [...told] }
  await store.noteErasure(receipt)
  const about = { receipt: receipt.id, by: person.by, responses: counts.responses }
  await store.audit.note({ at, project: person.project, by: deps.who, action: 'subject.erase', about })
  return receipt
}

/** What the spool has of a person. */
interface Spooled {
  /** Of responses that must not be written any more: those in the spool, and what goes with them. */
  readonly ids: ReadonlySet<ResponseId>
  /** Items of theirs in the spool. */
  readonly spooled: number
  /** Messages that cannot be opened. */
  readonly unopened: number
}

const NOT_SPOOLED: Spooled = { ids: new Set(), spooled: 0, unopened: 0 }

/** Finds a person's items in the spool: named there, or known to be theirs by what is stored or by one another. */
async function findInSpool(store: FindDeps, spool: SpoolSight, person: Person): Promise<Spooled> {
  const ids = new Set<ResponseId>()
  const add = (of: { readonly id: ResponseId; readonly continues?: ResponseId | undefined }) => {
    ids.add(of.id)
    if (of.continues) ids.add(of.continues)
  }
  for (const row of (await findPerson(store, person)).responses) add({ id: row.id, continues: continuedBy(row) })
  for (;;) {
    const known = ids.size
    const { items, unopened } = await spool.find(
      (item) => item.project === person.project && (ids.has(item.id) || isOf(item, person)),
    )
    for (const item of items) add(item)
    // What was found may lead to more that lies there.
    if (ids.size === known) return { ids, spooled: items.length, unopened }
  }
}

function isOf(item: PutItem, { by, value }: Person): boolean {
  if (by === 'response') return item.id === value
  if (by === 'receipt') return item.receiptCode === receiptKey(value)
  return namesPerson(item.body, by, by === 'subject' ? value.replaceAll('\0', '') : value)
}

const continuedBy = ({ body }: StoredResponse): ResponseId | undefined => (JSON.parse(body) as Response).continues

async function named(store: FindDeps, { project, by, value }: Person): Promise<readonly StoredResponse[]> {
  if (by === 'subject') return store.ofPerson({ project, subjectId: value.replaceAll('\0', '') })
  if (by === 'receipt') return (await store.byReceipt(receiptKey(value))).filter((row) => row.project === project)
  if (by === 'response') return isId(value) ? one(store, project, value) : []
  // A mark may belong to two orders.
  const rows = await store.ofPerson({ project, orderMark: orderMark(value) })
  return rows.filter(({ body }) => (JSON.parse(body) as Response).context.order?.orderId === value)
}

async function one(store: FindDeps, project: string, id: ResponseId): Promise<readonly StoredResponse[]> {
  const row = await store.response(project, id)
  return row ? [row] : []
}

/** What names a subject or an order outside of the responses. */
async function mentionsOf(store: FindDeps, { project, by, value }: Person) {
  if (by !== 'subject' && by !== 'order') return { letters: [], conflicts: [], responses: [] }
  const { letters, conflicts, deliveries } = await store.mentions(project, JSON.stringify(value))
  const isNamed = ({ body }: { readonly body: string }) => namesPerson(body, by, value)
  return {
    letters: letters.filter(isNamed),
    conflicts: conflicts.filter(isNamed),
    // An earlier revision that was signed in, and is not sent yet.
    responses: deliveries.flatMap(({ delivery }) => {
      if (!('response' in delivery.data) || !delivery.data.response) return []
      return namesPerson(JSON.stringify(delivery.data.response), by, value) ? [delivery.data.response.id] : []
    }),
  }
}

/** Whether a text, as a client may have sent it, says that it is about this person or order. */
export function namesPerson(text: string, by: 'subject' | 'order', value: string): boolean {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    // A refused post need not be JSON: where it is not, the key before the value must do.
    const key = by === 'subject' ? '(?:id|subjectId)' : 'orderId'
    const quoted = JSON.stringify(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`"${key}"\\s*:\\s*${quoted}`).test(text)
  }
  // By hand, since a refused post may be nested deeper than a stack.
  const open: unknown[] = [parsed]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [key, inner] of Object.entries(next)) {
      if (by === 'order' && key === 'orderId' && inner === value) return true
      if (by === 'subject' && key === 'subjectId' && inner === value) return true
      if (by === 'subject' && key === 'subject' && (inner as { id?: unknown } | null)?.id === value) return true
      open.push(inner)
    }
  }
  return false
}
