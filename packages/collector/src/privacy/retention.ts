import type { EpochMs } from '@frankly/core'
import type { ResolvedProject } from '../options/options.ts'
import type { Clock, Log } from '../platform.ts'
import type { RetainedKind, Store, Thinning } from '../store/ports.ts'
import { THIN } from './thin.ts'

const DAY = 86_400_000
/** Responses of one step: short, so that other writes are not delayed. */
const AT_ONCE = 100
const KINDS: readonly RetainedKind[] = ['attachments', 'contact', 'text']

/** What the job works with. */
export interface RetentionDeps {
  readonly store: Pick<Store, 'thin' | 'arrivedBefore' | 'erase' | 'audit' | 'surveys'>
  readonly projects: Iterable<Ruled>
  readonly clock: Clock
  readonly log: Log
}

/** Keeps the rules of retention. */
export interface Retention {
  /** Takes out what has outlived its time; once a day at most. */
  runIfDue(): Promise<void>
}

/** Makes the job of a collector. Two collectors may run it at once: each step is a transaction. */
export function createRetention(deps: RetentionDeps): Retention {
  let notBefore: EpochMs = 0
  return {
    async runIfDue() {
      const now = deps.clock.now()
      if (now < notBefore) return
      notBefore = now + DAY - DAY / 24
      await keepRules(deps)
    },
  }
}

/** Takes out of all projects what has outlived its time. */
export async function keepRules(deps: RetentionDeps): Promise<void> {
  for (const project of deps.projects) await keepRulesOf(deps, project)
}

async function keepRulesOf({ store, clock, log }: RetentionDeps, { key: project, retention }: Ruled): Promise<void> {
  const at = clock.now()
  const tell = async ({ kind, days, count, of, what }: Told) => {
    if (count === 0) return
    log(`retention: ${project}: ${what} of ${count} ${of} older than ${days} days taken out`)
    const about = { kind, days, [of]: count }
    await store.audit.note({ at, project, by: 'collector', action: 'retention', about })
  }
  if (retention.responses !== undefined) {
    const days = retention.responses
    const count = await eraseBefore(store, project, at - days * DAY, at)
    await tell({ kind: 'responses', days, count, of: 'responses', what: 'all' })
  }
  for (const kind of KINDS) {
    const days = retention[kind]
    if (days === undefined) continue
    const count = await thinBefore(store, { project, kind, before: at - days * DAY, at })
    await tell({ kind, days, count, of: 'responses', what: kind })
  }
  if (retention.aggregates !== undefined) {
    const days = retention.aggregates
    const count = await store.surveys.forgetImpressions(project, dayOf(at - days * DAY))
    await tell({ kind: 'aggregates', days, count, of: 'counts', what: 'all' })
  }
}

/** A project with its rules. */
type Ruled = Pick<ResolvedProject, 'key' | 'retention'>

/** What a rule has taken out. */
interface Told {
  readonly kind: string
  readonly days: number
  readonly count: number
  readonly of: 'responses' | 'counts'
  /** For the log: all of each, or only this. */
  readonly what: string
}

/** The day of a time, UTC. */
const dayOf = (at: EpochMs): string => new Date(at).toISOString().slice(0, 10)

/** Takes one kind out of all responses whose latest revision arrived before a time. Returns how many had any of it. */
async function thinBefore(
  store: RetentionDeps['store'],
  step: Pick<Thinning, 'project' | 'kind' | 'before' | 'at'>,
): Promise<number> {
  let count = 0
  for (;;) {
    const { seen, changed } = await store.thin({ ...step, limit: AT_ONCE, ...THIN[step.kind] })
    count += changed
    if (seen < AT_ONCE) return count
  }
}

async function eraseBefore(
  store: RetentionDeps['store'],
  project: string,
  before: EpochMs,
  at: EpochMs,
): Promise<number> {
  let count = 0
  for (;;) {
    const ids = await store.arrivedBefore(project, before, AT_ONCE)
    // Destinations have rules of their own for what they were told so long ago.
    if (ids.length > 0) count += (await store.erase({ project, ids, at, tell: () => [] })).responses
    if (ids.length < AT_ONCE) return count
  }
}
