import type { EpochMs } from '@frankly/core'
import type { ResolvedProject } from '../options/options.ts'
import type { Clock, Log } from '../platform.ts'
import type { RetainedKind, Store } from '../store/ports.ts'
import { THIN } from './thin.ts'

const DAY = 86_400_000
/** Responses of one step: short, so that other writes are not delayed. */
const AT_ONCE = 100
const KINDS: readonly RetainedKind[] = ['attachments', 'contact', 'text']

/** What the job works with. */
export interface RetentionDeps {
  readonly store: Pick<Store, 'thin' | 'arrivedBefore' | 'erase' | 'audit'>
  readonly projects: Iterable<Pick<ResolvedProject, 'key' | 'retention'>>
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
export async function keepRules({ store, projects, clock, log }: RetentionDeps): Promise<void> {
  const at = clock.now()
  for (const { key: project, retention } of projects) {
    const tell = async (kind: string, days: number, count: number) => {
      if (count === 0) return
      log(
        `retention: ${project}: ${kind === 'responses' ? 'all' : kind} of ${count} responses older than ${days} days taken out`,
      )
      await store.audit.note({
        at,
        project,
        by: 'collector',
        action: 'retention',
        about: { kind, days, responses: count },
      })
    }
    if (retention.responses !== undefined) {
      const before = at - retention.responses * DAY
      await tell('responses', retention.responses, await eraseBefore(store, project, before, at))
    }
    for (const kind of KINDS) {
      const days = retention[kind]
      if (days === undefined) continue
      let count = 0
      for (;;) {
        const { seen, changed } = await store.thin({
          project,
          kind,
          before: at - days * DAY,
          at,
          limit: AT_ONCE,
          ...THIN[kind],
        })
        count += changed
        if (seen < AT_ONCE) break
      }
      await tell(kind, days, count)
    }
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
