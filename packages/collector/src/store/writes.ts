import { outboxRows } from './outbox-rows.ts'
import type { PutStatus, Store } from './ports.ts'
import type { Engine } from './schema.ts'
import { OUTBOX } from './statements.ts'
import { inTransaction } from './transaction.ts'

type Writes = Pick<Store, 'erase' | 'release' | 'keepDeadLetters' | 'pruneDeadLetters' | 'putAttachment'>

/** No revision is higher: nothing replaces a tombstone. */
const TOMBSTONE = 2_147_483_647

/** The rarer writes. */
export function writes(engine: Engine): Writes {
  const { db } = engine
  return {
    erase: ({ project, ids, at, outbox }) =>
      inTransaction(engine, async (trx) => {
        let found = 0
        for (const id of [...ids].sort()) {
          const { numUpdatedRows } = await trx
            .updateTable('responses')
            .set({
              erased: 1,
              revision: TOMBSTONE,
              body: '',
              subject_id: null,
              order_mark: null,
              quarantine: null,
              received_at: at,
            })
            .where('project', '=', project)
            .where('id', '=', id)
            .where('erased', '=', 0)
            .executeTakeFirst()
          found += Number(numUpdatedRows)
          await trx
            .insertInto('responses')
            .values({
              project,
              id,
              revision: TOMBSTONE,
              survey_id: '',
              survey_version: 0,
              status: 'dismissed',
              lane: 1,
              test: 0,
              quarantine: null,
              subject_id: null,
              order_mark: null,
              erased: 1,
              occurred_at: at,
              first_received_at: at,
              received_at: at,
              body: '',
            })
            .onConflict((c) => c.columns(['project', 'id']).doNothing())
            .execute()
          await trx.deleteFrom('receipts').where('project', '=', project).where('response_id', '=', id).execute()
          await trx.deleteFrom('conflicts').where('project', '=', project).where('id', '=', id).execute()
          await trx.deleteFrom('attachments').where('project', '=', project).where('response_id', '=', id).execute()
          await trx.deleteFrom('outbox').where('project', '=', project).where('id', 'like', `${id}.%`).execute()
        }
        await engine.insert(trx, OUTBOX, outboxRows(project, outbox, at))
        return found
      }),
    release: (project, id, at, outbox) =>
      inTransaction(engine, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('responses')
          .set({ quarantine: null })
          .where('project', '=', project)
          .where('id', '=', id)
          .where('quarantine', 'is not', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await engine.insert(trx, OUTBOX, outboxRows(project, outbox, at))
        return true
      }),
    async keepDeadLetters(letters) {
      if (letters.length === 0) return
      const rows = letters.map(({ receivedAt, ...letter }) => ({ ...letter, received_at: receivedAt }))
      await db
        .insertInto('dead_letters')
        .values(rows)
        .onConflict((c) => c.columns(['project', 'hash']).doNothing())
        .execute()
    },
    async pruneDeadLetters(before, keep) {
      await db.deleteFrom('dead_letters').where('received_at', '<', before).execute()
      const edge = await db
        .selectFrom('dead_letters')
        .select('received_at')
        .orderBy('received_at', 'desc')
        .offset(keep)
        .limit(1)
        .executeTakeFirst()
      if (edge) await db.deleteFrom('dead_letters').where('received_at', '<=', edge.received_at).execute()
    },
    putAttachment: (file) =>
      inTransaction(engine, async (trx): Promise<PutStatus> => {
        const owner = await trx
          .selectFrom('responses')
          .select('erased')
          .where('project', '=', file.project)
          .where('id', '=', file.responseId)
          .executeTakeFirst()
        if (owner?.erased === 1) return 'stale'
        const { responseId, receivedAt, ...rest } = file
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('attachments')
          .values({ ...rest, response_id: responseId, received_at: receivedAt })
          .onConflict((c) => c.columns(['project', 'id']).doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows === 1n) return 'stored'
        const there = await trx
          .selectFrom('attachments')
          .select('hash')
          .where('project', '=', file.project)
          .where('id', '=', file.id)
          .executeTakeFirst()
        return there?.hash === file.hash ? 'duplicate' : 'conflict'
      }),
  }
}
