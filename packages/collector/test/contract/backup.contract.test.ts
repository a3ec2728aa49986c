import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import { repoPath, startNode } from '@frankly/testing/process'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/ports.ts'
import { openStore } from '../../src/store/store.ts'
import { useCli } from '../support/cli.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { STAFF_TOKEN } from '../support/start.ts'

const frankly = useCli()
let folder: string
let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())
beforeEach(() => {
  folder = frankly.folder
})

const cli = frankly.run

let stores = 0
const engines: Readonly<Record<string, () => Promise<string>>> = {
  SQLite: async () => `sqlite:${join(folder, `${++stores}.sqlite`)}`,
  PostgreSQL: () => server.database(),
}
const pairs = Object.keys(engines).flatMap((from) => Object.keys(engines).map((to) => ({ from, to })))

async function using<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ url, now: 1 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** A store with something in every table that an answer, a photo and staff leave. */
const fill = (url: string) =>
  using(url, async (store) => {
    const text = `"Süß" \\ 'und' {gut}, 100 % 🍓`
    const said = (n: number, revision = 1, writer = 'page-a') =>
      response(n, { revision, writer, answers: { [writer]: { kind: 'text', text } } })
    const delivery = {
      id: `${idOf(1)}.1`,
      type: 'answer.saved',
      project: 'pk_demo',
      occurredAt: 1,
      lane: 'normal',
      attempt: 1,
    } as const
    await store.put([
      putItem(said(1), {
        receiptCode: 'K7M42QXD9',
        subjectId: 'c-1',
        outbox: [{ destination: 'desk', delivery: { ...delivery, data: { response: said(1) } } }],
      }),
      ...[2, 3, 4].map((n) => putItem(said(n), { quotas: ['q'] })),
    ])
    await store.put([putItem(said(2, 2, 'page-b'))])
    await store.put([putItem(said(3, 1, 'page-c'))])
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 256)
    const file = {
      project: 'pk_demo',
      id: 'p1',
      responseId: idOf(1),
      name: 'a.jpg',
      type: 'image/jpeg',
      hash: 'h',
      receivedAt: 5,
      bytes,
    }
    const quota = { rows: 9, bytes: 1e6 }
    await store.putAttachment(file, { response: quota, waiting: quota })
    await store.keepDeadLetters(
      [
        {
          project: 'pk_demo',
          hash: 'x',
          reason: 'item_invalid',
          body: '{"a": 1}',
          receivedAt: 3,
          class: 'item',
          ids: [idOf(9)],
        },
      ],
      { item: quota, post: quota, request: quota },
    )
    await store.erase({ project: 'pk_demo', ids: [idOf(4)], at: 9, tell: () => [] })
    await store.audit.note({ at: 10, project: 'pk_demo', by: 'anna', action: 'answer.release' })
    await store.passes.add({ hash: 'session', kind: 'session', mark: 'm', account: '', expiresAt: 1e15 }, 1)
  })

/** Everything that a store holds, row by row, in no order. */
const rowsIn = (url: string) =>
  using(url, async (store) => {
    const lines: string[] = []
    await store.dump(1, (line) => void lines.push(line))
    const named: string[] = []
    let table = ''
    for (const line of lines.slice(1, -1)) {
      if (line.startsWith('{')) table = line
      named.push(`${table} ${line}`)
    }
    return named.sort()
  })

/** The same without what a restore notes of itself. */
const withoutNote = (rows: readonly string[]) => rows.filter((row) => !/"chain_(links|heads)".* \["",/.test(row))

const backupOf = async (url: string, name = 'backup.gz') => {
  const path = join(folder, name)
  expect(await cli('backup', '--store', url, '--out', path)).toMatchObject({ code: 0 })
  return path
}

describe('backup and restore', () => {
  it.each(pairs)(
    '[BK1] a restore into $to equals the store in $from that was backed up, and its chain holds',
    async ({ from, to }) => {
      const [source, target] = [await engines[from]!(), await engines[to]!()]
      await fill(source)
      const file = await backupOf(source)
      expect(statSync(file).mode & 0o077).toBe(0)
      expect(await cli('restore', file, '--store', target)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^restored \d+ rows/),
      })
      const before = await rowsIn(source)
      expect(before.length).toBeGreaterThan(20)
      expect(withoutNote(await rowsIn(target))).toEqual(before)
      await using(target, async (store) => {
        expect((await store.verify({ limit: 9 })).faults).toEqual([])
        const photo = await store.attachment('pk_demo', 'p1')
        expect([...(photo?.bytes ?? [])]).toEqual(Array.from({ length: 1000 }, (_, i) => i % 256))
        // A session that was signed out must not come back.
        expect(await store.passes.find({ hash: 'session', kind: 'session', now: 1 })).toBeUndefined()
        expect(await store.audit.read({ limit: 1 })).toMatchObject([{ by: 'frankly restore', action: 'store.restore' }])
        await store.put([putItem(response(50))])
      })
    },
  )

  it.each(Object.keys(engines))(
    '[BK2] while a collector on %s takes answers in, each is in the backup whole or not at all',
    { timeout: 120_000 },
    async (name) => {
      const url = await engines[name]!()
      const main = repoPath('packages/collector/src/main.ts')
      const args = ['serve', '--port', '0', '--config', repoPath('examples/shop/frankly.config.json'), '--store', url]
      const running = await startNode(main, args, /listening on (http:\/\/\S+)/, {
        env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN },
      })
      const post = async (n: number) => {
        const items = Array.from({ length: 20 }, (_, i) => response(100 + 20 * n + i, { surveyId: 'complaint' }))
        const reply = await fetch(`${running.match}/v1/projects/pk_demo/responses`, {
          method: 'POST',
          body: JSON.stringify({ sentAt: Date.now(), items }),
        })
        expect(reply.status).toBe(200)
      }
      let isOver = false
      await post(0)
      const posting = (async () => {
        // At a pace that the collector takes from one project.
        for (let n = 1; !isOver; n++) await post(n).then(() => new Promise((resolve) => setTimeout(resolve, 400)))
      })()
      const file = await backupOf(url)
      isOver = true
      await posting
      await running.stop()
      const target = await engines[name]!()
      expect((await cli('restore', file, '--store', target)).code).toBe(0)
      await using(target, async (store) => {
        const { faults, responses } = await store.verify({ limit: 9 })
        expect(faults).toEqual([])
        expect(responses).toBeGreaterThanOrEqual(20)
        expect(responses % 20).toBe(0)
      })
    },
  )

  it.each(Object.keys(engines))(
    '[F18] [BK3] on %s what was erased since the backup is erased again: by the store itself, and by a list',
    async (name) => {
      const url = await engines[name]!()
      await fill(url)
      const file = await backupOf(url)
      await using(url, (store) => store.erase({ project: 'pk_demo', ids: [idOf(1), idOf(77)], at: 11, tell: () => [] }))
      const list = join(folder, 'erasures.gz')
      expect((await cli('backup', '--erasures', '--store', url, '--out', list)).out).toContain('3 erased')

      const refused = await cli('restore', file, '--store', url)
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('holds answers already') })
      const replaced = await cli('restore', file, '--store', url, '--replace')
      expect(replaced).toMatchObject({ code: 0, out: expect.stringContaining('1 erased since, and again') })
      const elsewhere = await engines[name]!()
      expect((await cli('restore', file, '--store', elsewhere, '--erasures', list)).out).toContain('1 erased since')
      for (const target of [url, elsewhere])
        await using(target, async (store) => {
          expect(await store.response('pk_demo', idOf(1))).toBeUndefined()
          expect(await store.attachment('pk_demo', 'p1')).toBeUndefined()
          expect(await store.response('pk_demo', idOf(2))).toBeDefined()
          // What had not come when it was erased stays out too.
          expect((await store.put([putItem(response(77))]))[0]).toEqual({ status: 'stale' })
          expect((await store.verify({ limit: 9 })).faults).toEqual([])
        })
    },
  )

  it('[F18] [BK4] a file that is cut, changed or something else changes nothing, and says so in one line', async () => {
    const url = await engines['SQLite']!()
    await fill(url)
    const before = await rowsIn(url)
    const file = await backupOf(url)
    const whole = readFileSync(file)
    const text = gunzipSync(whole).toString('utf8')
    const lines = text.split('\n')
    const broken: Readonly<Record<string, Buffer>> = {
      cut: whole.subarray(0, whole.length - 200),
      'without its end': gzipSync(lines.slice(0, -2).join('\n')),
      changed: gzipSync(text.replace('gut', 'bad')),
      'without a row': gzipSync(lines.filter((line) => !line.includes('K7M42QXD9')).join('\n')),
      'something else': gzipSync('{"a":1}\n'),
      'no archive': Buffer.from('hello'),
      'of the future': gzipSync(text.replace('"id":1,"name"', '"id":9999,"name"')),
    }
    for (const [what, bytes] of Object.entries(broken)) {
      const path = join(folder, `${what}.gz`)
      writeFileSync(path, bytes)
      const said = await cli('restore', path, '--store', url, '--replace')
      expect([said.code, said.err.trim().split('\n').length], `${what}: ${said.err}`).toEqual([1, 1])
      expect(await rowsIn(url), what).toEqual(before)
    }
    expect(await cli('restore', join(folder, 'none.gz'), '--store', url)).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no file'),
    })
    expect(await cli('restore', file, '--erasures', file, '--store', url)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no list of erasures'),
    })
    expect(await cli('backup', '--store', url, '--out', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is there already'),
    })
    expect((await cli('backup', '--store', `sqlite:${join(folder, 'none.sqlite')}`)).err).toContain(
      'there is no store at',
    )
  })
})
