import { hash } from 'node:crypto'
import type { Response } from '@frankly/core'
import type { Kysely } from 'kysely'
import { type Words, wordsBeyond, wordsOf } from './compare-words.ts'
import type { NewWords } from './plan-put.ts'
import type { KeptWords } from './ports.ts'
import type { Row, Tables } from './schema.ts'

/** Words of others beside these responses of a project, by response, oldest first. */
export async function readKeptWords(
  db: Kysely<Tables>,
  project: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptWords[]>> {
  const found = new Map<string, KeptWords[]>()
  if (ids.length === 0) return found
  const rows = await db
    .selectFrom('kept_words')
    .select(['id', 'revision', 'received_at', 'body'])
    .where('project', '=', project)
    .where('id', 'in', ids)
    .orderBy('received_at')
    .orderBy('revision')
    .orderBy('hash')
    .execute()
  for (const row of rows) {
    const words = { ...(JSON.parse(row.body) as Words), revision: row.revision, receivedAt: row.received_at }
    found.set(row.id, [...(found.get(row.id) ?? []), words])
  }
  return found
}

/** A row of words. */
export function wordsRow({ project, id, writer, words }: NewWords): Row {
  const body = JSON.stringify(wordsOf(words))
  return {
    project,
    id,
    hash: hash('sha256', body),
    revision: words.revision,
    writer,
    received_at: words.receivedAt,
    body,
  }
}

/** What a person has to be shown beside a state: words that neither it nor a later one of the others has. */
export function wordsToShow(body: string, said: readonly KeptWords[]): readonly KeptWords[] {
  if (said.length === 0) return said
  const state = wordsOf(JSON.parse(body) as Response)
  return said.flatMap(({ revision, receivedAt, ...words }, i) => {
    const left = wordsBeyond(words, [state, ...said.slice(i + 1)])
    return left ? [{ ...left, revision, receivedAt }] : []
  })
}
