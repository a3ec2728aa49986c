import type { Delivery, Response } from '@frankly/core'
import { withoutContact } from '@frankly/core/engine'
import type { Transaction } from 'kysely'
import type { Words } from './compare-words.ts'
import type { PutItem } from './ports.ts'
import type { Tables } from './schema.ts'

/** Takes contact data out of the other copies of a response: deliveries that wait or are dead, kept words, conflicts. */
export async function takeBack(
  trx: Transaction<Tables>,
  { project, id }: PutItem,
  ids: readonly string[],
  isBeside: boolean,
): Promise<void> {
  await takeBackWords(trx, project, id, ids)
  if (isBeside) await takeBackState(trx, project, id, ids)
  const waiting = await trx
    .selectFrom('outbox')
    .select(['id', 'destination', 'body'])
    .where('project', '=', project)
    .where('id', 'like', `${id}.%`)
    .execute()
  for (const row of waiting) {
    const delivery = JSON.parse(row.body) as Delivery
    if (!('response' in delivery.data)) continue
    const data = withoutContactIn(delivery.data, ids)
    if (data === delivery.data) continue
    await trx
      .updateTable('outbox')
      .set({ body: JSON.stringify({ ...delivery, data }) })
      .where('project', '=', project)
      .where('id', '=', row.id)
      .where('destination', '=', row.destination)
      .execute()
  }
  await trx.deleteFrom('conflicts').where('project', '=', project).where('id', '=', id).execute()
}

/** The response of a delivery and what was also said, without contact data. */
function withoutContactIn<Data extends Delivery['data']>(data: Data, ids: readonly string[]): Data {
  if (!('response' in data) || !data.response) return data
  const response = withoutContact(data.response, ids)
  const alsoSaid = ('alsoSaid' in data ? (data.alsoSaid ?? []) : []).map((words) => withoutContactOf(words, ids))
  const isSame = response === data.response && alsoSaid.length === 0
  return isSame ? data : { ...data, response, ...(alsoSaid.length > 0 && { alsoSaid }) }
}

/** Words hold nothing else that contact data could stand in. */
const withoutContactOf = <Said extends Pick<Response, 'answers'>>(words: Said, ids: readonly string[]): Said =>
  withoutContact(words as Said & Response, ids) as Said & Response

async function takeBackWords(trx: Transaction<Tables>, project: string, id: string, ids: readonly string[]) {
  const rows = await trx
    .selectFrom('kept_words')
    .select(['hash', 'body'])
    .where('project', '=', project)
    .where('id', '=', id)
    .execute()
  for (const { hash: digest, body } of rows) {
    const words = JSON.parse(body) as Words
    const left = withoutContactOf(words, ids)
    if (left === words) continue
    await trx
      .updateTable('kept_words')
      .set({ body: JSON.stringify(left) })
      .where('project', '=', project)
      .where('id', '=', id)
      .where('hash', '=', digest)
      .execute()
  }
}

/** A completed state that a later, unfinished one takes the address back from. */
async function takeBackState(trx: Transaction<Tables>, project: string, id: string, ids: readonly string[]) {
  const { body } = await trx
    .selectFrom('responses')
    .select('body')
    .where('project', '=', project)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const state = withoutContact(JSON.parse(body) as Response, ids)
  await trx
    .updateTable('responses')
    .set({ body: JSON.stringify(state) })
    .where('project', '=', project)
    .where('id', '=', id)
    .execute()
}
