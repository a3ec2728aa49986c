import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { PassThrough, type Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type FilterWords, readFilter, WANTED } from '../export/filter.ts'
import { TABLE_WRITERS, type TableWriter } from '../export/table-writers.ts'
import { WithoutPackage } from '../export/without-package.ts'
import {
  type ExportAsk,
  type ExportFormat,
  type ExportTable,
  exportTable,
  exportText,
  FORMATS,
  isText,
  LINES,
  SEPARATORS,
  type TextAsk,
} from '../export/write.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { Store } from '../store/ports.ts'
import { withPublished } from '../surveys/live-projects.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { openExisting, projectNamed } from './open-existing.ts'

/** Only who runs the command may read what customers said. */
const OWNER_ONLY = 0o600

const flags = {
  format: { type: 'string', default: 'csv' },
  lines: { type: 'string', default: 'answers' },
  project: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  survey: { type: 'string' },
  version: { type: 'string' },
  mode: { type: 'string' },
  test: { type: 'string' },
  out: { type: 'string' },
  separator: { type: 'string', default: ',' },
  bom: { type: 'boolean', default: false },
  data: { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
} as const

/** `frankly export` */
export const exportCommand: Command = {
  summary: 'writes the answers as CSV, NDJSON, XLSX or Parquet',
  help: `frankly export [--format csv|ndjson|xlsx|parquet] [--lines answers|responses] [--out FILE]
               [--project KEY] [--from DAY] [--to DAY] [--survey ID] [--version N] [--mode MODE]
               [--test with|without|only] [--separator , | ; | tab] [--bom]
               [--data DIR] [--config FILE] [--store URL]

Reads beside a running collector. Oldest first, nothing left out; trials and held answers are marked (columns test,
quarantine). CSV has the same columns for ever (new ones are added at the end). No cell is a formula for a spreadsheet,
whatever it takes for the separator, and numbers of orders and phones stay as they are: where it would matter, an
apostrophe stands first. NDJSON has one response a line, word for word. Parquet has times as times, numbers as numbers,
and null where nothing is. Where a customer wants nobody to see the name, what leads to it is left out.

  --format     default csv; xlsx needs the package "exceljs", parquet the package "hyparquet-writer"
  --lines      what has a line of its own in csv, xlsx and parquet: each answer (default), or each response, with one
               column for each question that was ever published, by its id
  --from       ${WANTED.from}
  --to         ${WANTED.to}
  --survey     ${WANTED.survey}
  --version    of the survey: ${WANTED.version}
  --mode       ${WANTED.mode}
  --test       trials: ${WANTED.test}; default with
  --out        a file that only you may read; default: standard output
  --separator  , ; or tab; default ,   (spreadsheets of countries with a decimal comma want ;)
  --bom        a mark by which spreadsheets know UTF-8`,
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: flags })
    const { bom, out, project } = values
    const format = oneOf(FORMATS, '--format', values.format)
    const lines = oneOf(LINES, '--lines', values.lines)
    const separator = Object.hasOwn(SEPARATORS, values.separator) ? SEPARATORS[values.separator] : undefined
    if (separator === undefined) throw new UsageError(`--separator: wanted , ; or tab, got "${values.separator}"`)
    if (!isText(format) && out === undefined && process.stdout.isTTY)
      throw new UsageError(`${format} is no text for a terminal: name a file with --out`)
    const filter = filterOf(values)
    const options = loadOptions(values, process.env, { makes: false })
    const store = await openExisting(options, 'reading')
    try {
      await projectNamed(store, options, project)
      const known = await withPublished(store, options, Date)
      const ask = { ...filter, lines, ...(project ? { project } : {}) }
      const sink = out === undefined ? process.stdout : createWriteStream(out, { mode: OWNER_ONLY })
      // A file that was there keeps its rights otherwise.
      if (out !== undefined) await once(sink, 'open').then(() => chmod(out, OWNER_ONLY))
      await write({ store, options: known, sink, tells: out !== undefined }, { ...ask, format, separator, bom })
      if (out !== undefined) await finished(sink)
    } catch (error) {
      throw error instanceof WithoutPackage ? new UsageError(error.message) : error
    } finally {
      await store.close()
    }
    return 0
  },
}

function oneOf<T extends string>(names: readonly T[], option: string, given: string): T {
  const found = names.find((name) => name === given)
  if (found === undefined) throw new UsageError(`${option}: wanted ${names.join(' or ')}, got "${given}"`)
  return found
}

function filterOf(words: FilterWords): ExportAsk {
  const filter = readFilter(words)
  if ('fault' in filter) {
    const { name, found, wanted } = filter.fault
    throw new UsageError(`--${name}: wanted ${wanted}; got "${found}"`)
  }
  return filter
}

interface Writing {
  readonly store: Store
  readonly options: ResolvedOptions
  readonly sink: Writable
  /** Whether progress is told. */
  readonly tells: boolean
}

/** Ends quietly when nobody reads on, as under `| head`. */
async function write(
  { store, options, sink, tells }: Writing,
  { format, ...ask }: Omit<TextAsk, 'format'> & { readonly format: ExportFormat },
): Promise<void> {
  const gone = new AbortController()
  sink.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') sink.emit('fault', error)
    gone.abort()
  })
  const fault = new Promise<never>((_, reject) => sink.once('fault', reject))
  fault.catch(() => {})
  const onCount = (count: number) => void (tells && process.stderr.write(`\r${count} responses`))
  const writing = async () => {
    if (!isText(format)) return file(TABLE_WRITERS[format], exportTable(store, options, ask), sink, onCount)
    for await (const { text, count } of exportText(store, options, { ...ask, format })) {
      if (gone.signal.aborted) return
      onCount(count)
      if (!sink.write(text)) await once(sink, 'drain', { signal: gone.signal }).catch(() => undefined)
    }
  }
  // A file that nobody takes is never whole.
  const left = new Promise<void>((resolve) => gone.signal.addEventListener('abort', () => resolve()))
  await Promise.race([writing(), left, fault])
  if (tells) process.stderr.write('\n')
}

/** What writes a table waits until its stream has ended, which standard output never does. */
async function file(
  writeTable: TableWriter,
  table: ExportTable,
  sink: Writable,
  onCount: (count: number) => void,
): Promise<void> {
  const through = new PassThrough()
  through.pipe(sink, { end: false })
  const ended = once(through, 'end')
  await writeTable(table, through, onCount)
  await ended
}

async function finished(sink: Writable): Promise<void> {
  if (sink.closed) return
  const closed = once(sink, 'close')
  sink.end()
  await closed
}
