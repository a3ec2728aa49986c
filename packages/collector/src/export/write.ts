import { setImmediate } from 'node:timers/promises'
import type { Response } from '@frankly/core'
import type { ResolvedOptions } from '../options/options.ts'
import type { Cursor, Store, StoredResponse } from '../store/ports.ts'
import { wordsAsked } from '../surveys/words-asked.ts'
import { type Cell, type CsvStyle, csvLines } from './csv.ts'
import type { ExportFilter } from './filter.ts'
import { type ColumnKind, columnKinds, exportColumns, exportKinds, exportLine, exportRow } from './rows.ts'
import { wideTable } from './wide.ts'

/** Files that an export can be. */
export const FORMATS = ['csv', 'ndjson', 'xlsx', 'parquet'] as const
/** See {@link FORMATS}. */
export type ExportFormat = (typeof FORMATS)[number]
/** Those that are text. */
export type TextFormat = 'csv' | 'ndjson'
/** Whether a terminal can show the format. */
export const isText = (format: ExportFormat): format is TextFormat => format === 'csv' || format === 'ndjson'
/** What has a line of its own in a table. */
export const LINES = ['answers', 'responses'] as const

/** What is to be exported. */
export interface ExportAsk extends ExportFilter {
  readonly project?: string
  /** Only of these. Default: all. */
  readonly projects?: readonly string[]
  /** Only after this place. */
  readonly after?: Cursor
  /** So many responses at most. Default: all. */
  readonly limit?: number
  /** What has a line of its own in a table. Default `answers`. */
  readonly lines?: (typeof LINES)[number]
}

/** The same as text. */
export interface TextAsk extends ExportAsk, CsvStyle {
  readonly format: TextFormat
  /** A byte order mark at the start, by which spreadsheets know UTF-8. CSV only. Default `false`. */
  readonly bom?: boolean
}

type Reading = Pick<Store, 'responses'>
type Projects = Pick<ResolvedOptions, 'projects'>

/** Responses read from the store at once: more of them live so long that the memory of the program grows. */
const PAGE = 50

/** A page of responses, and how many there were so far. */
interface Page {
  readonly rows: readonly StoredResponse[]
  readonly count: number
}

/** All responses, oldest arrival first, some at a time: memory holds one page of them. */
async function* pages(
  store: Reading,
  { lines: _, mode, limit = Number.POSITIVE_INFINITY, ...ask }: ExportAsk,
): AsyncGenerator<Page> {
  const { from, before, after: start, ...query } = ask
  const when = {
    ...(from !== undefined && { occurredFrom: from }),
    ...(before !== undefined && { occurredBefore: before }),
  }
  const read = (after: Cursor | undefined) => {
    const page = store.responses({ ...query, ...when, limit: PAGE, ...(after ? { after } : {}) })
    // whoever reads on hears of it; nobody may
    page.catch(() => {})
    return page
  }
  let count = 0
  for (let coming: ReturnType<typeof read> | undefined = read(start); coming; ) {
    const page: readonly StoredResponse[] = await coming
    const rows = page.filter((row) => mode === undefined || modeOf(row) === mode).slice(0, limit - count)
    count += rows.length
    // the next page is on its way while this one is written
    coming = page.length === PAGE && count < limit ? read(page.at(-1)) : undefined
    if (rows.length > 0) yield { rows, count }
    // a store in a file answers at once: without a turn of the event loop nobody else would be served before the end
    await setImmediate()
  }
}

/** The place of the last response that would be written; `undefined`: there is none. */
export async function lastPlace(store: Reading, ask: ExportAsk): Promise<Cursor | undefined> {
  let last: Cursor | undefined
  for await (const { rows } of pages(store, ask)) last = rows.at(-1)
  return last
}

/** The mode is no column: it stands in the body. */
function modeOf({ body }: StoredResponse): string {
  const { mode }: Pick<Response, 'mode'> = JSON.parse(body)
  return mode
}

/** A table of responses: its columns, and its rows page by page. */
export interface ExportTable {
  readonly columns: readonly string[]
  /** What columns hold, by name. Default: text. */
  readonly kinds: Readonly<Record<string, ColumnKind>>
  readonly pages: AsyncIterable<{ readonly rows: readonly (readonly Cell[])[]; readonly count: number }>
}

/** Responses as a table, with a line for each answer or for each response. */
export function exportTable(store: Reading, { projects }: Projects, ask: ExportAsk): ExportTable {
  const surveyOf = ({ project, surveyId, surveyVersion }: StoredResponse) =>
    wordsAsked(projects.get(project), surveyId, surveyVersion)
  const wide = ask.lines === 'responses' ? wideTable(chosenOf(projects, ask)) : undefined
  const rowsOf = (row: StoredResponse) =>
    wide ? [wide.row(row)] : exportRow(row, surveyOf(row), scrubOf(projects, row))
  return {
    columns: wide?.columns ?? exportColumns,
    kinds: wide ? columnKinds : exportKinds,
    pages: (async function* () {
      for await (const { rows, count } of pages(store, ask)) yield { rows: rows.flatMap(rowsOf), count }
    })(),
  }
}

/** What the project masks in free text. */
const scrubOf = (projects: Projects['projects'], { project }: StoredResponse) => projects.get(project)?.privacy.scrub

function chosenOf(projects: Projects['projects'], { project, projects: only }: ExportAsk) {
  return [...projects.values()].filter(
    ({ key }) => (project === undefined || key === project) && (only === undefined || only.includes(key)),
  )
}

/** Responses as text. `count` is how many have been written so far. */
export async function* exportText(
  store: Reading,
  options: Projects,
  { format, bom = false, separator = ',', ...ask }: TextAsk,
): AsyncGenerator<{ readonly text: string; readonly count: number }> {
  if (format === 'ndjson') {
    for await (const { rows, count } of pages(store, ask))
      yield {
        text: rows.map((row) => exportLine(row, scrubOf(options.projects, row))).join(''),
        count,
      }
    return
  }
  const { columns, pages: tables } = exportTable(store, options, ask)
  yield { text: `${bom ? '\uFEFF' : ''}${csvLines([columns], { separator })}`, count: 0 }
  for await (const { rows, count } of tables) yield { text: csvLines(rows, { separator }), count }
}

/** Words for a separator in options and addresses. */
export const SEPARATORS: Readonly<Record<string, NonNullable<CsvStyle['separator']>>> = {
  ',': ',',
  ';': ';',
  '\t': '\t',
  comma: ',',
  semicolon: ';',
  tab: '\t',
}
