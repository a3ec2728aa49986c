import type { Survey, SurveyId } from '@frankly/core'
import type { ResolvedProject } from '../options/options.ts'

/**
 * [SV4] The words that a version was asked with. Where that version was never published here (answers older than the
 * store's surveys, or a collector that publishes at this moment), the nearest one stands in: `version` of what comes back
 * tells. `undefined`: nothing is known of the survey.
 */
export function wordsAsked(project: ResolvedProject | undefined, id: SurveyId, version: number): Survey | undefined {
  const versions = project?.published.get(id)
  const exact = versions?.get(version)
  if (exact || !versions) return exact ?? project?.surveyById.get(id)
  const distance = (other: number) => Math.abs(other - version)
  const [nearest] = [...versions.keys()].sort((a, b) => distance(a) - distance(b) || b - a)
  return nearest === undefined ? project?.surveyById.get(id) : versions.get(nearest)
}
