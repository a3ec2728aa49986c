import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { asStaff } from '@frankly/testing'
import { startPostgres } from '@frankly/testing/postgres'
import { PURCHASE, startBenchCollector } from './bench-collector.ts'
import { type Bare, barePostgres, bareSqlite, type Shape } from './ingest/bare.ts'
import { drive } from './ingest/drive.ts'
import { batches } from './ingest/items.ts'

const { values } = parseArgs({
  options: {
    responses: { type: 'string', default: '20000' },
    long: { type: 'string', default: '0' },
    engine: { type: 'string', default: 'both' },
  },
})
const total = Number(values.responses)
const SHAPES = ['key', 'same'] as const
const folder = mkdtempSync(join(tmpdir(), 'frankly-bench-'))

interface Row {
  readonly engine: string
  readonly batch: number
  readonly connections: number
  /** Rows a second into the least table, and into the collector's own. */
  readonly bare: Readonly<Record<Shape, number>>
  readonly http: number
  /** Processor time of the collector for one response, µs. */
  readonly cpu: number
  readonly p50: number
  readonly p99: number
}

/** One engine at one batch size: the bare engine and the collector, turn by turn, the best of three of each. */
async function compare(
  engine: string,
  batch: number,
  connections: number,
  count: number,
  bare: Readonly<Record<Shape, Bare>>,
  url: string,
): Promise<Row> {
  const bestBare = { key: 0, same: 0 }
  let best = { perSecond: 0, p50: 0, p99: 0 }
  let cpu = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    for (const shape of SHAPES) bestBare[shape] = Math.max(bestBare[shape], await bare[shape](batch, count))
    const bodies = batches(batch, count)
    const before = (await numbers(url)).cpu
    const run = await drive({ url, connections, bodies })
    cpu = Math.min(cpu, (((await numbers(url)).cpu - before) / count) * 1e6)
    if (run.perSecond > best.perSecond) best = run
  }
  const { perSecond: http, p50, p99 } = best
  return { engine, batch, connections, bare: bestBare, http, cpu, p50, p99 }
}

function print(row: Row): void {
  const n = (value: number, digits = 0) => value.toFixed(digits).padStart(8)
  const ratio = (shape: Shape) => (row.http / row.bare[shape]).toFixed(2)
  console.log(
    `${row.engine.padEnd(10)} ${String(row.batch).padStart(5)} ${String(row.connections).padStart(5)} ${n(row.bare.key)} ${n(row.bare.same)} ${n(row.http)}   ${ratio('key')}   ${ratio('same')} ${n(row.cpu, 1)} ${n(row.p50, 1)} ${n(row.p99, 1)}`,
  )
}

/** What the collector says of itself: processor time in seconds, memory in MB. */
async function numbers(url: string) {
  const text = await (await fetch(`${url}/metrics`, { headers: asStaff })).text()
  const gauge = (name: string) => Number(new RegExp(`^frankly_${name} (\\S+)$`, 'm').exec(text)?.[1])
  const mb = (name: string) => (gauge(name) / 1e6).toFixed(0)
  return {
    cpu: gauge('cpu_seconds'),
    resident: mb('resident_bytes'),
    heap: mb('heap_bytes'),
    external: mb('external_bytes'),
  }
}

/** Memory of the collector over many responses. */
async function memory(engine: string, url: string, count: number): Promise<void> {
  const step = Math.max(5000, Math.floor(count / 10))
  for (let done = 0; done < count; done += step) {
    await drive({ url, connections: 8, bodies: batches(50, step) })
    const { resident, heap, external } = await numbers(url)
    const label = `${engine.padEnd(10)} ${String(done + step).padStart(9)} responses more`
    console.log(`${label}: resident ${resident} MB, of it JavaScript ${heap}, its buffers ${external}`)
  }
}

async function measure(engine: string, store: string, bare: Readonly<Record<Shape, Bare>>) {
  const collector = await startBenchCollector({ pk_bench: [PURCHASE] }, ['--store', store])
  try {
    const { url } = collector
    await drive({ url, connections: 8, bodies: batches(50, 5000) })
    for (const [batch, connections] of [
      [50, 8],
      [10, 16],
      [1, 64],
    ] as const) {
      const count = batch === 1 ? Math.min(total, 10_000) : total
      print(await compare(engine, batch, connections, count, bare, url))
    }
    await memory(engine, url, Number(values.long) || total)
  } finally {
    await collector.stop()
  }
}

// Wall-clock ratios need a quiet machine: the bare engine is one process, HTTP ingest two that must run together.
console.log('HTTP ingest with validation against the bare engine, responses a second, same batch size, same run')
console.log('"bare": project, id, body and their key; "same": the columns and indexes of the collector\'s own table')
console.log('engine     batch conns     bare     same     http  /bare  /same   cpu µs   p50 ms   p99 ms')
if (values.engine !== 'postgres') {
  const bare = (shape: Shape) => bareSqlite(join(folder, `${shape}.sqlite`), shape)
  await measure('sqlite', `sqlite:${join(folder, 'frankly.sqlite')}`, { key: bare('key'), same: bare('same') })
}
if (values.engine !== 'sqlite') {
  const server = await startPostgres()
  try {
    const bare = async (shape: Shape) => barePostgres(await server.database(), shape)
    await measure('postgres', await server.database(), { key: await bare('key'), same: await bare('same') })
  } finally {
    await server.stop()
  }
}
rmSync(folder, { recursive: true, force: true })
