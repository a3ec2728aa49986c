import type { Transaction } from 'kysely'
import type { PutItem, QuotaMark, Store } from './ports.ts'
import type { Engine, Row, Tables } from './schema.ts'
import { QUOTA_MARKS } from './statements.ts'
import { inTransaction } from './transaction.ts'

/**
 * Notes what the rows count for, in the transaction that wrote them. A later revision may count for other quotas than
 * the one before.
 */
export async function writeQuotas(
  engine: Engine,
  trx: Transaction<Tables>,
  items: readonly Pick<PutItem, 'project' | 'id' | 'revision' | 'surveyId' | 'quotas'>[],
): Promise<void> {
  for (const { project, id, revision, quotas } of items) {
    if (quotas && revision > 1)
      await trx.deleteFrom('quota_marks').where('project', '=', project).where('response_id', '=', id).execute()
  }
  const rows = items.flatMap(({ project, surveyId, id, quotas = [] }) =>
    quotas.map((quota) => rowOf(project, { surveyId, quota, responseId: id })),
  )
  await engine.insert(trx, QUOTA_MARKS, rows)
}

const rowOf = (project: string, { surveyId, quota, responseId }: QuotaMark): Row => ({
  project,
  survey_id: surveyId,
  quota,
  response_id: responseId,
})

/** Reading and mending what is noted. */
export function quotaMarks(engine: Engine): Pick<Store, 'quotaCount' | 'hasQuotaMark' | 'markQuotas' | 'clearQuota'> {
  const { db } = engine
  return {
    async quotaCount(project, surveyId, quota, limit) {
      const { n } = await db
        .selectFrom((e) =>
          e
            .selectFrom('quota_marks')
            .select('response_id')
            .where('project', '=', project)
            .where('survey_id', '=', surveyId)
            .where('quota', '=', quota)
            .limit(limit)
            .as('marks'),
        )
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    },
    async hasQuotaMark(project, mark) {
      const row = await db
        .selectFrom('quota_marks')
        .select('quota')
        .where('project', '=', project)
        .where('survey_id', '=', mark.surveyId)
        .where('quota', '=', mark.quota)
        .where('response_id', '=', mark.responseId)
        .executeTakeFirst()
      return row !== undefined
    },
    async markQuotas(project, marks) {
      await inTransaction(engine, (trx) =>
        engine.insert(
          trx,
          QUOTA_MARKS,
          marks.map((mark) => rowOf(project, mark)),
        ),
      )
    },
    async clearQuota(project, surveyId, quota) {
      await db
        .deleteFrom('quota_marks')
        .where('project', '=', project)
        .where('survey_id', '=', surveyId)
        .where('quota', '=', quota)
        .execute()
    },
  }
}
