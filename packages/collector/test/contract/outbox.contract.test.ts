import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCollector } from '@frankly/testing'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { startReceiver } from '../support/receiver.ts'
import { survey } from '../support/start.ts'
import { describeOutbox, post, rowsWhen, sendingCollector } from './outbox-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'frankly-outbox-'))
let server: PostgresServer
let files = 0
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

const sqliteFile = async () => {
  files += 1
  return `sqlite:${join(folder, `${files}.sqlite`)}`
}

describeOutbox('SQLite', sqliteFile)
describeOutbox('PostgreSQL', () => server.database())

const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`

describe('outbox across processes', () => {
  it.each([
    ['SQLite', sqliteFile],
    ['PostgreSQL', () => server.database()],
  ])('[O7] killed between sending and noting it, on %s: sent again with the same webhook-id', async (_, freshStore) => {
    const receiver = await startReceiver()
    receiver.answer = () => 'hang'
    const store = await freshStore()
    const destination = {
      id: 'crm',
      adapter: 'webhook',
      allowPrivate: true,
      options: { url: receiver.url, secrets: [{ env: 'HOOK' }] },
    }
    const project = { shop: 'S', origins: ['*'], surveys: [survey], destinations: [destination] }
    const configFile = join(folder, `${files}-killed.json`)
    writeFileSync(configFile, JSON.stringify({ store, projects: { pk_demo: project } }))
    const killed = await startCollector({ configFile, env: { ...process.env, HOOK: secret } })
    const body = JSON.stringify({ sentAt: Date.now(), items: [response(1)] })
    const reply = await fetch(`${killed.url}/v1/projects/pk_demo/responses`, { method: 'POST', body })
    expect(await reply.json()).toMatchObject({ results: [{ status: 'stored' }] })
    await receiver.until(1)
    await killed.kill()

    // While the lease lives, nobody sends; this one's clock is past it.
    receiver.answer = () => ({ status: 200 })
    const open = { destinations: [{ ...destination, options: { url: receiver.url, secrets: [{ env: 'OLD' }] } }] }
    const next = await sendingCollector(store, { ...open, aheadMs: 120_000 })
    const got = await receiver.until(2)
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([`${response(1).id}.1`, `${response(1).id}.1`])
    await rowsWhen(next, (rows) => rows.length === 0)
  })

  it('[O7] two collectors on one PostgreSQL send each row once while its lease lives', async () => {
    const receiver = await startReceiver()
    const store = await server.database()
    const destinations = [
      { id: 'crm', adapter: 'http', allowPrivate: true, concurrency: 16, options: { url: receiver.url } },
    ]
    const [one, two] = [
      await sendingCollector(store, { destinations }),
      await sendingCollector(store, { destinations }),
    ]
    const all = Array.from({ length: 120 }, (_, n) => response(n))
    for (let n = 0; n < all.length; n += 20) {
      await post(n % 40 === 0 ? one : two, ...all.slice(n, n + 20))
      one.context.worker.nudge()
      two.context.worker.nudge()
    }
    await rowsWhen(one, (rows) => rows.length === 0)
    const ids = receiver.got.map(({ headers }) => headers['idempotency-key'])
    expect(ids).toHaveLength(120)
    expect(new Set(ids).size).toBe(120)
  })
})
