import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type ExportAsk, exportText, SEPARATORS } from '../export/write.ts'
import { withPublished } from '../surveys/live-projects.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { openExisting, projectNamed } from './open-existing.ts'

/** Only who runs the command may read what customers said. */
const OWNER_ONLY = 0o600

/** `frankly export` */
export const exportCommand: Command = {
  summary: 'writes the answers as CSV or NDJSON',
  help: `frankly export [--format csv|ndjson] [--project KEY] [--out FILE] [--separator , | ; | tab] [--bom]
               [--data DIR] [--config FILE] [--store URL]

Reads beside a running collector. Oldest first, nothing left out; trials and held answers are marked (columns test,
quarantine). CSV has the same columns for ever (new ones are added at the end), one answer a line. No cell is a formula
for a spreadsheet, whatever it takes for the separator, and numbers of orders and phones stay as they are: where it
would matter, an apostrophe stands first. NDJSON has one response a line, word for word. Where a customer wants nobody
to see the name, what leads to it is left out.

  --format     default csv
  --out        a file that only you may read; default: standard output
  --separator  , ; or tab; default ,   (spreadsheets of countries with a decimal comma want ;)
  --bom        a mark by which spreadsheets know UTF-8`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        format: { type: 'string', default: 'csv' },
        project: { type: 'string' },
        out: { type: 'string' },
        separator: { type: 'string', default: ',' },
        bom: { type: 'boolean', default: false },
        data: { type: 'string' },
        config: { type: 'string' },
        store: { type: 'string' },
      },
    })
    const { format, bom, out, project } = values
    if (format !== 'csv' && format !== 'ndjson') throw new UsageError(`--format: wanted csv or ndjson, got "${format}"`)
    const separator = Object.hasOwn(SEPARATORS, values.separator) ? SEPARATORS[values.separator] : undefined
    if (separator === undefined) throw new UsageError(`--separator: wanted , ; or tab, got "${values.separator}"`)
    const options = loadOptions(values, process.env, { makes: false })
    const store = await openExisting(options, 'reading')
    try {
      await projectNamed(store, options, project)
      const known = await withPublished(store, options, Date)
      const ask: ExportAsk = { format, separator, bom, ...(project ? { project } : {}) }
      await (out === undefined ? toStdout(exportText(store, known, ask)) : toFile(exportText(store, known, ask), out))
    } finally {
      await store.close()
    }
    return 0
  },
}

type Parts = AsyncIterable<{ readonly text: string; readonly count: number }>

async function toFile(parts: Parts, path: string): Promise<void> {
  const file = await open(path, 'w', OWNER_ONLY)
  try {
    // One that was there keeps its rights otherwise.
    await file.chmod(OWNER_ONLY)
    for await (const { text, count } of parts) {
      await file.write(text)
      process.stderr.write(`\r${count} responses`)
    }
    process.stderr.write('\n')
  } finally {
    await file.close()
  }
}

/** Ends quietly when nobody reads on, as under `| head`. */
async function toStdout(parts: Parts): Promise<void> {
  const { stdout } = process
  const gone = new AbortController()
  const noReader = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone.abort()
  }
  stdout.on('error', noReader)
  for await (const { text } of parts) {
    if (gone.signal.aborted) return
    if (stdout.write(text)) continue
    await once(stdout, 'drain', { signal: gone.signal }).catch(() => undefined)
  }
}
