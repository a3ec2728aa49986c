import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { giveUpObjects, holdObject, noteObject } from './objects.ts'
import {
  type AttachmentFacts,
  type Bucket,
  BucketTrouble,
  type FileQuotas,
  type PutAttachmentStatus,
  type Store,
  type StoredAttachment,
} from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** How long the sum of a project is used before it is read again, ms. */
const SUM_AGE = 60_000

type Files = Pick<Store, 'putAttachment' | 'attachment' | 'attachmentFacts' | 'attachmentsHere' | 'objectsToDelete'>

/**
 * Files that belong to responses. One whose response is not here yet waits for it, within a small quota. Those that were
 * stored before there was a bucket stay where they are.
 * @param bucket - where further ones go; absent: into their rows
 * @param onError - hears of an object that is not in the bucket any more
 */
export function attachmentsOn(engine: Engine, bucket: Bucket | undefined, onError: (error: unknown) => void): Files {
  const { db } = engine
  const put = putterOn(engine)
  return {
    putAttachment: (file, quotas) => (bucket ? put.inBucket(bucket, file, quotas) : put.inRow(file, quotas)),
    async attachment(project, id) {
      const row = await filesOf(db, project).selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      const bytes = row.object === null ? row.bytes : await bytesOf(bucket, row.object, row.object_bytes)
      if (bytes) return { ...factsOf(row), bytes }
      onError(new BucketTrouble(`the bucket has no object ${row.object}: put it there again from a copy of the bucket`))
      return undefined
    },
    async attachmentFacts(project, id) {
      const row = await filesOf(db, project).select(FACTS).where('id', '=', id).executeTakeFirst()
      return row && factsOf(row)
    },
    async attachmentsHere(project, responseId, ids) {
      if (ids.length === 0) return new Set()
      const rows = await filesOf(db, project)
        .select('id')
        .where('id', 'in', [...ids])
        .where('response_id', '=', responseId)
        .execute()
      return new Set(rows.map(({ id }) => id))
    },
    async objectsToDelete() {
      const count = db.selectFrom('objects_to_delete').select((e) => e.fn.countAll<number>().as('n'))
      return Number((await count.executeTakeFirstOrThrow()).n)
    },
  }
}

/** Columns of the facts. */
export const FACTS = ['project', 'id', 'response_id', 'name', 'type', 'hash', 'received_at'] as const

/** A row as its reader knows it. */
export function factsOf(row: Pick<Selectable<Tables['attachments']>, (typeof FACTS)[number]>): AttachmentFacts {
  const { project, id, response_id, name, type, hash, received_at } = row
  return { project, id, responseId: response_id, name, type, hash, receivedAt: received_at }
}

async function bytesOf(bucket: Bucket | undefined, object: string, size: number): Promise<Uint8Array | undefined> {
  if (!bucket) {
    const cure = 'name the bucket in "attachments.s3" again, it is needed as long as photos lie there'
    throw new BucketTrouble(`a photo lies in a bucket as ${object}, and the configuration names none: ${cure}`)
  }
  const bytes = await bucket.get(object)
  if (bytes && bytes.byteLength !== size)
    throw new BucketTrouble(`the bucket gave ${bytes.byteLength} of ${size} bytes of ${object}: it is tried again`)
  return bytes
}

/** What became of a file at first sight: refused, or to be written with this mark. */
type Verdict = { readonly refused: PutAttachmentStatus } | { readonly waiting: 0 | 1 }

/** Where the bytes of a row are. */
type Place = Pick<Selectable<Tables['attachments']>, 'bytes' | 'object' | 'object_bytes'>

/** How much each project has. */
interface Sums {
  /** Whether the project's quota is full. */
  isOver(trx: Transaction<Tables>, file: StoredAttachment, most: number | undefined): Promise<boolean>
  /** Counts a file that is written. */
  add(file: StoredAttachment): void
}

/** Sums are read again now and then: other collectors write too. */
function createSums(): Sums {
  const sizes = new Map<string, { bytes: number; readonly at: number }>()
  return {
    async isOver(trx, { project, bytes }, most) {
      if (most === undefined) return false
      const now = performance.now()
      let known = sizes.get(project)
      if (!known || now - known.at > SUM_AGE) {
        known = { bytes: (await usedBy(trx, project, (q) => q)).bytes, at: now }
        sizes.set(project, known)
      }
      return known.bytes + bytes.byteLength > most
    },
    add({ project, bytes }) {
      const known = sizes.get(project)
      if (known) known.bytes += bytes.byteLength
    },
  }
}

async function look(
  trx: Transaction<Tables>,
  file: StoredAttachment,
  quotas: FileQuotas,
  sums: Sums,
): Promise<Verdict> {
  const owner = await trx
    .selectFrom('responses')
    .select('erased')
    .where('project', '=', file.project)
    .where('id', '=', file.responseId)
    .executeTakeFirst()
  if (owner?.erased === 1) return { refused: 'stale' }
  const there = await filesOf(trx, file.project).select('hash').where('id', '=', file.id).executeTakeFirst()
  if (there) return { refused: there.hash === file.hash ? 'duplicate' : 'conflict' }
  if (!owner) await settleWaiting(trx, file.project)
  const used = owner
    ? await usedBy(trx, file.project, (q) => q.where('response_id', '=', file.responseId))
    : await usedBy(trx, file.project, (q) => q.where(IS_WAITING))
  const { rows, bytes } = owner ? quotas.response : quotas.waiting
  if (used.rows >= rows || used.bytes + file.bytes.byteLength > bytes) return { refused: owner ? 'full' : 'wait' }
  if (await sums.isOver(trx, file, quotas.projectBytes)) return { refused: 'wait' }
  return { waiting: owner ? 0 : 1 }
}

/** Writes files, into their rows or into a bucket. */
function putterOn(engine: Engine) {
  const sums = createSums()
  const write = async (trx: Transaction<Tables>, file: StoredAttachment, waiting: 0 | 1, place: Place) => {
    const { responseId, receivedAt, ...rest } = file
    await trx
      .insertInto('attachments')
      .values({ ...rest, response_id: responseId, received_at: receivedAt, waiting, ...place })
      .execute()
    sums.add(file)
  }
  return {
    inRow: (file: StoredAttachment, quotas: FileQuotas) =>
      inTransaction(engine, async (trx): Promise<PutAttachmentStatus> => {
        const found = await look(trx, file, quotas, sums)
        if ('refused' in found) return found.refused
        await write(trx, file, found.waiting, { bytes: file.bytes, object: null, object_bytes: 0 })
        return 'stored'
      }),
    /** No transaction is open while the bytes are on their way: what held before is asked again afterwards. */
    async inBucket(bucket: Bucket, file: StoredAttachment, quotas: FileQuotas): Promise<PutAttachmentStatus> {
      const { project, bytes, receivedAt } = file
      const object = bucket.newName(project)
      const refused = await inTransaction(engine, async (trx) => {
        const found = await look(trx, file, quotas, sums)
        if ('refused' in found) return found.refused
        await noteObject(trx, project, object, receivedAt)
        return undefined
      })
      if (refused) return refused
      await bucket.put(object, bytes)
      return inTransaction(engine, async (trx): Promise<PutAttachmentStatus> => {
        const found = await look(trx, file, quotas, sums)
        if ('refused' in found) {
          await giveUpObjects(trx, [{ project, object }], receivedAt)
          return found.refused
        }
        if (!(await holdObject(trx, object)))
          throw new BucketTrouble('a photo was on its way for an hour and was given up: it is tried again')
        await write(trx, file, found.waiting, { bytes: new Uint8Array(), object, object_bytes: bytes.byteLength })
        return 'stored'
      })
    },
  }
}

/** Written exactly as in the partial index, which is not used otherwise. */
const IS_WAITING = sql<boolean>`waiting = 1`

type Rows = ReturnType<typeof filesOf>
const filesOf = (db: Kysely<Tables> | Transaction<Tables>, project: string) =>
  db.selectFrom('attachments').where('project', '=', project)

async function usedBy(trx: Transaction<Tables>, project: string, which: (rows: Rows) => Rows) {
  const row = await which(filesOf(trx, project))
    .select((e) => [
      e.fn.countAll<number>().as('rows'),
      sql<number>`coalesce(sum(octet_length(bytes) + object_bytes), 0)`.as('bytes'),
    ])
    .executeTakeFirstOrThrow()
  return { rows: Number(row.rows), bytes: Number(row.bytes) }
}

/** Marks files whose response has arrived as no longer waiting. */
export async function settleWaiting(db: Kysely<Tables> | Transaction<Tables>, project?: string): Promise<void> {
  let query = db
    .updateTable('attachments')
    .set({ waiting: 0 })
    .where(IS_WAITING)
    .where((e) =>
      e.exists(
        e
          .selectFrom('responses')
          .select('responses.id')
          .whereRef('responses.project', '=', 'attachments.project')
          .whereRef('responses.id', '=', 'attachments.response_id'),
      ),
    )
  if (project !== undefined) query = query.where('project', '=', project)
  await query.execute()
}
