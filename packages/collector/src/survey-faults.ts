import type { Issue } from '@frankly/core'

/** Faults of a survey definition; none: it is good. */
export function surveyFaults(definition: unknown): readonly Issue[] {
  const it = definition as { schema?: unknown; id?: unknown; pages?: unknown } | null
  const faults: Issue[] = []
  if (it?.schema !== 1) faults.push({ code: 'survey-invalid', path: 'schema', found: it?.schema, wanted: '1' })
  if (typeof it?.id !== 'string') faults.push({ code: 'survey-invalid', path: 'id', found: it?.id, wanted: 'an id' })
  if (!Array.isArray(it?.pages)) {
    faults.push({ code: 'survey-invalid', path: 'pages', found: typeof it?.pages, wanted: 'a list of pages' })
  }
  return faults
}
