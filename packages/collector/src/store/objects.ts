import type { EpochMs, ProjectKey } from '@frankly/core'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Bucket } from './ports.ts'
import type { Engine, Tables } from './schema.ts'

/**
 * Every object in the bucket is held by a row of `attachments`, or stands in `objects_to_delete`: it is written down there
 * before it is put, and struck off by the transaction that writes its row. So none is forgotten, whatever fails when.
 */

/** How long an object may be on its way before it counts as left over, ms. Far longer than a put may take. */
const ON_ITS_WAY = 3_600_000
/** How long after a failure an object is left alone, ms. */
const RETRY_AFTER = 600_000
/** Rows of one statement. */
const WRITTEN_AT_ONCE = 500
/** Objects deleted at once. */
const AT_ONCE = 10
/** How long an erasure waits for its objects, ms; the rest goes on without it. */
const PATIENCE_MS = 2000

type Db = Kysely<Tables> | Transaction<Tables>

/** Writes an object down before it is put. */
export async function noteObject(trx: Db, project: ProjectKey, object: string, now: EpochMs): Promise<void> {
  await trx
    .insertInto('objects_to_delete')
    .values({ object, project, due_at: now + ON_ITS_WAY })
    .execute()
}

/** Strikes an object off, since a row holds it from now on. Returns whether it was still there to be held. */
export async function holdObject(trx: Db, object: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('objects_to_delete').where('object', '=', object).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Writes down objects that no row holds any more. Rows without an object are passed over. */
export async function giveUpObjects(
  trx: Db,
  rows: readonly { readonly project: ProjectKey; readonly object: string | null }[],
  due_at: EpochMs,
): Promise<void> {
  const values = rows.flatMap(({ project, object }) => (object === null ? [] : [{ project, object, due_at }]))
  for (let at = 0; at < values.length; at += WRITTEN_AT_ONCE)
    await trx
      .insertInto('objects_to_delete')
      .values(values.slice(at, at + WRITTEN_AT_ONCE))
      .onConflict((c) => c.column('object').doUpdateSet({ due_at }))
      .execute()
}

/** An object and whose it is. */
type Owned = Pick<Selectable<Tables['objects_to_delete']>, 'project' | 'object'>

/** All objects that a store knows of, held or not. */
export async function objectsIn(trx: Db): Promise<readonly Owned[]> {
  const held = await trx
    .selectFrom('attachments')
    .select(['project', 'object'])
    .where('object', 'is not', null)
    .execute()
  const left = await trx.selectFrom('objects_to_delete').select(['project', 'object']).execute()
  return [...held, ...left].flatMap(({ project, object }) => (object === null ? [] : [{ project, object }]))
}

/** Those of some objects that the store knows nothing of. */
export async function notHeld(trx: Db, objects: readonly Owned[]): Promise<readonly Owned[]> {
  const known = new Set((await objectsIn(trx)).map(({ object }) => object))
  return objects.filter(({ object }) => !known.has(object))
}

/** Takes photos of responses out, with their objects. Returns the response of each. */
export async function photosGone(
  trx: Transaction<Tables>,
  project: ProjectKey,
  ids: readonly string[],
  at: EpochMs,
): Promise<readonly string[]> {
  const gone = await trx
    .deleteFrom('attachments')
    .where('project', '=', project)
    .where('response_id', 'in', ids)
    .returning(['project', 'response_id', 'object'])
    .execute()
  await giveUpObjects(trx, gone, at)
  return gone.map(({ response_id }) => response_id)
}

/** Deletes in the bucket what is written down. */
export interface Deleter {
  /** Resolves when all that is due is deleted or was tried, or after two seconds. Never rejects. */
  deleteDue(now: EpochMs): Promise<void>
  /** Ends what runs; the rest is for the next start. */
  stop(): Promise<void>
}

/**
 * Makes the deleter of a store. Two collectors may delete at once: to delete what is gone is no error.
 * @param onError hears of each failure; what failed is tried again after ten minutes, when it is asked again
 */
export function createDeleter({ db }: Engine, bucket: Bucket, onError: (error: unknown) => void): Deleter {
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Promise<void> | undefined
  let until: EpochMs = 0
  let again = false

  const deleteOne = async (object: string): Promise<boolean> => {
    const row = db.deleteFrom('objects_to_delete').where('object', '=', object)
    try {
      await bucket.delete(object, signal)
      await row.execute()
      return true
    } catch (error) {
      if (signal.aborted) return false
      onError(error)
      const due_at = until + RETRY_AFTER
      await db.updateTable('objects_to_delete').set({ due_at }).where('object', '=', object).execute()
      return false
    }
  }
  const deleteAll = async (): Promise<void> => {
    while (!signal.aborted) {
      const due = await db
        .selectFrom('objects_to_delete')
        .select('object')
        .where('due_at', '<=', until)
        .orderBy('due_at')
        .limit(AT_ONCE)
        .execute()
      const done = await Promise.all(due.map(({ object }) => deleteOne(object)))
      // A service that does none of them is left alone until it is asked again.
      if (due.length < AT_ONCE || !done.includes(true)) return
    }
  }
  const run = async (): Promise<void> => {
    try {
      do {
        again = false
        await deleteAll()
      } while (again)
    } catch (error) {
      onError(error)
    } finally {
      running = undefined
    }
  }
  return {
    async deleteDue(now) {
      until = Math.max(until, now)
      again = running !== undefined
      running ??= run()
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS)
      })
      await Promise.race([running, patience])
      clearTimeout(timer)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
