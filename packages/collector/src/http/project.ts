import type { Problem } from '@frankly/core/wire'
import type { Context } from 'hono'
import { addressRange } from '../access/rate-limit.ts'
import { problem } from '../ingest/problems.ts'
import type { ResolvedProject } from '../options/options.ts'
import { projectOfKey } from '../options/read-keys.ts'
import { type Opened, openedBy, splitKey } from '../surveys/links.ts'
import { addressOf } from './access/peer.ts'
import type { Context as Deps } from './context.ts'
import { mayUse } from './origin.ts'

/**
 * The project of a public call, once the site and the pace are all right. The address pays first: what it is refused, or
 * what is refused for another reason, costs the project nothing.
 */
export function openProject(c: Context, deps: Deps): ResolvedProject | { readonly problem: Problem } {
  const { options, limiters, clock } = deps
  const range = rangeOf(c, deps)
  const own = range === undefined ? 0 : limiters.address.take(range, clock.now())
  if (own > 0) return { problem: later(deps, own) }
  const { key } = splitKey(c.req.param('key') ?? '')
  const project = projectOfKey(options.projects, key, clock.now())
  if (project && 'ended' in project) {
    const when = new Date(project.ended).toISOString()
    return { problem: problem('project_unknown', `the key "${key}" ended at ${when}: the page must carry the new one`) }
  }
  if (!project) return { problem: problem('project_unknown', `no project has the key "${key.slice(0, 64)}"`) }
  if (!mayUse(c, project, options)) {
    return {
      problem: problem(
        'origin_not_allowed',
        `add "${c.req.header('origin')}" to projects.${project.key}.origins to let it in`,
      ),
    }
  }
  const wait = limiters.project.take(project.key, clock.now())
  return wait === 0 ? project : { problem: later(deps, wait) }
}

/** What the link opens that this page came by; `undefined`: there was none, or it has ended. */
export async function openedHere(
  c: Context,
  { store, clock }: Deps,
  project: ResolvedProject,
  late?: boolean,
): Promise<Opened | undefined> {
  const { pass } = splitKey(c.req.param('key') ?? '')
  return pass === undefined ? undefined : openedBy(store.surveys, project, pass, clock.now(), late)
}

/** What a request turns out to cost beyond its first unit: its items, ids, bytes. Returns why it must come later, if so. */
export function pay(c: Context, deps: Deps, project: ResolvedProject, cost: number): Problem | undefined {
  if (cost <= 0) return undefined
  const { limiters, clock } = deps
  const range = rangeOf(c, deps)
  const own = range === undefined ? 0 : limiters.address.charge(range, clock.now(), cost)
  if (own > 0) return later(deps, own)
  const wait = limiters.project.charge(project.key, clock.now(), cost)
  return wait === 0 ? undefined : later(deps, wait)
}

/** Whether this address may leave so many refused things more. */
export function mayLeaveRefused(c: Context, deps: Deps, count: number): boolean {
  const range = rangeOf(c, deps)
  return range === undefined || deps.limiters.refused.charge(range, deps.clock.now(), count) === 0
}

/** A random part on top, so that clients which were refused together do not come back together. */
export function later(deps: Deps, waitMs: number): Problem {
  return problem('rate_limited', undefined, { retryAfterMs: Math.round(1000 + waitMs + deps.random() * 4000) })
}

/** The range that a customer's address belongs to; nothing for loopback, or when it is not known. */
export function rangeOf(c: Context, { proxies }: Pick<Deps, 'proxies'>): string | undefined {
  return addressRange(addressOf(c, proxies))
}
