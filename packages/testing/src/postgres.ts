import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A real PostgreSQL server on loopback, with a folder of its own. */
export interface PostgresServer {
  readonly port: number
  /** Makes an empty database and returns its address. */
  database(): Promise<string>
  /** SIGKILL to the server and its children, as after a power cut; `restart` brings it back. */
  kill(): Promise<void>
  /** Starts again on the same folder and port. */
  restart(): Promise<void>
  /** Stops the server and removes the folder. */
  stop(): Promise<void>
}

/** Folder of the newest installed server programs, if any: Debian's place, then `PATH`. */
export function postgresPrograms(): string | undefined {
  const chosen = process.env['FRANKLY_POSTGRES']
  if (chosen) return chosen
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`. */
const asRoot = process.getuid?.() === 0
/** Not on every user's path. */
const RUNUSER = existsSync('/usr/sbin/runuser') ? '/usr/sbin/runuser' : 'runuser'
const asUser = (program: string, args: readonly string[]): [string, string[]] =>
  asRoot ? [RUNUSER, ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]

/** Starts a server in a temporary folder. Throws with the package to install when there is none. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms()
  if (!programs) {
    throw new Error(
      'PostgreSQL is not installed: install the package "postgresql" or set FRANKLY_POSTGRES to the folder of initdb',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'frankly-postgres-'))
  if (asRoot) {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    chownSync(folder, id('-u'), id('-g'))
  }
  const data = join(folder, 'data')
  execFileSync(...asUser(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'frankly', '-E', 'UTF8']), {
    stdio: 'pipe',
    cwd: folder,
  })
  const port = await freePort()
  const start = async () => {
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`]
    const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    // `postgres` itself, not pg_ctl: the process started here is the server, and its group is ours to end.
    const child = spawn(...asUser(join(programs, 'postgres'), args), { cwd: folder, detached: true, stdio: 'ignore' })
    await untilItAnswers(port)
    return child
  }
  let child = await start()
  let databases = 0
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    for (const pid of serverPids(data)) trySignal(pid, signal)
    await gone
  }
  return {
    port,
    async database() {
      const name = `frankly_${++databases}`
      await withClient(port, 'postgres', (client) => client.query(`create database ${name}`))
      return `postgres://frankly@127.0.0.1:${port}/${name}`
    },
    kill: () => end('SIGKILL'),
    async restart() {
      child = await start()
    },
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The server and, for a kill, everything it started, by the process table. */
function serverPids(data: string): readonly number[] {
  const pids: number[] = []
  const parents = new Map<number, number>()
  const commands = new Map<number, string>()
  for (const line of execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')) {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    if (!pid || !parent) continue
    parents.set(Number(pid), Number(parent))
    commands.set(Number(pid), args ?? '')
  }
  for (const [pid, args] of commands) {
    if (/\/postgres -D /.test(args) && args.includes(data) && !args.startsWith(RUNUSER)) pids.push(pid)
  }
  for (const [pid, parent] of parents) if (pids.includes(parent)) pids.push(pid)
  return pids
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already: children end with their parent.
  }
}

async function untilItAnswers(port: number): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    try {
      return await withClient(port, 'postgres', async (client) => {
        await client.query('select 1')
      })
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function withClient<T>(port: number, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'frankly', database })
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
