import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Response as Answer } from '@frankly/core'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, folder, startTarget, type Target, until } from '../support/attack.ts'
import { idOf, response } from '../support/items.ts'
import { jpegWith } from '../support/photos.ts'
import { asStaff, collectorWith, survey } from '../support/start.ts'

const SLOW_MACHINE = { timeout: 240_000 }
const run = promisify(execFile)
const main = new URL('../../src/main.ts', import.meta.url).pathname

/** Runs `frankly …` as a process of its own. */
async function frankly(...args: string[]) {
  const given = ['--conditions=frankly-source', main, ...args]
  return run(process.execPath, given, { env: { ...process.env, FRANKLY_STAFF_TOKEN: 'hV3k-Zq8w-Nf5t-Xc9r-Lb2m' } })
}

/** Words that stand nowhere else. */
const ANNA = {
  id: 'zebra-anna@shop.example',
  order: 'ZEBRA-77',
  said: 'zebrasaid',
  refused: 'zebrarefused',
  photo: 'zebraphoto',
  earlier: 'zebraearlier',
}
const leftOf = (bytes: Buffer) => Object.values(ANNA).filter((words) => bytes.includes(words))

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

const said = (n: number, over: Partial<Answer>) => response(n, { context: {}, ...over })

/** All that Anna left, in every place that there is; and what Boris said. */
async function sayAll(target: Target): Promise<void> {
  const text = (words: string): Answer['answers'] => ({ best: { kind: 'text', text: words } })
  const subject = { id: ANNA.id }
  await target.send([said(1, { subject, answers: text(ANNA.said) }), said(2, { subject: { id: 'boris' } })])
  // Known as Anna at first: that revision still waits for a destination that is down.
  await target.send([said(3, { subject, answers: text(ANNA.earlier), status: 'partial' })])
  await target.send([said(3, { revision: 2, answers: text('plain') })])
  await target.send([said(4, { context: { order: { orderId: ANNA.order } }, subject, continues: idOf(5) })])
  await target.send([said(5, { answers: text(ANNA.earlier) })])
  // Refused, and no post at all: they name her and no response that is here.
  await target.send([{ ...said(9, { subject, answers: text(ANNA.refused) }), surveyId: 7 }])
  await target.post('responses', `{"items": [{"subject": {"traits": {}, "id": "${ANNA.id}"}, "text": "${ANNA.refused}"`)
  await target.post('erasures', JSON.stringify({ responseIds: [], subjectId: ANNA.id }))
  const file = await target.post(`attachments?id=${idOf(900)}&response=${idOf(1)}&name=p`, jpegWith(ANNA.photo))
  expect(((await file.json()) as { status: string }).status).toBe('stored')
}

function configIn(dataDir: string): string {
  const file = join(folder(), 'frankly.config.json')
  const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey], ...DOWN } }
  writeFileSync(file, JSON.stringify({ projects }))
  return `${file} ${dataDir}`.split(' ')[0]!
}

const LOOSE = { refusedPerHour: 1e6 }

describe('[F6] a person in the store', SLOW_MACHINE, () => {
  it('[PV1] [PV2] is shown, copied and erased beside a running SQLite collector: not a byte is left in the files', async () => {
    const dataDir = folder()
    const target = await startTarget({ dataDir, limits: LOOSE, project: DOWN })
    await sayAll(target)
    const flags = ['--config', configIn(dataDir), '--data', dataDir]
    const shown = JSON.parse((await frankly('subject', 'show', '--subject', ANNA.id, ...flags)).stdout)
    expect(shown).toMatchObject({ by: 'subject', attachments: 1, deadLetters: 3 })
    expect(shown.responses.map(({ id }: { id: string }) => id).sort()).toEqual([1, 3, 4, 5].map(idOf))
    const copy = (await frankly('subject', 'export', '--subject', ANNA.id, ...flags)).stdout
    const things = copy
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { what: string; bytes?: string })
    expect(things.map(({ what }) => what)).toEqual(expect.arrayContaining(['response', 'refused', 'delivery', 'photo']))
    expect(Buffer.from(things.find(({ what }) => what === 'photo')!.bytes!, 'base64').subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    )
    // Without a yes nothing goes.
    await expect(frankly('subject', 'erase', '--subject', ANNA.id, ...flags)).rejects.toMatchObject({ code: 1 })
    expect(leftOf(bytesOf(dataDir))).toHaveLength(Object.keys(ANNA).length)
    const receipt = JSON.parse((await frankly('subject', 'erase', '--subject', ANNA.id, '--yes', ...flags)).stdout)
    expect(receipt).toMatchObject({
      by: 'subject',
      told: ['crm'],
      counts: { responses: 4, attachments: 1, deadLetters: 3 },
    })
    expect(await until(() => leftOf(bytesOf(dataDir)).length === 0)).toBe(true)
    const { items } = await target.staff<{ items: { id: string }[] }>('/v1/responses?limit=500')
    expect(items.map(({ id }) => id)).toEqual([idOf(2)])
    // The destination is told by ids alone, and the receipt stays.
    const kept = (await frankly('subject', 'receipts', ...flags)).stdout
    expect(JSON.parse(kept)).toMatchObject({ id: receipt.id, counts: receipt.counts })
    expect(await target.stop()).toBe(0)
    expect(leftOf(bytesOf(dataDir))).toEqual([])
  })

  it('[PV2] without a running collector the files are clean when the command ends; an order finds its own', async () => {
    const dataDir = folder()
    const target = await startTarget({ dataDir, limits: LOOSE, project: DOWN })
    await sayAll(target)
    expect(await target.stop()).toBe(0)
    const flags = ['--config', configIn(dataDir), '--data', dataDir]
    const receipt = JSON.parse((await frankly('subject', 'erase', '--order', ANNA.order, '--yes', ...flags)).stdout)
    expect(receipt).toMatchObject({ by: 'order', counts: { responses: 2 } })
    expect(leftOf(bytesOf(dataDir))).not.toContain(ANNA.order)
    await frankly('subject', 'erase', '--subject', ANNA.id, '--yes', ...flags)
    expect(leftOf(bytesOf(dataDir))).toEqual([])
  })

  it('[PV1] [PV2] by HTTP: summary, copy, erasure and receipts, each in the audit log; nobody is named there', async () => {
    const collector = await collectorWith()
    const posted = { method: 'POST', body: JSON.stringify({ items: [said(1, { subject: { id: ANNA.id } })] }) }
    expect((await collector.app.request('/v1/projects/pk_demo/responses', posted)).status).toBe(200)
    const at = `/v1/subjects/${encodeURIComponent(ANNA.id)}`
    const ask = (path: string, method = 'GET') => collector.app.request(path, { method, headers: asStaff })
    expect(await (await ask(`${at}/summary?project=pk_demo`)).json()).toMatchObject({ responses: [{ id: idOf(1) }] })
    expect(await (await ask(`${at}?project=pk_demo`)).text()).toContain('"what":"response"')
    const unnamed = await ask(at)
    expect([unnamed.status, await unnamed.text()]).toEqual([400, expect.stringContaining('project')])
    const receipt = await (await ask(`${at}?project=pk_demo`, 'DELETE')).json()
    expect(receipt).toMatchObject({ by: 'subject', counts: { responses: 1 } })
    expect(await (await ask('/v1/erasures')).json()).toEqual({ items: [receipt] })
    expect(await (await ask(`${at}/summary?project=pk_demo`)).json()).toMatchObject({ responses: [] })
    const noted = await collector.store.audit.read({ limit: 9 })
    expect(noted.map(({ action }) => action)).toEqual(['subject.erase', 'subject.export'])
    expect(JSON.stringify(noted)).not.toContain('zebra')
  })

  describe('on PostgreSQL', () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.stop())

    it('[PV2] no row holds a word of an erased person; after a vacuum no page of a table or index either', async () => {
      const url = await server.database()
      const target = await startTarget({ limits: LOOSE, project: DOWN, args: ['--store', url] })
      await sayAll(target)
      const flags = ['--config', configIn(folder()), '--store', url]
      const receipt = JSON.parse((await frankly('subject', 'erase', '--subject', ANNA.id, '--yes', ...flags)).stdout)
      expect(receipt).toMatchObject({ counts: { responses: 4, attachments: 1, deadLetters: 3 } })
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query('vacuum full')
      await client.query('checkpoint')
      const { rows } = await client.query<{ path: string }>(
        "select pg_relation_filepath(oid) as path from pg_class where relkind in ('r', 'i', 't') and relnamespace in ('public'::regnamespace, 'pg_toast'::regnamespace)",
      )
      const { rows: texts } = await client.query<{ bytes: Buffer }>(
        `select pg_read_binary_file(p) as bytes from unnest($1::text[]) p`,
        [rows.map(({ path }) => path)],
      )
      const all = Buffer.concat(texts.map(({ bytes }) => bytes))
      expect(leftOf(all)).toEqual([])
      expect(all.includes('boris')).toBe(true)
      await client.end()
    })
  })
})
