import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { repoPath } from '@frankly/testing/process'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { type Cell, inert } from '../../src/export/csv.ts'
import { writeParquet } from '../../src/export/parquet.ts'
import type { ColumnKind } from '../../src/export/rows.ts'
import { TABLE_WRITERS } from '../../src/export/table-writers.ts'
import { WithoutPackage } from '../../src/export/without-package.ts'
import { openStore } from '../../src/store/store.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { asStaff, collectorWith } from '../support/start.ts'

const data = mkdtempSync(join(tmpdir(), 'frankly-parquet-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

/** Answers with what is hard for a file: formulas, signs of all kinds, numbers that are none, times that are no usual ones. */
const items = [
  putItem(
    response(1, {
      answers: {
        ordering: { kind: 'rating', value: 2 },
        best: { kind: 'text', text: '=1+1' },
        wrong: { kind: 'complaint', text: '007, "quoted";\r\n\ttab \u{1F389} \uFEFF', category: 'slow' },
      },
      complaint: { severity: 'high' },
      context: { order: { orderId: '0012', value: 19.9, currency: 'EUR' }, utcOffsetMinutes: -90 },
      timings: { startedAt: -1, updatedAt: 2, completedAt: 8.64e15 },
    }),
  ),
  putItem(response(2, { answers: {}, surveyVersion: 2, timings: { startedAt: 1.5, updatedAt: 2 } })),
  putItem(response(3, { surveyId: 'other', answers: { gone: { kind: 'text', text: '' } } })),
  // From two pages: what one said stands beside what the other says.
  putItem(response(4, { writer: 'one', status: 'partial', answers: { best: { kind: 'text', text: 'open' } } })),
  putItem(response(4, { writer: 'two', revision: 2, answers: { best: { kind: 'text', text: 'well' } } })),
]

beforeAll(async () => {
  const store = await openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1 })
  await store.put(items)
  await store.close()
})

type Row = Readonly<Record<string, unknown>>
const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer
/** The reader would take a mark of UTF-8 at the beginning of a text away. */
const parsers = {
  stringFromBytes: (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
}
const rowsOf = (bytes: Uint8Array): Promise<Row[]> => parquetReadObjects({ file: bufferOf(bytes), parsers })
/** Names of the columns, without reading a row. */
const columnsOf = (bytes: Uint8Array) =>
  parquetSchema(parquetMetadata(bufferOf(bytes))).children.map(({ element }) => element.name)

/** What a reader of the Parquet file finds, as the CSV file writes it. */
const asCsv = (row: Row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, csvText(value)]))
function csvText(value: unknown): string {
  if (value === null) return ''
  if (value instanceof Date) return inert(value.toISOString())
  if (typeof value === 'string') return inert(value)
  return Number(value) < 0 ? inert(`${value}`) : `${value}`
}
const csvRows = (text: string) => parse(text, { columns: true }) as Record<string, string>[]

async function bytesOf(
  columns: readonly string[],
  kinds: Readonly<Record<string, ColumnKind>>,
  rows: readonly (readonly Cell[])[],
  groupRows?: number,
): Promise<Uint8Array> {
  const through = new PassThrough()
  const bytes = through.toArray()
  const pages = (async function* () {
    for (let at = 0; at < rows.length; at += 4) yield { rows: rows.slice(at, at + 4), count: at }
  })()
  await writeParquet({ columns, kinds, pages }, through, undefined, groupRows)
  return Buffer.concat(await bytes)
}

async function cli(...args: string[]) {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const code = await run(['export', '--data', data, ...args])
  const err = stderr.mock.calls.map(([part]) => part).join('')
  stderr.mockRestore()
  return { code, err }
}

async function collectorHolding(answers: typeof items) {
  const { app, store } = await collectorWith()
  await store.put(answers)
  return (file: string, query = '') => app.request(`/v1/exports/${file}?${query}`, { headers: asStaff })
}

describe('[EX6] Parquet', () => {
  it.each(['answers', 'responses'])(
    '[EX6] by API, a line for each of the %s: the columns and cells of CSV',
    async (lines) => {
      const get = await collectorHolding(items)
      const reply = await get('responses.parquet', `lines=${lines}`)
      expect(reply.headers.get('content-type')).toBe('application/vnd.apache.parquet')
      expect(reply.headers.get('content-disposition')).toContain('frankly-responses.parquet')
      const bytes = await reply.bytes()
      const csv = csvRows(await (await get('responses.csv', `lines=${lines}`)).text())
      expect(columnsOf(bytes)).toEqual(Object.keys(csv[0] ?? {}))
      expect((await rowsOf(bytes)).map(asCsv)).toEqual(csv)
    },
  )

  it('[EX6] times are times, numbers numbers, nothing is null, and a text has no apostrophe before it', async () => {
    const get = await collectorHolding(items)
    const rows = await rowsOf(await (await get('responses.parquet')).bytes())
    expect(rows.find((row) => row['question_id'] === 'best')).toMatchObject({
      answer: '=1+1',
      order_id: '0012',
      order_value: 19.9,
      utc_offset_minutes: -90n,
      survey_version: 1n,
      started_at: new Date(-1),
      completed_at: new Date(8.64e15),
      also_said: null,
      quarantine: null,
    })
    const withoutAnswers = rows.find((row) => row['response_id'] === idOf(2))
    expect(withoutAnswers).toMatchObject({ survey_version: 2n, question_id: null, answer: null, completed_at: null })
    expect(rows.find((row) => row['answer'] === 'open')).toMatchObject({ also_said: expect.any(Date) })
  })

  it('[EX6] by command: the same into a file that only you may read', async () => {
    for (const lines of ['answers', 'responses']) {
      const [out, csv] = [join(data, `${lines}.parquet`), join(data, `${lines}.csv`)]
      expect((await cli('--format', 'parquet', '--lines', lines, '--out', out)).code).toBe(0)
      expect((await cli('--format', 'csv', '--lines', lines, '--out', csv)).code).toBe(0)
      expect(statSync(out).mode & 0o077).toBe(0)
      expect((await rowsOf(readFileSync(out))).map(asCsv)).toEqual(csvRows(readFileSync(csv, 'utf8')))
    }
  })

  it('[EX6] an export without answers has its columns and no row', async () => {
    const get = await collectorHolding([])
    for (const lines of ['answers', 'responses']) {
      const bytes = await (await get('responses.parquet', `lines=${lines}`)).bytes()
      const csv = await (await get('responses.csv', `lines=${lines}`)).text()
      expect(columnsOf(bytes)).toEqual(csv.trim().split(','))
      expect(await rowsOf(bytes)).toEqual([])
    }
  })

  it('[EX6] any text, number and nothing is read as it was written, over any number of row groups', async () => {
    const cells = fc.tuple(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1+1', "'", '\uFEFFx', '\0', 'null')),
      fc.oneof(fc.constant(''), fc.double({ noNaN: true })),
      fc.oneof(fc.constant(''), fc.maxSafeInteger()),
      fc.oneof(
        fc.constant(''),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
    )
    const kinds = { number: 'number', whole: 'whole', 'a time': 'time' } as const
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { maxLength: 12 }), fc.integer({ min: 1, max: 13 }), async (rows, groupRows) => {
        const bytes = await bytesOf(['any.text', 'number', 'whole', 'a time'], kinds, rows, groupRows)
        const groups = parquetMetadata(bufferOf(bytes)).row_groups
        expect(groups).toHaveLength(Math.ceil(rows.length / groupRows))
        expect(await rowsOf(bytes)).toEqual(
          rows.map(([text, number, whole, time]) => ({
            // A half of a pair of characters is none in UTF-8, whatever the format.
            'any.text': text === '' ? null : text.toWellFormed(),
            number: number === '' ? null : number,
            whole: whole === '' ? null : BigInt(whole),
            'a time': time === '' ? null : new Date(time),
          })),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('[EX6] a row group goes out when it is full, by rows or by characters: memory never holds the file', async () => {
    const through = new PassThrough()
    let taken = 0
    through.on('data', (part: Uint8Array) => {
      taken += part.length
    })
    const before: number[] = []
    const pages = (async function* () {
      for (let page = 0; page < 4; page++) {
        await setImmediate()
        before.push(taken)
        yield { rows: [[`${page}`], [`${page} again`]], count: page }
      }
    })()
    const ended = once(through, 'end')
    await writeParquet({ columns: ['text'], kinds: {}, pages }, through, undefined, 4)
    await ended
    expect(before[1]).toBe(0)
    expect(before[2]).toBeGreaterThan(0)
    expect(taken).toBeGreaterThan(before[3]!)

    const long = 'ä'.repeat(6_000_000)
    const bytes = await bytesOf(['text'], {}, [[long], [long], [long], ['short']])
    expect(parquetMetadata(bufferOf(bytes)).row_groups.map(({ num_rows }) => num_rows)).toEqual([3n, 1n])
  })

  it.each([
    ['xlsx', 'exceljs'],
    ['parquet', 'hyparquet-writer'],
  ] as const)(
    '[EX6] %s without its package: one sentence says which to install, by command and by API',
    async (format, missing) => {
      const said = `${format} is written by the package "${missing}", which is not installed: npm install ${missing}`
      const withoutIt = `import { registerHooks } from 'node:module'
registerHooks({ resolve(name, context, next) {
  if (name === '${missing}') throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
} })`
      const main = repoPath('packages/collector/src/main.ts')
      const flags = ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning']
      const hooks = `--import=data:text/javascript,${encodeURIComponent(withoutIt)}`
      const child = spawn(process.execPath, [...flags, hooks, main, 'export', '--data', data, '--format', format])
      const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
      expect([code, out, err.trim()]).toEqual([2, '', expect.stringContaining(said)])

      const get = await collectorHolding([])
      const write = vi.spyOn(TABLE_WRITERS, format).mockRejectedValue(new WithoutPackage(format, missing, undefined))
      const reply = await get(`responses.${format}`)
      write.mockRestore()
      expect([reply.status, await reply.text()]).toEqual([
        400,
        expect.stringContaining(JSON.stringify(said).slice(1, -1)),
      ])
    },
  )
})
