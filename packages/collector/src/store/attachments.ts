import { type Kysely, sql, type Transaction } from 'kysely'
import type { PutAttachmentStatus, Store, StoredAttachment } from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** How long the sum of a project is used before it is read again, ms. */
const SUM_AGE = 60_000

type Files = Pick<Store, 'putAttachment' | 'attachment' | 'attachmentsHere'>

/** Files that belong to responses. One whose response is not here yet waits for it, within a small quota. */
export function attachmentsOn(engine: Engine): Files {
  const { db } = engine
  const sizes = new Map<string, { bytes: number; readonly at: number }>()

  /** Whether the project's quota is full. Its sum is read again now and then: other collectors write too. */
  const isOver = async (trx: Transaction<Tables>, file: StoredAttachment, most: number | undefined) => {
    if (most === undefined) return false
    const now = performance.now()
    let known = sizes.get(file.project)
    if (!known || now - known.at > SUM_AGE) {
      known = { bytes: (await usedBy(trx, file.project, (q) => q)).bytes, at: now }
      sizes.set(file.project, known)
    }
    if (known.bytes + file.bytes.byteLength > most) return true
    known.bytes += file.bytes.byteLength
    return false
  }
  return {
    putAttachment: (file, quota) =>
      inTransaction(engine, async (trx): Promise<PutAttachmentStatus> => {
        const owner = await trx
          .selectFrom('responses')
          .select('erased')
          .where('project', '=', file.project)
          .where('id', '=', file.responseId)
          .executeTakeFirst()
        if (owner?.erased === 1) return 'stale'
        const there = await trx
          .selectFrom('attachments')
          .select('hash')
          .where('project', '=', file.project)
          .where('id', '=', file.id)
          .executeTakeFirst()
        if (there) return there.hash === file.hash ? 'duplicate' : 'conflict'
        if (!owner) await settleWaiting(trx, file.project)
        const used = owner
          ? await usedBy(trx, file.project, (q) => q.where('response_id', '=', file.responseId))
          : await usedBy(trx, file.project, (q) => q.where(IS_WAITING))
        const { rows, bytes } = owner ? quota.response : quota.waiting
        if (used.rows >= rows || used.bytes + file.bytes.byteLength > bytes) return owner ? 'full' : 'wait'
        if (await isOver(trx, file, quota.projectBytes)) return 'wait'
        const { responseId, receivedAt, ...rest } = file
        await trx
          .insertInto('attachments')
          .values({ ...rest, response_id: responseId, received_at: receivedAt, waiting: owner ? 0 : 1 })
          .execute()
        return 'stored'
      }),
    async attachment(project, id) {
      const row = await db
        .selectFrom('attachments')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row) return undefined
      const { response_id, received_at, waiting: _, ...rest } = row
      return { ...rest, responseId: response_id, receivedAt: received_at }
    },
    async attachmentsHere(project, responseId, ids) {
      if (ids.length === 0) return new Set()
      const rows = await db
        .selectFrom('attachments')
        .select('id')
        .where('project', '=', project)
        .where('id', 'in', [...ids])
        .where('response_id', '=', responseId)
        .execute()
      return new Set(rows.map(({ id }) => id))
    },
  }
}

/** Written exactly as in the partial index, which is not used otherwise. */
const IS_WAITING = sql<boolean>`waiting = 1`

type Rows = ReturnType<typeof filesOf>
const filesOf = (db: Kysely<Tables> | Transaction<Tables>, project: string) =>
  db.selectFrom('attachments').where('project', '=', project)

async function usedBy(trx: Transaction<Tables>, project: string, which: (rows: Rows) => Rows) {
  const row = await which(filesOf(trx, project))
    .select((e) => [e.fn.countAll<number>().as('rows'), sql<number>`coalesce(sum(octet_length(bytes)), 0)`.as('bytes')])
    .executeTakeFirstOrThrow()
  return { rows: Number(row.rows), bytes: Number(row.bytes) }
}

/** Marks files whose response has arrived as no longer waiting. */
export async function settleWaiting(db: Kysely<Tables> | Transaction<Tables>, project?: string): Promise<void> {
  let query = db
    .updateTable('attachments')
    .set({ waiting: 0 })
    .where(IS_WAITING)
    .where((e) =>
      e.exists(
        e
          .selectFrom('responses')
          .select('responses.id')
          .whereRef('responses.project', '=', 'attachments.project')
          .whereRef('responses.id', '=', 'attachments.response_id'),
      ),
    )
  if (project !== undefined) query = query.where('project', '=', project)
  await query.execute()
}
