import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { asStaff, STAFF_TOKEN } from '@frankly/testing'
import { startPostgres } from '@frankly/testing/postgres'
import { startNode } from '@frankly/testing/process'
import { benchConfig, PURCHASE, startBenchCollector } from './bench-collector.ts'
import { drive } from './ingest/drive.ts'
import { batches } from './ingest/items.ts'

/** What the chain costs: the same posts to a collector with it and to one without, turn by turn. */
const { values } = parseArgs({
  options: {
    responses: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    engine: { type: 'string', default: 'both' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'frankly-bench-'))
const SHAPES = [
  [50, 8],
  [10, 16],
  [1, 64],
] as const

interface Side {
  readonly url: string
  stop(): Promise<unknown>
}

async function withChain(store: string): Promise<Side> {
  return startBenchCollector({ pk_bench: [PURCHASE] }, ['--store', store])
}

async function withoutChain(store: string): Promise<Side> {
  const file = join(import.meta.dirname, 'ingest/collector-without-chain.ts')
  const config = JSON.stringify(benchConfig({ pk_bench: [PURCHASE] }))
  const ready = /frankly collector listening on (http:\/\/\S+)/
  const started = await startNode(file, [config, store], ready, { env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN } })
  return { url: started.match, stop: () => started.stop() }
}

async function cpuOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers: asStaff })).text()
  return Number(/^frankly_cpu_seconds (\S+)$/m.exec(text)?.[1])
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

async function measure(engine: string, stores: readonly [string, string]): Promise<void> {
  const sides = [await withChain(stores[0]), await withoutChain(stores[1])] as const
  try {
    for (const { url } of sides) await drive({ url, connections: 8, bodies: batches(50, 5000) })
    for (const [batch, connections] of SHAPES) {
      const count = batch === 1 ? Number(values.responses) / 2 : Number(values.responses)
      const [rates, cpus] = [[[], []] as [number[], number[]], [[], []] as [number[], number[]]]
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const i of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
          const { url } = sides[i]
          const before = await cpuOf(url)
          rates[i].push((await drive({ url, connections, bodies: batches(batch, count) })).perSecond)
          cpus[i].push((((await cpuOf(url)) - before) / count) * 1e6)
        }
      }
      const [on, off] = [median(rates[0]), median(rates[1])]
      const [cpuOn, cpuOff] = [median(cpus[0]), median(cpus[1])]
      const n = (value: number, digits: number = 0) => value.toFixed(digits).padStart(8)
      console.log(
        `${engine.padEnd(10)} ${n(batch)} ${n(connections)} ${n(off)} ${n(on)} ${n(on / off, 3)} ${n(cpuOff, 1)} ${n(cpuOn, 1)} ${n(cpuOn / cpuOff, 3)}`,
      )
    }
  } finally {
    for (const side of sides) await side.stop()
  }
}

console.log('engine        batch    conns  without     with    ratio  µs w/o  µs with    ratio')
if (values.engine !== 'postgres')
  await measure('sqlite', [`sqlite:${join(folder, 'with.sqlite')}`, `sqlite:${join(folder, 'without.sqlite')}`])
if (values.engine !== 'sqlite') {
  const server = await startPostgres()
  try {
    await measure('postgres', [await server.database(), await server.database()])
  } finally {
    await server.stop()
  }
}
rmSync(folder, { recursive: true, force: true })
