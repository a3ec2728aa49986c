import type { Store } from './ports.ts'
import type { Engine } from './schema.ts'

type Numbers = Pick<Store, 'conflicts' | 'held' | 'urgentCounts' | 'counts'>

/** Reads conflicts, and how many there are of what. */
export function numbersOn({ db }: Engine): Numbers {
  const count = async (table: 'responses' | 'conflicts' | 'dead_letters') => {
    const row = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  const countOutbox = async (state: string) => {
    const row = await db
      .selectFrom('outbox')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  return {
    async conflicts(limit) {
      const rows = await db.selectFrom('conflicts').selectAll().orderBy('received_at', 'desc').limit(limit).execute()
      return rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at }))
    },
    async held() {
      const rows = await db
        .selectFrom('responses')
        .select(['project', 'quarantine', (e) => e.fn.countAll<number>().as('n')])
        .select((e) => e.fn.sum<number>('complaint').as('complaints'))
        .where('quarantine', 'is not', null)
        .where('erased', '=', 0)
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
    async urgentCounts() {
      const rows = await db
        .selectFrom('responses')
        .select(['complaint', (e) => e.fn.countAll<number>().as('n')])
        .where((e) => e('lane', '=', e.lit(0)))
        .where('quarantine', 'is', null)
        .where('erased', '=', 0)
        .groupBy('complaint')
        .execute()
      const of = (complaint: number) => Number(rows.find((row) => row.complaint === complaint)?.n ?? 0)
      return { complaints: of(1), low: of(0) }
    },
    async counts() {
      return {
        responses: await count('responses'),
        conflicts: await count('conflicts'),
        deadLetters: await count('dead_letters'),
        outboxWaiting: await countOutbox('waiting'),
        outboxDead: await countOutbox('dead'),
      }
    },
  }
}
