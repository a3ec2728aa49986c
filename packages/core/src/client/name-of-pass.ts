import type { ProjectKey } from '../model/ids.ts'
import type { PassState } from '../queue/types.ts'

/** [P1] Whose pass through what about which order: one page at a time owns the lock of this name. */
export function nameOfPass(
  project: ProjectKey,
  {
    surveyId,
    surveyVersion,
    subjectId = '',
    order = '',
  }: Pick<PassState, 'surveyId' | 'surveyVersion' | 'subjectId' | 'order'>,
): string {
  return `frankly:${JSON.stringify([project, surveyId, surveyVersion, subjectId, order])}`
}
