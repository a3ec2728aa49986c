import type { Survey } from '../../model/survey.ts'
import type { Note } from './notes.ts'
import { questionsOf } from './walk.ts'

/** Kinds that lead to a person. */
const IDENTIFYING: readonly string[] = ['contact', 'attachment', 'complaint', 'consent']

/** [S19] An anonymous survey asks for nothing that leads to a person, and no quota tells when the next one has answered. */
export function checkAnonymous(survey: Survey, note: Note): void {
  if (!survey.anonymous) return
  for (const { part, path } of questionsOf(survey))
    if (IDENTIFYING.includes(part.kind))
      note(
        'anonymous',
        `${path}.kind`,
        part.kind,
        'a kind that leads to nobody',
        'an anonymous survey cannot ask for it',
      )
  for (const [i, { when }] of (survey.quotas ?? []).entries())
    if (when)
      note('anonymous', `quotas[${i}].when`, 'a condition', 'none', 'when it is full would tell what the last one said')
}
