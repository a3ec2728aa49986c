import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CollectorProcess, startCollector } from '../collector-process.ts'
import { sampleResponse } from '../sample-response.ts'
import { asStaff } from '../staff.ts'
import { type FuzzReport, fuzz } from './fuzz.ts'
import { idOf } from './odd.ts'

/** A run, with what the collector itself said of it. */
export interface FuzzPlay extends FuzzReport {
  /** What was wrong, as sentences; empty: nothing. */
  readonly faults: readonly string[]
}

/** Starts a real collector with every limit of pace lifted, fuzzes it, and looks that it still takes an answer. */
export async function playFuzz(seed: number, ms: number, store?: string): Promise<FuzzPlay> {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-fuzz-'))
  const collector = await startCollector({ dataDir: folder, configFile: configIn(folder, store) })
  try {
    const report = await fuzz({ url: collector.url, seed, ms })
    const faults = [...report.failures, ...(await after(collector))]
    return { ...report, faults }
  } finally {
    await collector.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

function configIn(folder: string, store: string | undefined): string {
  const file = join(folder, 'fuzz.json')
  const question = { kind: 'rating', id: 'ordering', scale: 'csat5', text: 'How did it go?' }
  const text = { kind: 'text', id: 'best', text: 'What was best?' }
  const pages = [{ id: 'one', questions: [question, text] }]
  const survey = {
    schema: 1,
    id: 'purchase',
    version: 1,
    title: 'x',
    defaultLocale: 'en',
    locales: ['en'],
    touchpoint: 'order_confirmed',
    pages,
  }
  const project = { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey] }
  const limits = { projectPerSecond: 1_000_000, refusedPerHour: 1_000_000_000 }
  writeFileSync(file, JSON.stringify({ ...(store ? { store } : {}), projects: { pk_demo: project }, limits }))
  return file
}

/** What a collector that went through it must still be able to do. */
async function after({ url, child, output }: CollectorProcess): Promise<readonly string[]> {
  if (child.exitCode !== null || child.signalCode !== null) return [`the collector ended: ${output().slice(-2000)}`]
  const items = [sampleResponse(idOf(999_999))]
  const reply = await fetch(`${url}/v1/projects/pk_demo/responses`, {
    method: 'POST',
    body: JSON.stringify({ sentAt: Date.now(), items }),
  })
  const said = await reply.text()
  const metrics = await (await fetch(`${url}/metrics`, { headers: asStaff })).text()
  const errors = metrics.split('\n').filter((line) => /^frankly_(http|store)_errors_total/.test(line))
  return [
    ...(said.includes('"stored"') ? [] : [`a good answer was not stored afterwards: ${reply.status} ${said}`]),
    ...errors.map((line) => `${line}: ${output().slice(-2000)}`),
  ]
}
