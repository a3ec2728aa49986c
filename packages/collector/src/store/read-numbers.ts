import type { ProjectKey } from '@frankly/core'
import { inProjects } from './in-projects.ts'
import type { Store } from './ports.ts'
import type { Engine } from './schema.ts'

type Numbers = Pick<Store, 'conflicts' | 'held' | 'urgentCounts' | 'counts'>

/** Reads conflicts, and how many there are of what. */
export function numbersOn({ db }: Engine): Numbers {
  const count = async (
    table: 'responses' | 'conflicts' | 'dead_letters',
    projects: readonly ProjectKey[] | undefined,
  ) => {
    const row = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .where(inProjects(projects))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  const countOutbox = async (state: string, projects: readonly ProjectKey[] | undefined) => {
    const row = await db
      .selectFrom('outbox')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where(inProjects(projects))
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  return {
    async conflicts(limit, projects) {
      const found = db.selectFrom('conflicts').selectAll().where(inProjects(projects))
      const rows = await found.orderBy('received_at', 'desc').limit(limit).execute()
      return rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at }))
    },
    async held(projects) {
      const rows = await db
        .selectFrom('responses')
        .select(['project', 'quarantine', (e) => e.fn.countAll<number>().as('n')])
        .select((e) => e.fn.sum<number>('complaint').as('complaints'))
        .where('quarantine', 'is not', null)
        .where('erased', '=', 0)
        .where(inProjects(projects))
        .groupBy(['project', 'quarantine'])
        .orderBy('project')
        .orderBy('quarantine')
        .execute()
      return rows.map(({ project, quarantine, n, complaints }) => ({
        project,
        reason: quarantine!,
        count: Number(n),
        complaints: Number(complaints),
      }))
    },
    async urgentCounts(projects) {
      const rows = await db
        .selectFrom('responses')
        .select(['complaint', (e) => e.fn.countAll<number>().as('n')])
        .where((e) => e('lane', '=', e.lit(0)))
        .where('quarantine', 'is', null)
        .where('erased', '=', 0)
        .where(inProjects(projects))
        .groupBy('complaint')
        .execute()
      const of = (complaint: number) => Number(rows.find((row) => row.complaint === complaint)?.n ?? 0)
      return { complaints: of(1), low: of(0) }
    },
    async counts(projects) {
      return {
        responses: await count('responses', projects),
        conflicts: await count('conflicts', projects),
        deadLetters: await count('dead_letters', projects),
        outboxWaiting: await countOutbox('waiting', projects),
        outboxDead: await countOutbox('dead', projects),
      }
    },
  }
}
