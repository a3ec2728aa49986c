import type { ProjectKey } from '@frankly/core'
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** Tables whose rows belong to a project. */
type OfProjects = 'responses' | 'conflicts' | 'dead_letters' | 'outbox' | 'erasures' | 'chain_links' | 'chain_heads'

/** Keeps a query within these projects; `undefined`: all, an empty list: none. */
export function inProjects(projects: readonly ProjectKey[] | undefined) {
  return <T extends OfProjects>(e: ExpressionBuilder<Tables, T>): ExpressionWrapper<Tables, T, SqlBool> => {
    if (projects === undefined) return e.and([])
    if (projects.length === 0) return e.or([])
    return e.and([sql<SqlBool>`${sql.ref('project')} in (${sql.join(projects)})`])
  }
}
