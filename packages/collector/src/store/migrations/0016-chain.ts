import { type Selectable, sql } from 'kysely'
import { digestOf, erasedLine, linkHash, newSalts, writtenLine } from '../chain/digest.ts'
import { wordsOfRows } from '../chain/note-rows.ts'
import { grouped } from '../grouped.ts'
import type { Tables } from '../schema.ts'
import type { Migration } from './migration.ts'

/** Rows that are taken into the chain at once. */
const PAGE = 500

/**
 * The chain: what was written, one link after the other, each with the digest of the one before. Responses that are here
 * already are its first links; each row gets its salt.
 */
export const chain: Migration = {
  id: 16,
  name: 'chain',
  async up(db) {
    await db.schema
      .createTable('chain_links')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('strand', 'integer', (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('prev', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('chain_links_key', ['project', 'strand', 'seq'])
      .execute()
    await db.schema
      .createTable('chain_heads')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('strand', 'integer', (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('from_seq', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('chain_heads_key', ['project', 'strand'])
      .execute()
    await sql`create index chain_actions on chain_links (at) where kind = 'action'`.execute(db)
    await db.schema.alterTable('responses').addColumn('salt', 'text').execute()
    await takeIn(db)
  },
}

type Db = Parameters<Migration['up']>[0]
type ResponseRow = Selectable<Tables['responses']>
type Ends = Map<string, { seq: number; hash: string }>

/** Makes the rows that are here the first links of their projects. */
async function takeIn(db: Db): Promise<void> {
  const ends: Ends = new Map()
  let after = { project: '', id: '' }
  for (;;) {
    const rows = await db
      .selectFrom('responses')
      .selectAll()
      .where((e) => e(e.refTuple('project', 'id'), '>', e.tuple(after.project, after.id)))
      .orderBy('project')
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const [project, of] of grouped(rows, (row) => row.project)) await takeInPage(db, project, of, ends)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = last
  }
  for (const [project, { seq, hash }] of ends)
    await db
      .insertInto('chain_heads')
      .values({ project, strand: 0, seq, hash, from_seq: seq - 1 })
      .execute()
}

async function takeInPage(db: Db, project: string, rows: readonly ResponseRow[], ends: Ends): Promise<void> {
  const words = await wordsOfRows(db, project, rows)
  const salts = newSalts(rows.length)
  const lines: string[] = []
  for (const [i, row] of rows.entries()) {
    if (row.erased === 1) {
      // A tombstone of what never came proves nothing.
      if (row.survey_version > 0) lines.push(erasedLine(row.id))
      continue
    }
    const salt = salts[i]!
    await db.updateTable('responses').set({ salt }).where('project', '=', project).where('id', '=', row.id).execute()
    lines.push(writtenLine(row.id, row.revision, digestOf(row, salt, words.get(row.id))))
  }
  if (lines.length === 0) return
  const { seq, hash: prev } = ends.get(project) ?? { seq: 0, hash: '' }
  const at = Math.max(...rows.map(({ received_at: received }) => received))
  const draft = { project, kind: 'responses' as const, at, body: lines.join('\n') }
  const link = { ...draft, strand: 0, seq: seq + 1, prev, hash: linkHash(prev, 0, draft) }
  await db.insertInto('chain_links').values(link).execute()
  ends.set(project, link)
}
