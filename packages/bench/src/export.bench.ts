import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '@frankly/collector/inside'
import { startPostgres } from '@frankly/testing/postgres'
import { repoPath } from '@frankly/testing/process'
import { benchConfig, PURCHASE } from './bench-collector.ts'
import { item } from './ingest/items.ts'

/** How fast answers are exported, and in how much memory, beside a bare cursor over the same rows. */
const { values } = parseArgs({
  options: {
    answers: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'both' },
    formats: { type: 'string', default: 'csv,csv-wide,ndjson,xlsx,parquet' },
  },
})
/** A usual response has two. */
const responses = Math.ceil(Number(values.answers) / 2)
const folder = mkdtempSync(join(tmpdir(), 'frankly-bench-'))
const config = join(folder, 'frankly.config.json')
writeFileSync(config, JSON.stringify(benchConfig({ pk_bench: [PURCHASE] })))
/** A post brings so many: they have one time of arrival. */
const POST = 20

async function fill(url: string): Promise<void> {
  const store = await openStore({ url, now: Date.now() })
  const at = Date.now()
  for (let n = 0; n < responses; n += 500) {
    const items = Array.from({ length: Math.min(500, responses - n) }, item)
    await store.put(
      items.map((each, i) => ({
        project: 'pk_bench',
        id: each.id,
        revision: 1,
        body: JSON.stringify(each),
        surveyId: each.surveyId,
        surveyVersion: 1,
        status: each.status,
        lane: 'normal',
        complaint: false,
        test: false,
        occurredAt: at,
        receivedAt: at + Math.floor((n + i) / POST),
        outbox: [],
      })),
    )
  }
  await store.close()
}

/** Runs a program, throws away what it writes, and gives its time in seconds, largest memory in MB and bytes written. */
async function timed(args: readonly string[]): Promise<{ seconds: number; mb: number; bytes: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let mb = 0
  let bytes = 0
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length
  })
  const watch = setInterval(() => {
    try {
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
      mb = Math.max(mb, Number(peak ?? 0) / 1024)
    } catch {
      // It has ended.
    }
  }, 50)
  const [code] = await once(child, 'close')
  clearInterval(watch)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - began) / 1000, mb, bytes }
}

async function measure(engine: string, store: string): Promise<void> {
  await fill(store)
  // as it is installed: compiled
  const main = repoPath('packages/collector/dist/main.js')
  const ways: Readonly<Record<string, readonly string[]>> = {
    bare: [join(import.meta.dirname, 'export/bare-dump.ts'), store],
    ...Object.fromEntries(
      values.formats.split(',').map((name) => {
        const [format = '', wide] = name.split('-')
        const more = wide ? ['--lines', 'responses'] : []
        return [name, [main, 'export', '--config', config, '--store', store, '--format', format, ...more]]
      }),
    ),
  }
  const best: Record<string, { seconds: number; mb: number; bytes: number }> = {}
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [name, args] of Object.entries(ways)) {
      const run = await timed(args)
      if (run.seconds < (best[name]?.seconds ?? Number.POSITIVE_INFINITY)) best[name] = run
    }
  for (const [name, { seconds, mb, bytes }] of Object.entries(best)) {
    const ratio = (best['bare']?.seconds ?? 0) / seconds
    console.log(
      `${engine.padEnd(10)} ${name.padEnd(10)} ${String(Math.round((responses * 2) / seconds)).padStart(10)} ${ratio.toFixed(2).padStart(7)} ${mb.toFixed(0).padStart(7)} ${(bytes / 1e6).toFixed(0).padStart(8)}`,
    )
  }
}

console.log(`${responses * 2} answers of ${responses} responses`)
console.log('engine     format      answers/s   /bare  MB used  MB wrote')
if (values.engine !== 'postgres') await measure('sqlite', `sqlite:${join(folder, 'export.sqlite')}`)
if (values.engine !== 'sqlite') {
  const server = await startPostgres()
  try {
    await measure('postgres', await server.database())
  } finally {
    await server.stop()
  }
}
rmSync(folder, { recursive: true, force: true })
