import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { csvLine, exportColumns, exportRow } from '../export/rows.ts'
import type { Cursor } from '../store/ports.ts'
import { openStore } from '../store/store.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'

const PAGE = 500

/** `frankly export` */
export const exportCommand: Command = {
  summary: 'writes the answers as CSV or NDJSON',
  help: `frankly export [--format csv|ndjson] [--project KEY] [--out FILE] [--data DIR] [--config FILE] [--store URL]

Reads beside a running collector. Oldest first. CSV has the same columns for ever (new ones are added at the
end), one answer a line, and no cell that a spreadsheet would run as a formula. NDJSON has one response a line.

  --format  default csv
  --out     default: standard output`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        format: { type: 'string', default: 'csv' },
        project: { type: 'string' },
        out: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string' },
        store: { type: 'string' },
      },
    })
    const { format } = values
    if (format !== 'csv' && format !== 'ndjson') throw new UsageError(`--format: wanted csv or ndjson, got "${format}"`)
    const options = loadOptions(values, process.env)
    const store = await openStore({ url: options.store, now: Date.now(), readOnly: true })
    const out = values.out === undefined ? process.stdout : createWriteStream(values.out, { mode: 0o600 })
    const write = async (text: string) => {
      if (!out.write(text)) await once(out, 'drain')
    }
    try {
      if (format === 'csv') await write(csvLine(exportColumns))
      let after: Cursor | undefined
      let count = 0
      for (;;) {
        const rows = await store.responses({
          limit: PAGE,
          ...(values.project ? { project: values.project } : {}),
          ...(after ? { after } : {}),
        })
        for (const row of rows) {
          if (format === 'ndjson') {
            const { body, ...facts } = row
            await write(`${JSON.stringify({ ...facts, response: JSON.parse(body) })}\n`)
          } else {
            const survey = options.projects.get(row.project)?.surveyById.get(row.surveyId)
            for (const cells of exportRow(row, survey)) await write(csvLine(cells))
          }
        }
        count += rows.length
        if (values.out !== undefined) process.stderr.write(`\r${count} responses`)
        after = rows.at(-1)
        if (rows.length < PAGE) break
      }
      if (values.out !== undefined) {
        process.stderr.write('\n')
        await new Promise<void>((resolve) => out.end(() => resolve()))
      }
    } finally {
      await store.close()
    }
    return 0
  },
}
