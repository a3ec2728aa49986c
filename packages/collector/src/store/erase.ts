import type { EpochMs, ResponseId } from '@frankly/core'
import { sql, type Transaction } from 'kysely'
import { erasedLine } from './chain/digest.ts'
import { inChain, type Notes } from './chain/in-chain.ts'
import { photosGone } from './objects.ts'
import { outboxRows } from './outbox-rows.ts'
import type { ErasedCounts, Erasure } from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { OUTBOX } from './statements.ts'
import { inTransaction } from './transaction.ts'

/** No revision is higher: nothing replaces a tombstone. */
const TOMBSTONE = 2_147_483_647
/** `survey_version` of a tombstone whose response was here; 0: it had not come when it was erased. */
export const WAS_HERE = 1
/** Responses of one transaction: short, so that other writes are not delayed. */
const AT_ONCE = 50

/** Nothing was taken out. */
export const NOTHING: ErasedCounts = {
  responses: 0,
  attachments: 0,
  keptWords: 0,
  conflicts: 0,
  deadLetters: 0,
  deliveries: 0,
  receipts: 0,
  quotaMarks: 0,
}

/** Whether anything at all was taken out. */
export const isAny = (counts: ErasedCounts): boolean => Object.values(counts).some((count) => count > 0)

/** Replaces each response by an empty tombstone, so that a late copy is not stored again. */
export async function eraseResponses(engine: Engine, erasure: Erasure): Promise<ErasedCounts> {
  let all = await eraseNamed(engine, erasure)
  const ids = [...new Set(erasure.ids)].sort()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    if (at > 0) await new Promise((resolve) => setImmediate(resolve))
    all = sumOf(all, await erasePart(engine, erasure, ids.slice(at, at + AT_ONCE)))
  }
  return all
}

function sumOf(a: ErasedCounts, b: ErasedCounts): ErasedCounts {
  return {
    responses: a.responses + b.responses,
    attachments: a.attachments + b.attachments,
    keptWords: a.keptWords + b.keptWords,
    conflicts: a.conflicts + b.conflicts,
    deadLetters: a.deadLetters + b.deadLetters,
    deliveries: a.deliveries + b.deliveries,
    receipts: a.receipts + b.receipts,
    quotaMarks: a.quotaMarks + b.quotaMarks,
  }
}

/** Dead letters and second bodies that are named by themselves. */
async function eraseNamed(engine: Engine, { project, letters = [], conflicts = [] }: Erasure): Promise<ErasedCounts> {
  if (letters.length + conflicts.length === 0) return NOTHING
  return inTransaction(engine, async (trx) => {
    const count = rowsGone(trx, project)
    const counts = {
      ...NOTHING,
      deadLetters: await count('dead_letters', 'hash', letters),
      conflicts: await count('conflicts', 'hash', conflicts),
    }
    await count('dead_letter_ids', 'hash', letters)
    if (isAny(counts)) await engine.markErased?.(trx)
    return counts
  })
}

function erasePart(engine: Engine, erasure: Erasure, ids: readonly ResponseId[]): Promise<ErasedCounts> {
  return inChain(engine, (trx, notes) => eraseIn(engine, trx, notes, { ...erasure, ids }))
}

/** The same in a transaction that is open: few ids, without repeats. */
export async function eraseIn(
  engine: Engine,
  trx: Transaction<Tables>,
  notes: Notes,
  { project, at, tell, ids }: Erasure,
): Promise<ErasedCounts> {
  // First, so that a response that is being written at this moment is waited for and then found.
  await trx
    .insertInto('responses')
    .values(ids.map((id) => ({ project, id, ...tombstone(at), first_received_at: at, occurred_at: at })))
    .onConflict((c) => c.columns(['project', 'id']).doNothing())
    .execute()
  const rows = await trx
    .updateTable('responses')
    .set({ ...tombstone(at), survey_version: WAS_HERE })
    .where('project', '=', project)
    .where('id', 'in', ids)
    .where('erased', '=', 0)
    .returning('id')
    .execute()
  const counts = { ...(await forgetBeside(trx, project, ids, at)), responses: rows.length }
  const found = rows.map(({ id }) => id).sort()
  // Destinations hear only of responses that were here.
  if (found.length > 0) await engine.insert(trx, OUTBOX, outboxRows(project, tell(found), at))
  notes.responses(project, at, found.map(erasedLine))
  if (isAny(counts)) await engine.markErased?.(trx)
  return counts
}

/** What else holds words of these responses. Returns how many rows went. */
async function forgetBeside(trx: Transaction<Tables>, project: string, ids: readonly ResponseId[], at: EpochMs) {
  const named = await trx
    .selectFrom('dead_letter_ids')
    .select('hash')
    .where('response_id', 'in', ids)
    .where('project', '=', project)
    .execute()
  const count = rowsGone(trx, project)
  const { numDeletedRows } = await trx
    .deleteFrom('outbox')
    .where('project', '=', project)
    .where(sql<string>`substr(id, 1, 36)`, 'in', ids)
    .executeTakeFirstOrThrow()
  const letters = named.map(({ hash }) => hash)
  const counts = {
    deliveries: Number(numDeletedRows),
    attachments: (await photosGone(trx, project, ids, at)).length,
    keptWords: await count('kept_words', 'id', ids),
    conflicts: await count('conflicts', 'id', ids),
    deadLetters: await count('dead_letters', 'hash', letters),
    receipts: await count('receipts', 'response_id', ids),
    quotaMarks: await count('quota_marks', 'response_id', ids),
  }
  // Of a letter that names several responses, the other ids go too.
  await count('dead_letter_ids', 'hash', letters)
  return counts
}

type Beside = 'kept_words' | 'conflicts' | 'dead_letters' | 'dead_letter_ids' | 'receipts' | 'quota_marks'

/** Deletes rows of a project by one column; returns how many there were. */
function rowsGone(trx: Transaction<Tables>, project: string) {
  return async (table: Beside, column: 'id' | 'hash' | 'response_id', values: readonly string[]): Promise<number> => {
    if (values.length === 0) return 0
    const gone = sql`delete from ${sql.table(table)} where project = ${project} and ${sql.ref(column)} in (${sql.join(values)})`
    return Number((await gone.execute(trx)).numAffectedRows ?? 0n)
  }
}

const tombstone = (at: number) => ({
  revision: TOMBSTONE,
  writer: '',
  kept: 0,
  survey_id: '',
  survey_version: 0,
  status: 'dismissed',
  lane: 1,
  complaint: 0,
  test: 0,
  quarantine: null,
  subject_id: null,
  order_mark: null,
  erased: 1,
  received_at: at,
  body: '',
  salt: null,
})
