import { hash } from 'node:crypto'
import type { Response } from '@frankly/core'
import type { Transaction } from 'kysely'
import { type Covered, digestOf, newSalts, writtenLine } from './chain/digest.ts'
import { inChain, type Notes } from './chain/in-chain.ts'
import { noteRows } from './chain/note-rows.ts'
import { grouped } from './grouped.ts'
import { readKeptWords, wordsRow, wordsToShow } from './kept-words.ts'
import { outboxRows, tellAll } from './outbox-rows.ts'
import { type Claim, hasOf, type Known, keyOf, type Plan, planOf } from './plan-put.ts'
import type { OutboxEntry, PutItem, PutResult } from './ports.ts'
import { writeQuotas } from './quota-marks.ts'
import type { Engine, Insert, Tables } from './schema.ts'
import { CONFLICTS, KEPT_WORDS, OUTBOX, RECEIPTS, RESPONSES, RESPONSES_SEEN, readRows } from './statements.ts'
import { takeBack } from './take-back.ts'
import { inTransaction, Overtaken } from './transaction.ts'

/** Second bodies that are kept of one response. */
export const CONFLICTS_OF_ONE = 20

/**
 * Writes all items with their outbox rows in one transaction and says what became of each. The first attempt takes
 * everything for new, or for the next revision of the same writer, and does not look: nearly always right, and it saves a
 * query. When fewer rows were written than expected, there was more to decide, and the next attempt looks first. An id
 * that comes twice in one batch needs the look too: its later revision would be written whatever the earlier one was.
 * So does what goes on with another response, which may have been erased.
 */
export function putItems(engine: Engine, items: readonly PutItem[]): Promise<readonly PutResult[]> {
  return inChain(engine, async (trx, notes, attempt) => {
    const isTwice = new Set(items.map(keyOf)).size < items.length
    const look = attempt > 1 || isTwice || items.some(({ continues }) => continues)
    if (!look) {
      await writeResponses(engine, trx, notes, RESPONSES, items)
      await writeBeside(engine, trx, items)
      for (const item of items) if (item.takenBack) await takeBack(trx, item, item.takenBack, false)
      await writeOutbox(
        engine,
        trx,
        items.map((item) => [item, item.outbox]),
      )
      return items.map(({ revision, writer }) => ({ status: 'stored', has: hasOf(revision, writer) }))
    }
    const plan = planOf(items, await readKnown(engine, trx, items))
    await writePlan(engine, trx, notes, plan)
    return plan.results
  })
}

/** Keeps items beside what counts under their ids. What was erased meanwhile is not kept. */
export function keepBeside(engine: Engine, items: readonly PutItem[]): Promise<void> {
  return inTransaction(engine, async (trx) => {
    const known = await readKnown(engine, trx, items)
    const isErased = (item: PutItem) => known.get(keyOf(item))?.erased
    await writeConflicts(
      engine,
      trx,
      items.filter((item) => !isErased(item)),
    )
  })
}

async function writePlan(engine: Engine, trx: Transaction<Tables>, notes: Notes, plan: Plan): Promise<void> {
  const claimed = new Map(plan.claims.map((claim) => [keyOf(claim.item), claim]))
  for (const claim of plan.claims.toSorted((a, b) => byKey(a.item, b.item))) await takeClaim(trx, claim)
  const isShared = (item: PutItem) => claimed.get(keyOf(item))?.seen !== undefined
  const own = plan.rows.filter((item) => !isShared(item))
  const shared = plan.rows.filter(isShared)
  await writeResponses(engine, trx, notes, RESPONSES, own, claimed)
  await writeResponses(engine, trx, notes, RESPONSES_SEEN, shared, claimed)
  await engine.insert(trx, KEPT_WORDS, plan.words.map(wordsRow))
  await writeBeside(
    engine,
    trx,
    plan.stored.map(({ item }) => item),
    plan.rows,
  )
  for (const { item, isBeside } of plan.stored) if (item.takenBack) await takeBack(trx, item, item.takenBack, isBeside)
  await writeOutbox(
    engine,
    trx,
    plan.stored.map(({ item, now, isBeside }) => [item, deliveriesOf(item, now, isBeside)]),
  )
  await writeConflicts(engine, trx, plan.conflicts)
  await noteShared(trx, notes, plan)
}

/** Notes rows that more was done to than to write them. */
async function noteShared(trx: Transaction<Tables>, notes: Notes, { claims, stored }: Plan): Promise<void> {
  const shared = [
    ...claims.map(({ item }) => item),
    ...stored.filter(({ item }) => item.takenBack).map(({ item }) => item),
  ]
  for (const [project, of] of grouped(shared, (item) => item.project)) {
    const at = Math.max(...of.map(({ receivedAt }) => receivedAt))
    await noteRows(trx, notes, { project, ids: of.map(({ id }) => id), at })
  }
}

/** What a destination hears: with words of others beside the state, all of it. */
function deliveriesOf(item: PutItem, now: Known, isBeside: boolean): readonly OutboxEntry[] {
  const said = wordsToShow(now.body, now.said)
  if (isBeside) return tellAll(item.outboxBeside?.() ?? [], said, JSON.parse(now.body) as Response)
  return said.length > 0 ? tellAll(item.outbox, said) : item.outbox
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byKey = (a: PutItem, b: PutItem): number => compare(a.project, b.project) || compare(a.id, b.id)

async function readKnown(
  engine: Engine,
  trx: Transaction<Tables>,
  items: readonly PutItem[],
): Promise<Map<string, Known>> {
  const ids = new Map<string, Set<string>>()
  for (const item of items) {
    const of = ids.get(item.project) ?? new Set()
    if (item.continues) of.add(item.continues)
    ids.set(item.project, of.add(item.id))
  }
  const known = new Map<string, Known>()
  for (const [project, wanted] of ids) {
    const rows = await readRows(engine, trx, project, [...wanted])
    const shared = rows.filter(({ kept }) => kept > 0).map(({ id }) => id)
    const said = await readKeptWords(trx, project, shared)
    for (const { id, received_at: receivedAt, lane, complaint, erased, ...row } of rows) {
      known.set(keyOf({ project, id }), {
        ...row,
        receivedAt,
        urgent: lane === 0,
        complaint: complaint === 1,
        erased: erased === 1,
        said: said.get(id) ?? [],
      })
    }
  }
  return known
}

/** Marks a row that others have a part in, if it is still as it was seen: from here on nobody else changes it. */
async function takeClaim(trx: Transaction<Tables>, { item, seen, now }: Claim): Promise<void> {
  if (!seen) return
  const { numUpdatedRows } = await trx
    .updateTable('responses')
    .set({
      kept: now.kept,
      lane: now.urgent || now.kept >= 2 ? 0 : 1,
      complaint: now.complaint || now.kept === 3 ? 1 : 0,
      // Whoever reads in the order of arrival meets it again.
      received_at: now.receivedAt,
    })
    .where('project', '=', item.project)
    .where('id', '=', item.id)
    .where('revision', '=', seen.revision)
    .where('writer', '=', seen.writer)
    .where('kept', '=', seen.kept)
    .where('erased', '=', 0)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Overtaken()
}

async function writeResponses(
  engine: Engine,
  trx: Transaction<Tables>,
  notes: Notes,
  insert: Insert,
  items: readonly PutItem[],
  claimed?: ReadonlyMap<string, Claim>,
): Promise<void> {
  // In key order, so that several writers lock rows in the same order.
  const sorted = engine.writers > 1 ? items.toSorted(byKey) : items
  const salts = notes.wanted ? newSalts(sorted.length) : []
  const rows = sorted.map((item, i) => rowOf(item, claimed?.get(keyOf(item))?.now.kept ?? 0, salts[i] ?? null))
  // Some were there already, or another collector wrote them since we looked: look again.
  if ((await engine.insert(trx, insert, rows)) !== items.length) throw new Overtaken()
  if (!notes.wanted) return
  const at = sorted[0]?.receivedAt ?? 0
  for (const [project, of] of grouped(rows, (row) => row.project)) {
    const lines = of.map((row) => writtenLine(row.id, row.revision, digestOf(row, row.salt ?? '')))
    notes.responses(project, at, lines)
  }
}

type WrittenRow = Covered & { readonly erased: 0; readonly first_received_at: number; readonly salt: string | null }

function rowOf(item: PutItem, kept: number, salt: string | null): WrittenRow {
  return {
    project: item.project,
    id: item.id,
    revision: item.revision,
    writer: item.writer ?? '',
    survey_id: item.surveyId,
    survey_version: item.surveyVersion,
    status: item.status,
    lane: item.lane === 'urgent' || kept >= 2 ? 0 : 1,
    complaint: item.complaint || kept === 3 ? 1 : 0,
    test: item.test ? 1 : 0,
    quarantine: item.quarantine ?? null,
    subject_id: item.subjectId ?? null,
    order_mark: item.orderMark ?? null,
    order_proof: item.orderProof ?? null,
    subject_proof: item.subjectProof ?? null,
    erased: 0,
    kept,
    occurred_at: item.occurredAt,
    // A row that is there keeps its own.
    first_received_at: item.receivedAt,
    received_at: item.receivedAt,
    body: item.body,
    salt,
  }
}

/** What goes with responses that are written. `rows`: those of them that count for quotas. */
async function writeBeside(
  engine: Engine,
  trx: Transaction<Tables>,
  items: readonly PutItem[],
  rows: readonly PutItem[] = items,
): Promise<void> {
  await writeReceipts(engine, trx, items)
  await writeQuotas(engine, trx, rows)
}

async function writeReceipts(engine: Engine, trx: Transaction<Tables>, items: readonly PutItem[]): Promise<void> {
  const rows = items.flatMap((item) =>
    item.receiptCode ? [{ code: item.receiptCode, project: item.project, response_id: item.id }] : [],
  )
  await engine.insert(trx, RECEIPTS, rows)
}

async function writeOutbox(
  engine: Engine,
  trx: Transaction<Tables>,
  caused: readonly (readonly [PutItem, readonly OutboxEntry[]])[],
): Promise<void> {
  const rows = caused.flatMap(([item, entries]) => outboxRows(item.project, entries, item.receivedAt))
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
