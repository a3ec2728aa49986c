import { hash } from 'node:crypto'
import type { EpochMs, ProjectKey, Response, Survey } from '@frankly/core'
import type { Quota } from '@frankly/core/model'
import { quotasFor } from './ingest/modes.ts'
import type { ResolvedOptions, ResolvedProject } from './options/options.ts'
import type { Clock } from './platform.ts'
import type { Cursor, QuotaMark, Store } from './store/ports.ts'

/** Which quotas are full. */
export interface Quotas {
  /** By survey id, for the configuration; `undefined`: nothing is full. Counted anew after {@link FRESH_MS}. */
  full(project: ProjectKey): Promise<Readonly<Record<string, readonly string[]>> | undefined>
}

/** A count is believed so long, ms: shorter than browsers keep the configuration. */
export const FRESH_MS = 10_000

/** Responses read from the store at once. */
const PAGE = 500

type QuotaStore = Pick<Store, 'quotaCount' | 'hasQuotaMark' | 'markQuotas' | 'clearQuota' | 'responses'>

type Full = Readonly<Record<string, readonly string[]>> | undefined

/**
 * Counts what is noted in the store, so that several collectors agree and a restart forgets nothing. Answers beyond a
 * quota are taken and kept like all others.
 */
export function createQuotas(
  store: QuotaStore,
  { projects }: Pick<ResolvedOptions, 'projects'>,
  clock: Clock,
  onError: (error: unknown) => void,
): Quotas {
  const known = new Map<ProjectKey, { readonly at: EpochMs; readonly full: Promise<Full> }>()
  const looking = new Set<string>()

  /** Whether earlier answers are counted too. If not, counting begins now, and until it is done the quota is not full. */
  const isComplete = async (project: ProjectKey, survey: Survey, quota: Quota): Promise<boolean> => {
    const name = JSON.stringify([project, survey.id, quota.id])
    if (looking.has(name)) return false
    if (await store.hasQuotaMark(project, doneMark(survey, quota))) return true
    if (looking.has(name)) return false
    looking.add(name)
    const done = () => {
      looking.delete(name)
      known.delete(project)
    }
    noteEarlier(store, project, survey, quota).catch(onError).finally(done)
    return false
  }

  const count = async ({ key, config }: ResolvedProject): Promise<Full> => {
    const full: Record<string, readonly string[]> = {}
    for (const survey of config.surveys) {
      const ids: string[] = []
      for (const quota of survey.quotas ?? []) {
        if (!(await isComplete(key, survey, quota))) continue
        if ((await store.quotaCount(key, survey.id, quota.id, quota.limit)) >= quota.limit) ids.push(quota.id)
      }
      if (ids.length > 0) full[survey.id] = ids
    }
    return Object.keys(full).length > 0 ? full : undefined
  }

  return {
    full(key) {
      const project = projects.get(key)
      if (!project?.config.surveys.some(({ quotas = [] }) => quotas.length > 0)) return Promise.resolve(undefined)
      const now = clock.now()
      const last = known.get(key)
      if (last && Math.abs(now - last.at) < FRESH_MS) return last.full
      const full = count(project)
      known.set(key, { at: now, full })
      // Whoever asked gets the error; the next call asks again.
      full.catch(() => known.delete(key))
      return full
    },
  }
}

/** Counts the answers that arrived before the quota was set or changed. */
async function noteEarlier(store: QuotaStore, project: ProjectKey, survey: Survey, quota: Quota): Promise<void> {
  const { surveyId: done } = doneMark(survey, quota)
  for (const id of [done, survey.id]) await store.clearQuota(project, id, quota.id)
  let after: Cursor | undefined
  for (;;) {
    const rows = await store.responses({ project, surveyId: survey.id, limit: PAGE, ...(after ? { after } : {}) })
    const marks = rows.flatMap(({ id, body, quarantine }) => {
      const counts = !quarantine && quotasFor(survey, JSON.parse(body) as Response).includes(quota.id)
      return counts ? [{ surveyId: survey.id, quota: quota.id, responseId: id }] : []
    })
    await store.markQuotas(project, marks)
    after = rows.at(-1)
    if (rows.length < PAGE) break
  }
  await store.markQuotas(project, [doneMark(survey, quota)])
}

/** Says that everything is noted for a quota as it is defined now. No survey's id begins so. */
function doneMark({ id, variables = [] }: Survey, { id: quota, when }: Quota): QuotaMark {
  const asked = JSON.stringify(when ? [when, variables] : null)
  return { surveyId: `=${id}`, quota, responseId: hash('sha256', asked, 'base64url').slice(0, 22) }
}
