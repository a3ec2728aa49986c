import { createReadStream, existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { makeId } from '@frankly/core/platform'
import * as z from 'zod'
import type { ResolvedOptions } from '../options/options.ts'
import { erasureEntries } from '../outbox/entries.ts'
import { type ErasedId, StoreRefusal } from '../store/ports.ts'
import { restoreStore } from '../store/store.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** `frankly restore` */
export const restoreCommand: Command = {
  summary: 'makes a store what it was when a backup was made',
  help: `frankly restore FILE [--erasures FILE …] [--replace] [--data DIR] [--config FILE] [--store URL]

Puts a backup into an empty store, SQLite or PostgreSQL, whichever it came from; a backup of an older Frankly is brought up
to date. All or nothing: a file that is not whole changes nothing. Stop the collector first.

What was erased since the backup is erased again: what the store itself knows of, with --replace, and what the lists of
--erasures name. Destinations in the configuration are told of it.

  --erasures  a file of "frankly backup --erasures"; may be given several times
  --replace   the store is not empty, and what is in it may go`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        erasures: { type: 'string', multiple: true, default: [] },
        replace: { type: 'boolean', default: false },
        data: { type: 'string' },
        config: { type: 'string' },
        store: { type: 'string' },
      },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('wanted the file of one backup')
    for (const each of [file, ...values.erasures])
      if (!existsSync(each)) throw new UsageError(`there is no file ${each}`)
    const erased: ErasedId[] = []
    for (const list of values.erasures) erased.push(...(await readErasures(list)))
    const options = loadOptions(values, process.env)
    const now = Date.now()
    const restored = await restoreStore(
      { url: options.store, now },
      {
        lines: linesOf(file),
        erased,
        replace: values.replace,
        now,
        by: 'frankly restore',
        tell: (project, ids) => tell(options, project, ids, now),
        onRows: (rows) => void (process.stderr.isTTY && process.stderr.write(`\r${rows} rows`)),
      },
    )
    const again = restored.erased > 0 ? `; ${restored.erased} erased since, and again` : ''
    process.stdout.write(`restored ${restored.rows} rows of ${new Date(restored.at).toISOString()}${again}\n`)
    return 0
  },
}

function tell({ projects }: ResolvedOptions, key: string, ids: readonly string[], now: number) {
  const project = projects.get(key)
  return project ? erasureEntries(project, makeId({ now: () => now }, random), ids, now) : []
}

/** Lines of a compressed file, however long. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const unzip = createGunzip().setEncoding('utf8')
  file.once('error', (error) => unzip.destroy(error))
  const begun: string[] = []
  try {
    for await (const text of file.pipe(unzip)) {
      const [end = '', ...lines]: readonly string[] = text.split('\n')
      begun.push(end)
      for (const next of lines) {
        yield begun.splice(0).join('')
        begun.push(next)
      }
    }
    if (begun.join('') !== '') yield begun.join('')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!code.startsWith('Z_')) throw error
    throw new StoreRefusal(`${path} is no whole file of "frankly backup": nothing was changed; take another one`)
  } finally {
    file.destroy()
  }
}

const erasedLine = z.tuple([z.string(), z.string()])

async function readErasures(path: string): Promise<readonly ErasedId[]> {
  const found: ErasedId[] = []
  let isFirst = true
  for await (const line of linesOf(path)) {
    const value: unknown = JSON.parse(line)
    if (isFirst && !z.object({ frankly: z.literal('erasures') }).safeParse(value).success)
      throw new UsageError(`--erasures: ${path} is no list of erasures; "frankly backup --erasures" writes one`)
    if (!isFirst) {
      const [project, id] = erasedLine.parse(value)
      found.push({ project, id })
    }
    isFirst = false
  }
  return found
}
