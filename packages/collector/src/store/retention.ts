import type { Response } from '@frankly/core'
import { type Selectable, sql, type Transaction } from 'kysely'
import { inChain, type Notes } from './chain/in-chain.ts'
import { noteRows } from './chain/note-rows.ts'
import type { Words } from './compare-words.ts'
import { type Deleter, photosGone } from './objects.ts'
import type { RetainedKind, Store, Thinned, Thinning } from './ports.ts'
import type { Engine, Tables } from './schema.ts'

type Retention = Pick<Store, 'thin' | 'arrivedBefore'>
type Row = Pick<Selectable<Tables['responses']>, 'id' | 'revision' | 'writer' | 'received_at' | 'body'>

/** Rules of retention, step by step in the order of arrival. */
export function retentionOn(engine: Engine, deleter: Deleter | undefined): Retention {
  return {
    async thin(step) {
      const thinned = await inChain(engine, (trx, notes) => thinNext(engine, trx, notes, step))
      // Which words went is not known here: the files are written anew.
      if (thinned.changed > 0) void engine.scrub?.()
      if (thinned.changed > 0 && step.kind === 'attachments') void deleter?.deleteDue(step.at)
      return thinned
    },
    async arrivedBefore(project, before, limit) {
      const rows = await engine.db
        .selectFrom('responses')
        .select('id')
        .where('project', '=', project)
        .where('erased', '=', 0)
        .where('received_at', '<', before)
        .orderBy('received_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },
  }
}

async function thinNext(engine: Engine, trx: Transaction<Tables>, notes: Notes, step: Thinning): Promise<Thinned> {
  const { project, kind } = step
  const rows = await nextRows(trx, step)
  const last = rows.at(-1)
  if (!last) return { seen: 0, changed: 0 }
  const ids = rows.map(({ id }) => id)
  const changed = new Set(
    await (kind === 'attachments' ? photosGone(trx, project, ids, step.at) : thinAll(trx, step, rows)),
  )
  const { id, received_at } = last
  await trx
    .insertInto('retention_marks')
    .values({ project, kind, id, received_at })
    .onConflict((c) => c.columns(['project', 'kind']).doUpdateSet({ id, received_at }))
    .execute()
  if (changed.size > 0) await engine.markErased?.(trx)
  // The row is another one from here on; the old digest says nothing without its salt, which is gone.
  if (kind !== 'attachments')
    await noteRows(trx, notes, { project, ids: ids.filter((each) => changed.has(each)), at: step.at })
  return { seen: rows.length, changed: changed.size }
}

async function nextRows(trx: Transaction<Tables>, { project, kind, before, limit }: Thinning): Promise<readonly Row[]> {
  const mark = await trx
    .selectFrom('retention_marks')
    .select(['received_at', 'id'])
    .where('project', '=', project)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return trx
    .selectFrom('responses')
    .select(['id', 'revision', 'writer', 'received_at', 'body'])
    .where('project', '=', project)
    .where('erased', '=', 0)
    .where('received_at', '<', before)
    .where('received_at', '>=', mark?.received_at ?? 0)
    .where((e) => e(e.refTuple('received_at', 'id'), '>', e.tuple(mark?.received_at ?? -1, mark?.id ?? '')))
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Thins responses and what stands beside them. Returns the ids of those that had something to lose. */
async function thinAll(trx: Transaction<Tables>, step: Thinning, rows: readonly Row[]): Promise<readonly string[]> {
  const { project, kind } = step
  const changed: string[] = []
  for (const row of rows) {
    const body = JSON.stringify(step.thin(JSON.parse(row.body) as Response))
    if (body === row.body) continue
    changed.push(row.id)
    await trx
      .updateTable('responses')
      .set({ body, ...(kind === 'contact' ? { subject_id: null, order_mark: null } : {}) })
      .where('project', '=', project)
      .where('id', '=', row.id)
      // A later revision that came meanwhile has its own time.
      .where('revision', '=', row.revision)
      .where('writer', '=', row.writer)
      .execute()
  }
  const ids = rows.map(({ id }) => id)
  changed.push(...(await thinKeptWords(trx, step, ids)), ...(await thinBeside(trx, project, ids, kind)))
  return changed
}

async function thinKeptWords(trx: Transaction<Tables>, { project, thinWords }: Thinning, ids: readonly string[]) {
  const rows = await trx
    .selectFrom('kept_words')
    .select(['id', 'hash', 'body'])
    .where('project', '=', project)
    .where('id', 'in', ids)
    .execute()
  const changed: string[] = []
  for (const { id, hash, body } of rows) {
    const left = thinWords(JSON.parse(body) as Words)
    const text = left && JSON.stringify(left)
    if (text === body) continue
    changed.push(id)
    const of = sql<boolean>`project = ${project} and id = ${id} and hash = ${hash}`
    if (text === undefined) await trx.deleteFrom('kept_words').where(of).execute()
    else await trx.updateTable('kept_words').set({ body: text }).where(of).execute()
  }
  return changed
}

/** Copies that nobody reads any more: second bodies, stopped deliveries, refused items; with contacts the receipt code. */
async function thinBeside(trx: Transaction<Tables>, project: string, ids: readonly string[], kind: RetainedKind) {
  const list = sql.join(ids)
  const gone = [
    sql<{ id: string }>`delete from conflicts where project = ${project} and id in (${list}) returning id`,
    sql<{
      id: string
    }>`delete from outbox where project = ${project} and substr(id, 1, 36) in (${list}) returning substr(id, 1, 36) as id`,
    sql<{ id: string }>`delete from dead_letters where project = ${project} and hash in
      (select hash from dead_letter_ids where project = ${project} and response_id in (${list})) returning hash as id`,
    ...(kind === 'contact'
      ? [
          sql<{
            id: string
          }>`delete from receipts where project = ${project} and response_id in (${list}) returning response_id as id`,
        ]
      : []),
  ]
  const touched: string[] = []
  for (const each of gone) touched.push(...(await each.execute(trx)).rows.map(({ id }) => id))
  return touched
}
