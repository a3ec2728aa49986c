import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Response as Answer } from '@frankly/core'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, folder, startTarget, type Target, until, withStore } from '../support/attack.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { jpegWith } from '../support/photos.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }

/** Words of one response that stand nowhere else, one for each place that keeps something. */
const wordsOf = (n: number) => ({
  first: `zebrafirst${n}x`,
  last: `zebralast${n}x`,
  conflict: `zebraconflict${n}x`,
  refused: `zebrarefused${n}x`,
  unread: `zebraunread${n}x`,
  another: `zebraanother${n}x`,
  strange: `zebrastrange${n}x`,
  photo: `zebraphoto${n}x`,
  name: `zebraname${n}x`,
  subject: `zebra${n}x@shop.example`,
  order: `zebraorder${n}x`,
  code: `ZEBRACODE${n}X`,
  phone: `+4930zebraphone${n}x`,
})

function answer(n: number, text: string, over: Partial<Answer> = {}): Answer {
  const words = wordsOf(n)
  return response(n, {
    answers: {
      best: { kind: 'text', text },
      contact: { kind: 'contact', channel: 'phone', address: words.phone },
      wrong: { kind: 'complaint', text },
    },
    complaint: { severity: 'high' },
    subject: { id: words.subject },
    receiptCode: words.code,
    context: { order: { orderId: words.order } },
    ...over,
  })
}

/** Everything that can be said of one response, through the front door. */
async function sayAll(target: Target, n: number): Promise<void> {
  const words = wordsOf(n)
  await target.send([answer(n, words.first)])
  await target.send([answer(n, words.last.padEnd(300 + ((n * 397) % 3000), '.'), { revision: 2 })])
  await target.send([answer(n, words.conflict, { revision: 2 })])
  // Another page says something else: what it does not repeat is kept beside it.
  const another = words.another.padEnd(200 + ((n * 211) % 900), '.')
  await target.send([answer(n, another, { revision: 3, writer: 'other-page' })])
  await target.send([answer(n, words.last, { revision: 4, writer: 'third-page' })])
  const strange = { kind: 'voice', words: words.strange }
  await target.send([{ ...answer(n, words.last, { revision: 5, writer: 'third-page' }), answers: { strange } }])
  // Without a survey's id it is no response.
  await target.send([{ ...answer(n, words.refused), surveyId: 7 }])
  await target.post('responses', `{"items": [{"id": "${idOf(n)}", "text": "${words.unread}"`)
  const file = await target.post(
    `attachments?id=${idOf(9000 + n)}&response=${idOf(n)}&name=${words.name}`,
    jpegWith(words.photo),
  )
  expect(((await file.json()) as { status: string }).status).toBe('stored')
}

const LOOSE = { addressPerSecond: 1e6, projectPerSecond: 1e6, refusedPerHour: 1e6 }
/** A destination that is down: what it should hear waits in the outbox. */
const DOWN = {
  destinations: [
    {
      id: 'crm',
      adapter: 'webhook',
      allowPrivate: true,
      options: { url: 'http://127.0.0.1:9/', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] },
    },
  ],
}

const leftIn = (bytes: Buffer, numbers: readonly number[]) =>
  numbers.flatMap((n) => Object.values(wordsOf(n)).filter((words) => bytes.includes(words)))

const erase = (target: Target, numbers: readonly number[]) =>
  target.post('erasures', JSON.stringify({ responseIds: numbers.map(idOf) }))

describe('[F6] erased means in no row, page or log', SLOW_MACHINE, () => {
  it('[F6] [I16] of a running SQLite collector’s files, and after it has stopped, nothing tells an erased word', async () => {
    const dataDir = folder()
    const target = await startTarget({ dataDir, limits: LOOSE, project: DOWN })
    const numbers = Array.from({ length: 60 }, (_, n) => n + 1)
    for (const n of numbers) await sayAll(target, n)
    const gone = numbers.filter((n) => n % 3 === 0)
    const kept = numbers.filter((n) => n % 3 !== 0)
    expect(leftIn(bytesOf(dataDir), [3]).sort()).toEqual(
      expect.arrayContaining(
        ['another', 'last', 'photo', 'refused', 'strange'].map((place) => wordsOf(3)[place as 'last']),
      ),
    )
    for (let at = 0; at < gone.length; at += 7) expect((await erase(target, gone.slice(at, at + 7))).status).toBe(200)
    expect(await until(() => leftIn(bytesOf(dataDir), gone).length === 0)).toBe(true)
    // The rest is whole.
    const { items } = await target.staff<{ items: { id: string }[] }>('/v1/responses?limit=500')
    expect(items.map(({ id }) => id).sort()).toEqual(kept.map(idOf).sort())
    expect(await target.stop()).toBe(0)
    expect(leftIn(bytesOf(dataDir), gone)).toEqual([])
  })

  it('[F6] stopped at once after the erasure: the files are clean before the process ends', async () => {
    const dataDir = folder()
    const target = await startTarget({ dataDir, limits: LOOSE })
    for (const n of [1, 2, 3]) await sayAll(target, n)
    await erase(target, [1])
    await erase(target, [2])
    expect(await target.stop()).toBe(0)
    expect(leftIn(bytesOf(dataDir), [1, 2])).toEqual([])
    expect(leftIn(bytesOf(dataDir), [3])).not.toEqual([])
  })

  it('[F6] killed between the erasure and the cleaning, or written by a version that did not clean: the next start does', async () => {
    const dataDir = folder()
    await withStore(dataDir, async (store) => {
      await store.put([1, 2, 3].map((n) => putItem(answer(n, wordsOf(n).last))))
    })
    const path = join(dataDir, 'frankly.sqlite')
    const old = new DatabaseSync(path)
    old.exec(
      `pragma secure_delete = off; update responses set body = '', erased = 1, subject_id = null where id = '${idOf(1)}'; pragma user_version = 0`,
    )
    old.close()
    expect(leftIn(bytesOf(dataDir), [1])).not.toEqual([])
    const target = await startTarget({ dataDir })
    expect(await until(() => leftIn(bytesOf(dataDir), [1]).length === 0)).toBe(true)
    await target.kill()
    const dirty = new DatabaseSync(path)
    dirty.exec(
      `pragma secure_delete = off; update responses set body = '', erased = 1, subject_id = null where id = '${idOf(2)}'; pragma user_version = 2`,
    )
    dirty.close()
    await startTarget({ dataDir })
    expect(await until(() => leftIn(bytesOf(dataDir), [2]).length === 0)).toBe(true)
    expect(leftIn(bytesOf(dataDir), [3])).not.toEqual([])
  })

  describe('on PostgreSQL', () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.stop())

    it('[F6] no row and no index entry holds an erased word once the server has vacuumed', async () => {
      const url = await server.database()
      const target = await startTarget({ limits: LOOSE, project: DOWN, args: ['--store', url] })
      for (const n of [1, 2, 3, 4]) await sayAll(target, n)
      await erase(target, [1, 2, 3])
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query('vacuum')
      const { rows: tables } = await client.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'public'",
      )
      const texts: string[] = []
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
        texts.push(...rows.map(({ row }) => row))
      }
      const all = Buffer.from(texts.join('\n'))
      expect(leftIn(all, [1, 2, 3])).toEqual([])
      expect(leftIn(all, [4])).not.toEqual([])
      await client.end()
    })
  })
})
