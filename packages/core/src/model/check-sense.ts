import type { Issue } from '../errors.ts'
import type { Survey } from './survey.ts'

/** Checks what a form cannot say. */
export function checkSense(survey: Survey): Issue[] {
  const issues: Issue[] = []
  const seen = new Set<string>()
  for (const [i, page] of survey.pages.entries())
    for (const [j, { id }] of page.questions.entries()) {
      if (seen.has(id))
        issues.push({
          code: 'duplicate-id',
          path: `pages[${i}].questions[${j}].id`,
          found: id,
          wanted: 'an id of its own',
        })
      seen.add(id)
    }
  return issues
}
