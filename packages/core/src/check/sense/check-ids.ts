import type { Survey } from '../../model/survey.ts'
import type { Note } from './notes.ts'
import { optionLists, questionsOf } from './walk.ts'

/** What an answer says without choosing: no option may be called so. */
const RESERVED = ['other', 'none', 'na']

/** [S2] Ids are unique where they are looked up. */
export function checkIds(survey: Survey, note: Note): void {
  unique(survey.pages, 'pages')
  unique(survey.variables ?? [], 'variables')
  unique(survey.quotas ?? [], 'quotas')
  unique(survey.endings ?? [], 'endings')
  const seen = new Map<string, string>()
  for (const { part: question, path } of questionsOf(survey)) {
    const first = seen.get(question.id)
    if (first) note('duplicate-id', `${path}.id`, question.id, 'an id of its own', `${first} has it already`)
    else seen.set(question.id, path)
    for (const { field, options } of optionLists(question)) {
      unique(options, `${path}.${field}`)
      for (const [i, { id }] of options.entries())
        if (RESERVED.includes(id))
          note('reserved-id', `${path}.${field}[${i}].id`, id, `an id other than ${RESERVED.join(', ')}`, hints[id])
    }
    if (question.kind !== 'matrix') continue
    for (const [i, { id }] of question.columns.entries())
      if (question.rows.some((row) => row.id === id))
        note('duplicate-id', `${path}.columns[${i}].id`, id, 'an id that no row has', 'words are looked up by id')
  }

  function unique(parts: readonly { readonly id: string }[], path: string): void {
    for (const [i, { id }] of parts.entries())
      if (parts.findIndex((each) => each.id === id) < i)
        note('duplicate-id', `${path}[${i}].id`, id, 'an id of its own', 'give it another one')
  }
}

const hints: Readonly<Record<string, string>> = {
  other: 'use the field `other`, which keeps it last and adds a text field',
  none: 'use the field `none`, which keeps it last and excludes the rest',
  na: 'use the field `notApplicable`',
}
