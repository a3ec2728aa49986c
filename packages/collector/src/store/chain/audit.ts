import { sql } from 'kysely'
import { inProjects } from '../in-projects.ts'
import type { AuditEntry, AuditLog } from '../ports.ts'
import type { Engine } from '../schema.ts'
import { inChain } from './in-chain.ts'

/** Written exactly as in the partial index, which is not used otherwise. */
const IS_ACTION = sql<boolean>`kind = 'action'`

/** Actions stand in the chain beside the responses. */
export function auditOn(engine: Engine): AuditLog {
  return {
    root: (projects) =>
      engine.db
        .selectFrom('chain_heads')
        .select(['project', 'strand', 'seq', 'hash'])
        .where(inProjects(projects))
        .orderBy('project')
        .orderBy('strand')
        .execute(),
    note: ({ at, project, ...what }) => inChain(engine, async (_trx, notes) => notes.action(project, at, what)),
    async read({ projects, before, limit }) {
      let query = engine.db
        .selectFrom('chain_links')
        .select(['at', 'project', 'strand', 'seq', 'body'])
        .where(IS_ACTION)
        .where(inProjects(projects))
      if (before)
        query = query.where((e) =>
          e(
            e.refTuple('at', 'project', 'strand', 'seq'),
            '<',
            e.tuple(before.at, before.project, before.strand, before.seq),
          ),
        )
      const rows = await query
        .orderBy('at', 'desc')
        .orderBy('project', 'desc')
        .orderBy('strand', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ body, ...place }) => {
        const what: Pick<AuditEntry, 'by' | 'action' | 'about'> = JSON.parse(body)
        return { at: place.at, project: place.project, ...what, place }
      })
    },
  }
}
