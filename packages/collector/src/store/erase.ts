import type { ResponseId } from '@frankly/core'
import { sql, type Transaction } from 'kysely'
import { erasedLine } from './chain/digest.ts'
import { inChain } from './chain/in-chain.ts'
import { outboxRows } from './outbox-rows.ts'
import type { Erasure } from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { OUTBOX } from './statements.ts'

/** No revision is higher: nothing replaces a tombstone. */
const TOMBSTONE = 2_147_483_647
/** `survey_version` of a tombstone whose response was here; 0: it had not come when it was erased. */
export const WAS_HERE = 1
/** Responses of one transaction: short, so that other writes are not delayed. */
const AT_ONCE = 50

/** What an erasure found. */
export interface Erased {
  /** Responses that were here. */
  readonly found: number
  /** Whether anything at all was taken out. */
  readonly touched: boolean
}

/** Replaces each response by an empty tombstone, so that a late copy is not stored again. */
export async function eraseResponses(engine: Engine, erasure: Erasure): Promise<Erased> {
  let found = 0
  let touched = false
  const ids = [...new Set(erasure.ids)].sort()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    if (at > 0) await new Promise((resolve) => setImmediate(resolve))
    const part = await erasePart(engine, erasure, ids.slice(at, at + AT_ONCE))
    found += part.found
    touched ||= part.touched
  }
  return { found, touched }
}

function erasePart(engine: Engine, { project, at, tell }: Erasure, ids: readonly ResponseId[]): Promise<Erased> {
  return inChain(engine, async (trx, notes) => {
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
    const beside = await forgetBeside(trx, project, ids)
    const found = rows.map(({ id }) => id).sort()
    // Destinations hear only of responses that were here.
    if (found.length > 0) await engine.insert(trx, OUTBOX, outboxRows(project, tell(found), at))
    notes.responses(project, at, found.map(erasedLine))
    const touched = found.length + beside > 0
    if (touched) await engine.markErased?.(trx)
    return { found: found.length, touched }
  })
}

/** What else holds words of these responses. Returns how many rows went. */
async function forgetBeside(trx: Transaction<Tables>, project: string, ids: readonly ResponseId[]): Promise<number> {
  const letters = trx
    .selectFrom('dead_letter_ids')
    .select('hash')
    .where('response_id', 'in', ids)
    .where('project', '=', project)
  const gone = [
    await trx.deleteFrom('quota_marks').where('project', '=', project).where('response_id', 'in', ids).execute(),
    await trx.deleteFrom('receipts').where('project', '=', project).where('response_id', 'in', ids).execute(),
    await trx.deleteFrom('conflicts').where('project', '=', project).where('id', 'in', ids).execute(),
    await trx.deleteFrom('kept_words').where('project', '=', project).where('id', 'in', ids).execute(),
    await trx.deleteFrom('attachments').where('project', '=', project).where('response_id', 'in', ids).execute(),
    await trx
      .deleteFrom('outbox')
      .where('project', '=', project)
      .where(sql<string>`substr(id, 1, 36)`, 'in', ids)
      .execute(),
    await trx.deleteFrom('dead_letters').where('project', '=', project).where('hash', 'in', letters).execute(),
    await trx.deleteFrom('dead_letter_ids').where('project', '=', project).where('response_id', 'in', ids).execute(),
  ]
  return gone.flat().reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
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
