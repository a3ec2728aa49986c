import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { repoPath } from '@frankly/testing/process'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { exportText } from '../../src/export/write.ts'
import { writeXlsx } from '../../src/export/xlsx.ts'
import { openStore } from '../../src/store/store.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { asStaff, collectorWith } from '../support/start.ts'

const excel: typeof import('exceljs') = createRequire(import.meta.url)('exceljs')
const DAY = 86_400_000
const NOON = Date.parse('2026-11-20T12:00:00Z')

let data: string
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'frankly-export-'))
  const store = await openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1 })
  const answers = {
    ordering: { kind: 'rating', value: 2 },
    best: { kind: 'text', text: '=1+1' },
    wrong: { kind: 'complaint', text: 'Broken', category: 'slow', remedy: 'refund' },
  } as const
  const at = (n: number, over: object = {}, item: object = {}) =>
    putItem(response(n, { answers, ...over }), { occurredAt: NOON + n * DAY, receivedAt: NOON + n, ...item })
  await store.put([
    at(
      1,
      {
        complaint: { severity: 'high' },
        context: { tags: { shelf: 'tea' }, order: { orderId: 'A-1', value: 1990, currency: 'EUR' }, device: 'phone' },
        consents: [{ purpose: 'contact', granted: true, textVersion: 'v1', at: 1 }],
      },
      { orderProof: 'verified' },
    ),
    at(2, { mode: 'kiosk' }),
    at(3, { test: true }),
    at(4, { surveyVersion: 2, mode: 'kiosk' }),
    at(5, { surveyId: 'other', answers: { gone: { kind: 'text', text: 'x' } } }),
    at(6, {}, { project: 'pk_other' }),
  ])
  await store.close()
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

async function cli(...args: string[]) {
  let [out, err] = ['', '']
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    out += part
    return true
  })
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    err += part
    return true
  })
  const code = await run(['export', '--data', data, ...args])
  stdout.mockRestore()
  stderr.mockRestore()
  return { code, out, err }
}
const idsIn = (ndjson: string) =>
  ndjson
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => Number.parseInt(JSON.parse(line).id.slice(-4), 16))
const chosen = async (...args: string[]) => idsIn((await cli('--format', 'ndjson', ...args)).out)

describe('exports', () => {
  it('[EX1] are filtered by project, days, survey, version, mode and trial, alone and together', async () => {
    expect(await chosen()).toEqual([1, 2, 3, 4, 5, 6])
    expect(await chosen('--from', '2026-11-22')).toEqual([2, 3, 4, 5, 6])
    expect(await chosen('--from', '2026-11-22', '--to', '2026-11-23')).toEqual([2, 3])
    expect(await chosen('--to', '2026-11-22T11:59Z')).toEqual([1])
    expect(await chosen('--to', '2026-11-22T13:00+01:00')).toEqual([1])
    expect(await chosen('--survey', 'other')).toEqual([5])
    expect(await chosen('--version', '2')).toEqual([4])
    expect(await chosen('--mode', 'kiosk')).toEqual([2, 4])
    expect(await chosen('--mode', 'kiosk', '--version', '1')).toEqual([2])
    expect(await chosen('--test', 'only')).toEqual([3])
    expect(await chosen('--test', 'without', '--project', 'pk_demo')).toEqual([1, 2, 4, 5])
  })

  it.each([
    ['--from', '2026-02-30', 'a day such as'],
    ['--to', 'yesterday', 'a day, that day included'],
    ['--version', '0', 'a whole number from 1'],
    ['--mode', 'constructor', 'one of web, link'],
    ['--test', 'toString', 'with, without or only'],
    ['--format', 'pdf', 'csv or ndjson or xlsx or parquet'],
    ['--lines', 'x', 'answers or responses'],
  ])('[EX1] %s %s is refused in one sentence: what was given, what is wanted', async (option, word, wanted) => {
    const { code, out, err } = await cli(option, word)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(`${option}: wanted ${wanted}`)
    expect(err).toContain(`"${word}"`)
    const { app } = await collectorWith()
    const query = option === '--format' ? undefined : `?${option.slice(2)}=${word}`
    if (query) expect((await app.request(`/v1/exports/responses.csv${query}`, { headers: asStaff })).status).toBe(400)
  })

  it('[EX2] one line for each response: a column for each question by its id, whatever was answered; the rest as JSON', async () => {
    const config = repoPath('examples/shop/frankly.config.json')
    const known = await collectorWith()
    const items = [
      response(1, { answers: { best: { kind: 'text', text: '=1+1' } } }),
      response(2, { surveyId: 'none', answers: { gone: { kind: 'text', text: 'x' } } }),
    ]
    await known.store.put(items.map((each) => putItem(each, { orderProof: 'verified' })))
    const file = async (query: string) =>
      parse(await (await known.app.request(`/v1/exports/responses.csv?${query}`, { headers: asStaff })).text(), {
        columns: true,
        bom: true,
      }) as Record<string, string>[]
    const [first, second] = await file('lines=responses&bom=1')
    expect(first).toMatchObject({
      response_id: idOf(1),
      mode: 'web',
      order_value: '1990',
      device: 'phone',
      order_proof: 'verified',
      'purchase.ordering': '',
      'purchase.best': "'=1+1",
      other_answers: '',
    })
    expect(second).toMatchObject({ 'purchase.best': '', other_answers: '{"gone":{"kind":"text","text":"x"}}' })
    const wide = await cli('--config', config, '--lines', 'responses', '--project', 'pk_demo')
    const [columns = [], ...lines] = parse(wide.out) as string[][]
    expect(lines).toHaveLength(5)
    expect(new Set(columns).size).toBe(columns.length)
    const of = (name: string) => lines[0]?.[columns.indexOf(name)]
    expect(['severity', 'category', 'remedy', 'tags', 'consents', 'order_proof'].map(of)).toEqual([
      'high',
      'slow',
      'refund',
      '{"shelf":"tea"}',
      'contact: yes (v1)',
      'verified',
    ])
  })

  it('[EX3] XLSX: texts stay texts, numbers numbers; a full sheet goes on on the next; a cell that is too long is cut with a sign', async () => {
    const out = join(data, 'answers.xlsx')
    expect((await cli('--format', 'xlsx', '--project', 'pk_demo', '--out', out)).code).toBe(0)
    expect(statSync(out).mode & 0o077).toBe(0)
    const book = new excel.Workbook()
    await book.xlsx.readFile(out)
    const sheet = book.worksheets[0]!
    const header = sheet.getRow(1).values as string[]
    expect(sheet.rowCount).toBe(1 + 4 * 3 + 1)
    expect(sheet.getRow(3).getCell(header.indexOf('answer')).value).toBe('=1+1')
    expect(sheet.getRow(3).getCell(header.indexOf('order_value')).value).toBe(1990)

    const through = new PassThrough()
    const bytes = (async () => Buffer.concat(await through.toArray()))()
    const pages = (async function* () {
      yield { rows: Array.from({ length: 5 }, (_, i) => [i, 'ä'.repeat(i === 0 ? 40_000 : 1)]), count: 5 }
    })()
    await writeXlsx({ columns: ['n', 'text'], pages }, through, undefined, 3)
    const several = new excel.Workbook()
    await several.xlsx.load(new Uint8Array(await bytes).buffer)
    expect(several.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['Answers', 3],
      ['Answers 2', 3],
      ['Answers 3', 2],
    ])
    expect(String(several.worksheets[0]?.getRow(2).getCell(2).value)).toMatch(/^ä{32766}…$/)
  })

  it('[EX4] by API piece by piece: the pieces together are the whole, in every format', async () => {
    const { app, store } = await collectorWith()
    await store.put(
      Array.from({ length: 7 }, (_, n) =>
        putItem(response(n, n % 2 ? { mode: 'kiosk' } : {}), { receivedAt: 100 + n }),
      ),
    )
    const get = (query: string, file = 'responses.ndjson') =>
      app.request(`/v1/exports/${file}?${query}`, { headers: asStaff })
    const found: number[] = []
    let after: string | null = ''
    let pieces = 0
    while (after !== null) {
      const reply = await get(`mode=kiosk&limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`)
      found.push(...idsIn(await reply.text()))
      after = reply.headers.get('frankly-next')
      pieces += 1
    }
    expect([found, pieces]).toEqual([[1, 3, 5], 2])
    const whole = await get('')
    expect([idsIn(await whole.text()).length, whole.headers.get('frankly-next')]).toEqual([7, null])
    expect((await get('limit=0')).status).toBe(400)
    expect((await get('after=x')).status).toBe(400)
    const xlsx = await get('limit=3', 'responses.xlsx')
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
    const book = new excel.Workbook()
    await book.xlsx.load(await xlsx.arrayBuffer())
    expect(book.worksheets[0]?.rowCount).toBe(1 + 3 * 2)
  })

  it('[EX5] whoever reads only the beginning, as head does, ends it quietly', async () => {
    const store = await openStore({ url: `sqlite:${join(data, 'long', 'frankly.sqlite')}`, now: 1 })
    for (let n = 0; n < 3000; n += 500) await store.put(Array.from({ length: 500 }, (_, i) => putItem(response(n + i))))
    await store.close()
    const args = [
      '--conditions=frankly-source',
      '--disable-warning=ExperimentalWarning',
      repoPath('packages/collector/src/main.ts'),
    ]
    for (const format of ['csv', 'ndjson', 'xlsx', 'parquet']) {
      const child = spawn(process.execPath, [...args, 'export', '--data', join(data, 'long'), '--format', format])
      if (format === 'xlsx' || format === 'parquet') {
        const whole = spawn(process.execPath, [...args, 'export', '--data', data, '--format', format])
        whole.stdout.resume()
        expect(await once(whole, 'exit'), 'all of it').toEqual([0, null])
      }
      const said = text(child.stderr)
      await once(child.stdout, 'data')
      child.stdout.destroy()
      const [code] = await once(child, 'exit')
      expect([code, await said], format).toEqual([0, ''])
    }
  }, 60_000)

  it('[EX6] other requests are served while an export is written, also from a file that answers at once', async () => {
    const store = await openStore({ url: `sqlite:${join(data, 'long', 'frankly.sqlite')}`, now: 1 })
    let isDone = false
    const others = (async () => {
      let turns = 0
      for (; !isDone; turns++) await setImmediate()
      return turns
    })()
    let parts = 0
    for await (const _ of exportText(store, { projects: new Map() }, { format: 'ndjson' })) parts++
    isDone = true
    await store.close()
    expect(parts).toBeGreaterThan(10)
    expect(await others).toBeGreaterThan(parts / 2)
  })

  it('[EX5] a file that cannot be written is told in one line', async () => {
    const { code, err } = await cli('--out', join(data, 'no', 'where.csv'))
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(() => readFileSync(join(data, 'no', 'where.csv'))).toThrow()
  })
})
