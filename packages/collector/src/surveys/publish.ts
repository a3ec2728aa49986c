import type { EpochMs, Survey } from '@frankly/core'
import type { ResolvedProject } from '../options/options.ts'
import type { SurveyOrigin, SurveyStore } from '../store/ports.ts'
import { newestOf } from './configured.ts'
import { type Difference, differences } from './diff.ts'
import { surveyIn, versionOf } from './library.ts'

/** What is to be published. */
export interface PublishAsk {
  readonly survey: Survey
  /** Takes the next free number where its own is not free or not the highest. */
  readonly bump: boolean
  readonly origin: SurveyOrigin
}

/** What became of it. `taken`: its number belongs to another body, or is below the newest. */
export type Publishing =
  | { readonly status: 'published' | 'same'; readonly version: number }
  | { readonly status: 'taken'; readonly found: readonly Difference[]; readonly newest: number }

/** [SV1] Publishes a version; what is published never changes. `same`: nothing differs from the newest one. */
export async function publishSurvey(
  store: SurveyStore,
  project: ResolvedProject,
  { survey, bump, origin }: PublishAsk,
  now: EpochMs,
): Promise<Publishing> {
  const versions = project.published.get(survey.id)
  const newest = newestOf(versions)
  const last = versions?.get(newest)
  if (last && differences(last, survey).length === 0) return { status: 'same', version: newest }
  const version = bump && survey.version <= newest ? newest + 1 : survey.version
  if (version <= newest) return taken(versions?.get(version) ?? last, survey, newest)
  const wanted = versionOf(project.key, { ...survey, version }, origin, now)
  const [stored] = await store.publish([wanted])
  const there = stored && surveyIn(stored.body)
  // Somebody else has published under this number at the same moment.
  if (there && differences(there, survey).length > 0) return taken(there, survey, version)
  return { status: 'published', version }
}

function taken(stored: Survey | undefined, survey: Survey, newest: number): Publishing {
  return { status: 'taken', newest, found: stored ? differences(stored, survey) : [] }
}
