import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '@frankly/testing/postgres'
import { PURCHASE, startBenchCollector } from './bench-collector.ts'
import { barePostgres, bareSqlite } from './ingest/bare.ts'
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
const folder = mkdtempSync(join(tmpdir(), 'frankly-bench-'))

interface Row {
  readonly engine: string
  readonly batch: number
  readonly connections: number
  readonly bare: number
  readonly http: number
  readonly ratio: number
  /** Processor time of the collector for one response, µs. */
  readonly cpu: number
  readonly p50: number
  readonly p99: number
}

/** One engine at one batch size: the bare engine and the collector, turn by turn, the better of two of each. */
async function compare(
  engine: string,
  batch: number,
  connections: number,
  count: number,
  bare: (batch: number, count: number) => Promise<number>,
  url: string,
): Promise<Row> {
  let bestBare = 0
  let best = { perSecond: 0, p50: 0, p99: 0 }
  let cpu = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    bestBare = Math.max(bestBare, await bare(batch, count))
    const bodies = batches(batch, count)
    const before = (await numbers(url)).cpu
    const run = await drive({ url, connections, bodies })
    cpu = Math.min(cpu, (((await numbers(url)).cpu - before) / count) * 1e6)
    if (run.perSecond > best.perSecond) best = run
  }
  const { perSecond: http, p50, p99 } = best
  return { engine, batch, connections, bare: bestBare, http, ratio: http / bestBare, cpu, p50, p99 }
}

function print(row: Row): void {
  const n = (value: number, digits = 0) => value.toFixed(digits).padStart(8)
  console.log(
    `${row.engine.padEnd(10)} ${String(row.batch).padStart(5)} ${String(row.connections).padStart(5)} ${n(row.bare)} ${n(row.http)}   ${row.ratio.toFixed(2)} ${n(row.cpu, 1)} ${n(row.p50, 1)} ${n(row.p99, 1)}`,
  )
}

/** What the collector says of itself. */
async function numbers(url: string): Promise<{ readonly residentMb: number; readonly cpu: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const gauge = (name: string) => Number(new RegExp(`^frankly_${name} (\\S+)$`, 'm').exec(text)?.[1])
  return { residentMb: gauge('resident_bytes') / 1e6, cpu: gauge('cpu_seconds') }
}

/** Resident memory of the collector over many responses. */
async function memory(engine: string, url: string, count: number): Promise<void> {
  const step = Math.max(5000, Math.floor(count / 10))
  for (let done = 0; done < count; done += step) {
    await drive({ url, connections: 8, bodies: batches(50, step) })
    const { residentMb } = await numbers(url)
    console.log(
      `${engine.padEnd(10)} ${String(done + step).padStart(9)} responses more: resident ${residentMb.toFixed(0)} MB`,
    )
  }
}

async function measure(engine: string, store: string, bare: (batch: number, count: number) => Promise<number>) {
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
console.log('engine     batch conns     bare     http  ratio   cpu µs   p50 ms   p99 ms')
if (values.engine !== 'postgres') {
  const sqlite = bareSqlite(join(folder, 'bare.sqlite'))
  await measure('sqlite', `sqlite:${join(folder, 'frankly.sqlite')}`, sqlite)
}
if (values.engine !== 'sqlite') {
  const server = await startPostgres()
  try {
    await measure('postgres', await server.database(), barePostgres(await server.database()))
  } finally {
    await server.stop()
  }
}
rmSync(folder, { recursive: true, force: true })
