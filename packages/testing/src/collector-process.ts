import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NodeProcess, startNode } from './node-process.ts'
import { repoPath } from './repo.ts'
import { STAFF_TOKEN } from './staff.ts'

/** A real collector in a process of its own. */
export interface CollectorProcess extends NodeProcess {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly port: number
  readonly dataDir: string
}

/** What a test may choose of the collector. */
export interface CollectorStart {
  /** Default: a new temporary folder. Give the same one again to restart on the same store. */
  readonly dataDir?: string
  /** Default: a free one. Give the same one again so that open pages find the restarted collector. */
  readonly port?: number
  /** Default: the demo shop's. */
  readonly configFile?: string
  readonly args?: readonly string[]
  /** The staff token is `STAFF_TOKEN` unless this or the configuration names another. */
  readonly env?: NodeJS.ProcessEnv
}

/** Starts `frankly serve` and resolves when it says that it listens. */
export async function startCollector(start: CollectorStart = {}): Promise<CollectorProcess> {
  const dataDir = start.dataDir ?? mkdtempSync(join(tmpdir(), 'frankly-collector-'))
  const args = ['serve', '--host', '127.0.0.1', '--port', String(start.port ?? 0), '--data', dataDir]
  args.push('--config', start.configFile ?? repoPath('examples/shop/frankly.config.json'), ...(start.args ?? []))
  const running = await startNode(
    repoPath('packages/collector/src/main.ts'),
    args,
    /frankly collector listening on (http:\/\/\S+)/,
    { env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN, ...start.env } },
  )
  return { ...running, url: running.match, port: Number(new URL(running.match).port), dataDir }
}
