import type { Problem } from '@frankly/core'
import type { Context } from 'hono'
import { addressOf } from '../access/peer.ts'
import type { Context as Deps } from '../context.ts'
import { problem } from '../ingest/problems.ts'
import { addressRange } from '../ingest/rate-limit.ts'
import type { ResolvedProject } from '../options.ts'
import { mayUse } from './origin.ts'

/** The project of a public call, once the site and the pace are all right. */
export function openProject(c: Context, deps: Deps): ResolvedProject | { readonly problem: Problem } {
  const { options, limiters, clock } = deps
  const key = c.req.param('key') ?? ''
  const project = options.projects.get(key)
  if (!project) return { problem: problem('project_unknown', `no project has the key "${key.slice(0, 64)}"`) }
  if (!mayUse(c, project, options)) {
    return {
      problem: problem(
        'origin_not_allowed',
        `add "${c.req.header('origin')}" to projects.${project.key}.origins to let it in`,
      ),
    }
  }
  const range = addressRange(addressOf(c, deps.proxies))
  const wait = Math.max(
    limiters.project.take(project.key, clock.now()),
    range === undefined ? 0 : limiters.address.take(range, clock.now()),
  )
  if (wait === 0) return project
  // Spread, so that those who were refused together do not come back together.
  return { problem: problem('rate_limited', undefined, { retryAfterMs: 1000 + wait + deps.random() * 4000 }) }
}
