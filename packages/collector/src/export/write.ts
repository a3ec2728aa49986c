import type { ResolvedOptions } from '../options/options.ts'
import type { Cursor, Store } from '../store/ports.ts'
import { wordsAsked } from '../surveys/words-asked.ts'
import { type CsvStyle, csvLine } from './csv.ts'
import { exportColumns, exportJson, exportRow } from './rows.ts'

/** What is to be exported, and how. */
export interface ExportAsk extends CsvStyle {
  readonly format: 'csv' | 'ndjson'
  readonly project?: string
  /** Only of these. Default: all. */
  readonly projects?: readonly string[]
  /** A byte order mark at the start, by which spreadsheets know UTF-8. CSV only. Default `false`. */
  readonly bom?: boolean
}

/** Responses read from the store at once. */
const PAGE = 500

/**
 * All responses as text, oldest first, some at a time: memory holds one page of them. `count` is how many responses
 * have been written so far.
 */
export async function* exportText(
  store: Pick<Store, 'responses'>,
  { projects }: Pick<ResolvedOptions, 'projects'>,
  { format, project, projects: only, bom = false, ...style }: ExportAsk,
): AsyncGenerator<{ readonly text: string; readonly count: number }> {
  let count = 0
  if (format === 'csv') yield { text: `${bom ? '\uFEFF' : ''}${csvLine(exportColumns, style)}`, count }
  let after: Cursor | undefined
  for (;;) {
    const rows = await store.responses({
      limit: PAGE,
      ...(project ? { project } : {}),
      ...(only ? { projects: only } : {}),
      ...(after ? { after } : {}),
    })
    const lines = rows.flatMap((row) => {
      const from = projects.get(row.project)
      if (format === 'ndjson') return [`${JSON.stringify(exportJson(row, from?.privacy.scrub))}\n`]
      const survey = wordsAsked(from, row.surveyId, row.surveyVersion)
      return exportRow(row, survey, from?.privacy.scrub).map((cells) => csvLine(cells, style))
    })
    count += rows.length
    if (lines.length > 0) yield { text: lines.join(''), count }
    after = rows.at(-1)
    if (rows.length < PAGE) return
  }
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
