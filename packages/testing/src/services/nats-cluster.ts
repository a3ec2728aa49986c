import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, listens, programAt } from './program.ts'

/** One server of a cluster. */
export interface NatsNode {
  readonly name: string
  readonly url: string
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>
  /** Starts again on the same folder and port. */
  start(): Promise<void>
}

/** Three NATS servers with JetStream on loopback, in one cluster. */
export interface NatsCluster {
  readonly nodes: readonly NatsNode[]
  readonly urls: readonly string[]
  /** Where each node keeps its files. */
  readonly folder: string
  stop(): Promise<void>
}

/** Starts three nodes; they may need a few seconds more to choose a leader. */
export async function startNatsCluster(): Promise<NatsCluster> {
  const program = programAt('nats-server', 'nats-server')
  const folder = mkdtempSync(join(tmpdir(), 'frankly-nats-cluster-'))
  const ports: { readonly client: number; readonly route: number }[] = []
  for (let i = 0; i < 3; i++) ports.push({ client: await freePort(), route: await freePort() })
  const routes = ports.map(({ route }) => `nats://127.0.0.1:${route}`)
  const nodes = ports.map(({ client, route }, i) => {
    const name = `node-${i + 1}`
    const cluster = [
      '--cluster',
      `nats://127.0.0.1:${route}`,
      '--cluster_name',
      'frankly',
      '--routes',
      routes.join(','),
    ]
    const args = ['-n', name, '-js', '-a', '127.0.0.1', '-p', String(client), '-sd', join(folder, name), ...cluster]
    return nodeOf(program, args, name, client)
  })
  await Promise.all(nodes.map((node) => node.start()))
  return {
    nodes,
    urls: nodes.map(({ url }) => url),
    folder,
    async stop() {
      await Promise.all(nodes.map((node) => node.kill()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function nodeOf(program: string, args: readonly string[], name: string, port: number): NatsNode {
  let child: ChildProcess | undefined
  const cut = (): void => void child?.kill('SIGKILL')
  process.once('exit', cut)
  return {
    name,
    url: `nats://127.0.0.1:${port}`,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    async start() {
      child = spawn(program, args, { stdio: 'ignore' })
      const until = Date.now() + 60_000
      while (!(await listens(port))) {
        if (child.exitCode !== null || Date.now() > until) throw new Error(`${name} did not come up`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}
