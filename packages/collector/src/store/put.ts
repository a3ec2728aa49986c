import { hash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { outboxRows } from './outbox-rows.ts'
import type { PutItem, PutStatus } from './ports.ts'
import { sameContent } from './same-content.ts'
import type { Engine, Tables } from './schema.ts'
import { CONFLICTS, OUTBOX, RECEIPTS, RESPONSES, readRows } from './statements.ts'
import { inTransaction, Overtaken } from './transaction.ts'

/** What decides about an item: the row that is there. */
interface Known {
  readonly revision: number
  readonly erased: boolean
  readonly body: string
  readonly firstReceivedAt: number
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
    const known = look ? await readKnown(engine, trx, items) : new Map<string, Known>()
    const atStart = new Map(known)
    const results: PutStatus[] = []
    const write = new Map<string, PutItem>()
    const stored: PutItem[] = []
    const conflicts: PutItem[] = []
    for (const item of items) {
      const key = keyOf(item)
      const status = decide(known.get(key), item)
      results.push(status)
      if (status === 'conflict') conflicts.push(item)
      if (status !== 'stored') continue
      stored.push(item)
      write.set(key, item)
      known.set(key, {
        revision: item.revision,
        erased: false,
        body: item.body,
        firstReceivedAt: known.get(key)?.firstReceivedAt ?? item.receivedAt,
      })
    }
    // In key order, so that several writers lock rows in the same order.
    const rows = engine.writers > 1 ? inKeyOrder([...write.values()]) : [...write.values()]
    await writeResponses(engine, trx, rows, atStart)
    await writeReceipts(engine, trx, rows)
    await writeOutbox(engine, trx, stored)
    await writeConflicts(engine, trx, conflicts)
    return results
  })
}

const keyOf = (item: { readonly project: string; readonly id: string }): string => `${item.project}\n${item.id}`

const inKeyOrder = (items: readonly PutItem[]): readonly PutItem[] =>
  items.toSorted((a, b) => {
    const left = keyOf(a)
    const right = keyOf(b)
    return left < right ? -1 : left > right ? 1 : 0
  })

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
        firstReceivedAt: row.first_received_at,
      })
    }
  }
  return known
}

async function writeResponses(
  engine: Engine,
  trx: Transaction<Tables>,
  items: readonly PutItem[],
  atStart: ReadonlyMap<string, Known>,
): Promise<void> {
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
      test: item.test ? 1 : 0,
      quarantine: item.quarantine ?? null,
      subject_id: item.subjectId ?? null,
      order_mark: item.orderMark ?? null,
      erased: 0,
      occurred_at: item.occurredAt,
      first_received_at: atStart.get(keyOf(item))?.firstReceivedAt ?? item.receivedAt,
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
  await engine.insert(trx, CONFLICTS, rows)
}
