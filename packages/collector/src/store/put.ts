import { hash } from 'node:crypto'
import { type Delivery, withoutContact } from '@frankly/core'
import type { Transaction } from 'kysely'
import { outboxRows } from './outbox-rows.ts'
import type { PutItem, PutStatus } from './ports.ts'
import { writeQuotas } from './quota-marks.ts'
import { sameContent } from './same-content.ts'
import type { Engine, Tables } from './schema.ts'
import { CONFLICTS, OUTBOX, RECEIPTS, RESPONSES, readRows } from './statements.ts'
import { inTransaction, Overtaken } from './transaction.ts'

/** Second bodies that are kept of one response. */
export const CONFLICTS_OF_ONE = 20

/** What decides about an item: the row that is there. */
interface Known {
  readonly revision: number
  readonly erased: boolean
  readonly body: string
}

/** What is to be written, and what is said of each item. */
interface Plan {
  readonly results: readonly PutStatus[]
  /** Items that become rows: the last revision of each id. */
  readonly rows: readonly PutItem[]
  readonly stored: readonly PutItem[]
  readonly conflicts: readonly PutItem[]
}

/**
 * Writes all items with their outbox rows in one transaction and says what became of each. The first attempt takes
 * everything for new and does not look: nearly always right, and it saves a query. When fewer rows were written
 * than expected, some were there already, and the next attempt looks first. An id that comes twice in one batch
 * needs the look too: its later revision would be written whatever the earlier one was.
 */
export function putItems(engine: Engine, items: readonly PutItem[]): Promise<readonly PutStatus[]> {
  return inTransaction(engine, async (trx, attempt) => {
    const look = attempt > 1 || new Set(items.map(keyOf)).size < items.length
    const plan = look ? planOf(items, await readKnown(engine, trx, items)) : allNew(items)
    // In key order, so that several writers lock rows in the same order.
    await writeResponses(engine, trx, engine.writers > 1 ? plan.rows.toSorted(byKey) : plan.rows)
    await writeReceipts(engine, trx, plan.rows)
    await writeQuotas(engine, trx, plan.rows)
    for (const item of plan.stored) if (item.takenBack) await takeBack(trx, item, item.takenBack)
    await writeOutbox(engine, trx, plan.stored)
    await writeConflicts(engine, trx, plan.conflicts)
    return plan.results
  })
}

const allNew = (items: readonly PutItem[]): Plan => ({
  results: items.map(() => 'stored'),
  rows: items,
  stored: items,
  conflicts: [],
})

function planOf(items: readonly PutItem[], known: Map<string, Known>): Plan {
  const write = new Map<string, PutItem>()
  const stored: PutItem[] = []
  const conflicts: PutItem[] = []
  const results = items.map((item) => {
    const key = keyOf(item)
    const status = decide(known.get(key), item)
    if (status === 'conflict') conflicts.push(item)
    if (status === 'stored') {
      stored.push(item)
      write.set(key, item)
      known.set(key, { revision: item.revision, erased: false, body: item.body })
    }
    return status
  })
  return { results, rows: [...write.values()], stored, conflicts }
}

const keyOf = (item: { readonly project: string; readonly id: string }): string => `${item.project}\n${item.id}`

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byKey = (a: PutItem, b: PutItem): number => compare(a.project, b.project) || compare(a.id, b.id)

/** Higher revision wins; the same revision is a repeat or a conflict; an erased id stays erased. */
function decide(known: Known | undefined, item: PutItem): PutStatus {
  if (!known || (!known.erased && item.revision > known.revision)) return 'stored'
  if (known.erased || item.revision < known.revision) return 'stale'
  return sameContent(known.body, item.body) ? 'duplicate' : 'conflict'
}

async function readKnown(
  engine: Engine,
  trx: Transaction<Tables>,
  items: readonly PutItem[],
): Promise<Map<string, Known>> {
  const ids = new Map<string, Set<string>>()
  for (const item of items) {
    const of = ids.get(item.project) ?? new Set()
    ids.set(item.project, of.add(item.id))
  }
  const known = new Map<string, Known>()
  for (const [project, wanted] of ids) {
    for (const row of await readRows(engine, trx, project, [...wanted])) {
      known.set(keyOf({ project, id: row.id }), {
        revision: row.revision,
        erased: row.erased === 1,
        body: row.body,
      })
    }
  }
  return known
}

async function writeResponses(engine: Engine, trx: Transaction<Tables>, items: readonly PutItem[]): Promise<void> {
  const written = await engine.insert(
    trx,
    RESPONSES,
    items.map((item) => ({
      project: item.project,
      id: item.id,
      revision: item.revision,
      survey_id: item.surveyId,
      survey_version: item.surveyVersion,
      status: item.status,
      lane: item.lane === 'urgent' ? 0 : 1,
      complaint: item.complaint ? 1 : 0,
      test: item.test ? 1 : 0,
      quarantine: item.quarantine ?? null,
      subject_id: item.subjectId ?? null,
      order_mark: item.orderMark ?? null,
      order_proof: item.orderProof ?? null,
      subject_proof: item.subjectProof ?? null,
      erased: 0,
      occurred_at: item.occurredAt,
      // A row that is there keeps its own.
      first_received_at: item.receivedAt,
      received_at: item.receivedAt,
      body: item.body,
    })),
  )
  // Some were there already, or another collector wrote them since we looked: look again.
  if (written !== items.length) throw new Overtaken()
}

async function writeReceipts(engine: Engine, trx: Transaction<Tables>, items: readonly PutItem[]): Promise<void> {
  const rows = items.flatMap((item) =>
    item.receiptCode ? [{ code: item.receiptCode, project: item.project, response_id: item.id }] : [],
  )
  await engine.insert(trx, RECEIPTS, rows)
}

async function writeOutbox(engine: Engine, trx: Transaction<Tables>, items: readonly PutItem[]): Promise<void> {
  const rows = items.flatMap((item) => outboxRows(item.project, item.outbox, item.receivedAt))
  await engine.insert(trx, OUTBOX, rows)
}

/** Takes contact data out of the earlier copies of a response: deliveries that wait or are dead, and conflicts. */
async function takeBack(trx: Transaction<Tables>, item: PutItem, ids: readonly string[]): Promise<void> {
  const { project, id } = item
  const waiting = await trx
    .selectFrom('outbox')
    .select(['id', 'destination', 'body'])
    .where('project', '=', project)
    .where('id', 'like', `${id}.%`)
    .execute()
  for (const row of waiting) {
    const delivery = JSON.parse(row.body) as Delivery
    if (!('response' in delivery.data)) continue
    const response = withoutContact(delivery.data.response, ids)
    if (response === delivery.data.response) continue
    await trx
      .updateTable('outbox')
      .set({ body: JSON.stringify({ ...delivery, data: { ...delivery.data, response } }) })
      .where('project', '=', project)
      .where('id', '=', row.id)
      .where('destination', '=', row.destination)
      .execute()
  }
  await trx.deleteFrom('conflicts').where('project', '=', project).where('id', '=', id).execute()
}

async function writeConflicts(engine: Engine, trx: Transaction<Tables>, items: readonly PutItem[]): Promise<void> {
  const rows = items.map((item) => ({
    project: item.project,
    id: item.id,
    revision: item.revision,
    hash: hash('sha256', item.body),
    received_at: item.receivedAt,
    body: item.body,
  }))
  // In key order, for the same reason as responses.
  rows.sort((a, b) => (`${a.project}\n${a.id}\n${a.hash}` < `${b.project}\n${b.id}\n${b.hash}` ? -1 : 1))
  if (rows.length === 0) return
  await engine.insert(trx, CONFLICTS, rows)
  for (const { project, id } of rows) await trimConflicts(trx, project, id)
}

/** Whoever knows one id could write second bodies for ever: of each response the newest stay. */
async function trimConflicts(trx: Transaction<Tables>, project: string, id: string): Promise<void> {
  const kept = trx
    .selectFrom('conflicts')
    .select('hash')
    .where('project', '=', project)
    .where('id', '=', id)
    .orderBy('received_at', 'desc')
    .orderBy('hash')
    .limit(CONFLICTS_OF_ONE)
  await trx
    .deleteFrom('conflicts')
    .where('project', '=', project)
    .where('id', '=', id)
    .where('hash', 'not in', kept)
    .execute()
}
