import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '@frankly/collector/inside'
import { fillPostgres, fillSqlite } from '@frankly/testing/lists'
import { startPostgres } from '@frankly/testing/postgres'
import { repoPath, startNode } from '@frankly/testing/process'
import { PURCHASE, startBenchCollector } from './bench-collector.ts'
import { type ListTime, timeLists } from './collector/lists.ts'

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, engine: { type: 'string', default: 'both' } },
})
const rows = Number(values.rows)
const folder = mkdtempSync(join(tmpdir(), 'frankly-bench-'))

/** From the command to the line that says that it listens, on an empty file; the best of three. */
async function start(): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    const collector = await startBenchCollector({ pk_bench: [PURCHASE] })
    best = Math.min(best, performance.now() - began)
    await collector.kill()
  }
  return best
}

/** Requests a second of one address, over 32 connections. */
async function rate(url: string, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const one = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent }, (reply) => reply.resume().once('end', resolve)).once('error', reject)
    })
  const began = performance.now()
  let left = count
  const many = async () => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: 32 }, many))
  agent.destroy()
  return (count / (performance.now() - began)) * 1000
}

/** The configuration beside a bare route with the same bytes, turn by turn, the best of four of each. */
async function config(): Promise<{ readonly ours: number; readonly bare: number }> {
  const collector = await startBenchCollector({ pk_bench: [PURCHASE] })
  const address = `${collector.url}/v1/projects/pk_bench/config`
  const body = await (await fetch(address)).text()
  const bare = await startNode(repoPath('packages/bench/src/collector/bare-hono.ts'), [body], /bare route on (http\S+)/)
  const best = { ours: 0, bare: 0 }
  for (let round = 0; round < 4; round++) {
    best.bare = Math.max(best.bare, await rate(`${bare.match}/v1/projects/pk_bench/config`, 6000))
    best.ours = Math.max(best.ours, await rate(address, 6000))
  }
  await Promise.all([collector.kill(), bare.kill()])
  return best
}

function print(engine: string, times: readonly ListTime[]): void {
  for (const { list, p50, p95 } of times)
    console.log(`| ${engine} | ${list} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${p95 < 150 ? 'yes' : '**no**'} |`)
}

console.log(`start on an empty file: ${Math.round(await start())} ms (wanted below 1000)`)
const { ours, bare } = await config()
console.log(
  `config: ${Math.round(ours)}/s beside ${Math.round(bare)}/s of a bare route: ${(ours / bare).toFixed(2)} (wanted 0.8)`,
)
console.log(
  `\nLists of 100 among ${rows} answers, ms; wanted p95 below 150\n\n| engine | list | p50 | p95 | met |\n|---|---|---|---|---|`,
)
if (values.engine !== 'postgres') {
  const path = join(folder, 'lists.sqlite')
  await (await openStore({ url: `sqlite:${path}`, now: 1 })).close()
  fillSqlite(path, rows)
  print('SQLite', await timeLists(`sqlite:${path}`, rows))
}
if (values.engine !== 'sqlite') {
  const server = await startPostgres()
  const url = await server.database()
  await (await openStore({ url, now: 1 })).close()
  await fillPostgres(url, rows)
  print('PostgreSQL', await timeLists(url, rows))
  await server.stop()
}
rmSync(folder, { recursive: true, force: true })
