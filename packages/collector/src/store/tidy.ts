import type { EpochMs } from '@frankly/core'
import { type RawBuilder, sql } from 'kysely'
import { settleWaiting } from './attachments.ts'
import { WAS_HERE } from './erase.ts'
import { giveUpObjects } from './objects.ts'
import type { Tidying } from './ports.ts'
import type { Engine } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Rows that one statement deletes: few, so that other writes are not delayed. */
const AT_ONCE = 500

/** Takes out what has outlived its time or its number. */
export async function tidyStore(engine: Engine, { now, ages, conflicts, unseen }: Tidying): Promise<void> {
  const { db } = engine
  const inParts = async (part: RawBuilder<unknown>): Promise<void> => {
    for (;;) {
      const { numAffectedRows = 0n } = await part.execute(db)
      if (numAffectedRows < BigInt(AT_ONCE)) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await inParts(sql`delete from dead_letters where (project, hash) in
    (select project, hash from dead_letters where received_at < ${now - ages.deadLetters} limit ${AT_ONCE})`)
  await sql`delete from dead_letter_ids where not exists (select 1 from dead_letters
    where dead_letters.project = dead_letter_ids.project and dead_letters.hash = dead_letter_ids.hash)`.execute(db)
  await inParts(sql`delete from conflicts where (project, id, revision, hash) in
    (select project, id, revision, hash from conflicts where received_at < ${now - ages.conflicts} limit ${AT_ONCE})`)
  await inParts(sql`delete from conflicts where (project, id, revision, hash) in
    (select project, id, revision, hash from (
      select project, id, revision, hash, row_number() over (partition by project order by received_at desc, id, hash) as place
      from conflicts) as placed where place > ${conflicts} limit ${AT_ONCE})`)
  await inParts(sql`delete from responses where erased = 1 and (project, id) in
    (select project, id from responses where erased = 1 and received_at < ${now - ages.tombstones} limit ${AT_ONCE})`)
  await inParts(sql`delete from responses where erased = 1 and (project, id) in
    (select project, id from responses
      where erased = 1 and survey_version <> ${WAS_HERE} and received_at < ${now - ages.unseenTombstones} limit ${AT_ONCE})`)
  // Of tombstones for what never came, the newest so many of each project stay.
  await inParts(sql`delete from responses where erased = 1 and (project, id) in
    (select project, id from (
      select project, id, row_number() over (partition by project order by received_at desc, id) as place
      from responses where erased = 1 and survey_version <> ${WAS_HERE}) as placed
      where place > ${unseen} limit ${AT_ONCE})`)
  await settleWaiting(db)
  await dropWaiting(engine, now - ages.waitingFiles, now)
}

/** Files whose response never came, with their objects. */
async function dropWaiting(engine: Engine, before: EpochMs, at: EpochMs): Promise<void> {
  const old = sql<{
    project: string
    object: string | null
  }>`delete from attachments where waiting = 1 and (project, id) in
    (select project, id from attachments where waiting = 1 and received_at < ${before} limit ${AT_ONCE})
    returning project, object`
  for (;;) {
    const gone = await inTransaction(engine, async (trx) => {
      const { rows } = await old.execute(trx)
      await giveUpObjects(trx, rows, at)
      return rows.length
    })
    if (gone < AT_ONCE) return
  }
}
