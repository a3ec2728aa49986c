import type { Transaction } from 'kysely'
import { grouped } from '../grouped.ts'
import type { Tables } from '../schema.ts'
import { digestOf, newSalts, writtenLine } from './digest.ts'
import type { Notes } from './in-chain.ts'

/**
 * Notes responses as they stand now. Whatever changes a stored response, or the words beside it, calls this at the end of
 * its transaction: a row that differs from its last note is one that somebody edited.
 */
export async function noteRows(
  trx: Transaction<Tables>,
  notes: Pick<Notes, 'responses'>,
  { project, ids, at }: { readonly project: string; readonly ids: readonly string[]; readonly at: number },
): Promise<void> {
  if (ids.length === 0) return
  const rows = await trx
    .selectFrom('responses')
    .selectAll()
    .where('project', '=', project)
    .where('id', 'in', [...new Set(ids)].sort())
    .where('erased', '=', 0)
    .execute()
  const words = await wordsOfRows(trx, project, rows)
  const salts = newSalts(rows.length)
  const lines: string[] = []
  for (const [i, row] of rows.entries()) {
    const salt = salts[i]!
    await trx.updateTable('responses').set({ salt }).where('project', '=', project).where('id', '=', row.id).execute()
    lines.push(writtenLine(row.id, row.revision, digestOf(row, salt, words.get(row.id))))
  }
  notes.responses(project, at, lines)
}

/** Bodies of what others said beside these responses, as they stand. */
export async function wordsOfRows(
  db: Pick<Transaction<Tables>, 'selectFrom'>,
  project: string,
  rows: readonly { readonly id: string; readonly kept: number }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = rows.filter(({ kept }) => kept > 0).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const words = await db
    .selectFrom('kept_words')
    .select(['id', 'body'])
    .where('project', '=', project)
    .where('id', 'in', ids)
    .execute()
  return new Map([...grouped(words, ({ id }) => id)].map(([id, of]) => [id, of.map(({ body }) => body)]))
}
