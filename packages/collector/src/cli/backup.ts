import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import type { Store } from '../store/ports.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { openExisting } from './open-existing.ts'

/** `frankly backup` */
export const backupCommand: Command = {
  summary: 'copies the whole store into one file, while the collector runs',
  help: `frankly backup [--out FILE] [--erasures] [--data DIR] [--config FILE] [--store URL]

Writes one state of the whole store, photos, chain and waiting deliveries included, while customers go on answering. The
file is the same for SQLite and PostgreSQL: "frankly restore" puts it into either. Sessions of staff are not in it, nor the
configuration; of photos in a bucket it holds the names alone. Only you may read it; what an erasure takes later is still in it, so let backups end.

  --out       default: frankly-backup-DATE.ndjson.gz in this folder; one that is there already is not overwritten
  --erasures  writes only which answers were erased, by their ids: small enough to be taken every few minutes and kept
              elsewhere, so that a restore can erase them again`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        erasures: { type: 'boolean', default: false },
        data: { type: 'string' },
        config: { type: 'string' },
        store: { type: 'string' },
      },
    })
    const now = Date.now()
    const out = resolve(values.out ?? defaultName(now, values.erasures))
    // A list of erasures only grows: the newest may take the place of an older one.
    if (!values.erasures && existsSync(out)) throw new UsageError(`--out: ${out} is there already; name another file`)
    const store = await openExisting(loadOptions(values, process.env, { makes: false }), 'reading')
    try {
      const what = values.erasures ? await writeErasures(store, out, now) : await writeBackup(store, out, now)
      process.stdout.write(`${what} in ${out}\n`)
      return 0
    } finally {
      await store.close()
    }
  },
}

function defaultName(now: number, isErasures: boolean): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  return isErasures ? 'frankly-erasures.ndjson.gz' : `frankly-backup-${time}.ndjson.gz`
}

async function writeBackup(store: Pick<Store, 'dump'>, out: string, now: number): Promise<string> {
  const onRows = (rows: number) => void (process.stderr.isTTY && process.stderr.write(`\r${rows} rows`))
  const rows = await toFile(out, async (write) => (await store.dump(now, write, onRows)).rows)
  return `${rows} rows`
}

async function writeErasures(store: Pick<Store, 'erasedIds'>, out: string, now: number): Promise<string> {
  const erased = await store.erasedIds()
  await toFile(out, async (write) => {
    await write(JSON.stringify({ frankly: 'erasures', at: now }))
    for (const { project, id } of erased) await write(JSON.stringify([project, id]))
  })
  return `${erased.length} erased`
}

/** Writes lines, compressed, into a file that only its owner may read and that stands under its name once it is whole. */
async function toFile<T>(
  path: string,
  fill: (write: (line: string) => Promise<void> | undefined) => Promise<T>,
): Promise<T> {
  const part = `${path}.part`
  const file = createWriteStream(part, { mode: 0o600, flush: true })
  const zip = createGzip({ level: 5 })
  const written = once(file, 'close')
  const failed = new Promise<never>((_, reject) => {
    for (const stream of [file, zip]) stream.once('error', reject)
  })
  failed.catch(() => {})
  zip.pipe(file)
  try {
    const done = await Promise.race([
      failed,
      fill((line) => {
        if (zip.write(`${line}\n`)) return undefined
        return Promise.race([failed, once(zip, 'drain').then(() => undefined)])
      }),
    ])
    zip.end()
    await Promise.race([failed, written])
    await rename(part, path)
    return done
  } catch (error) {
    file.destroy()
    await rm(part, { force: true })
    throw error
  }
}
