import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real service on loopback, with a folder of its own. */
export interface Service {
  readonly port: number
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/**
 * Where an installed program is.
 * @throws when it is not installed, with the package to install
 */
export function programAt(name: string, debianPackage: string): string {
  const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/bin', '/usr/local/bin']
  const program = places.map((place) => join(place, name)).find((path) => existsSync(path))
  if (!program) throw new Error(`${name} is not installed: install the package "${debianPackage}"`)
  return program
}

/**
 * Starts an installed program on a free port and waits until it listens. Should the tests be cut short, it ends with them.
 * @throws when it is not installed, with the package to install, and when it does not come up
 */
export async function startProgram(
  name: string,
  debianPackage: string,
  argsFor: (port: number, folder: string) => readonly string[],
): Promise<Service> {
  const program = programAt(name, debianPackage)
  const folder = mkdtempSync(join(tmpdir(), `frankly-${name}-`))
  const port = await freePort()
  const child = spawn(program, argsFor(port, folder), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      printed = (printed + String(part)).slice(-4000)
    })
  }
  const gone = once(child, 'exit')
  const cut = (): void => void child.kill('SIGKILL')
  process.once('exit', cut)
  const stop = async (): Promise<void> => {
    process.off('exit', cut)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  const until = Date.now() + 60_000
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`${name} did not come up\n${printed}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { port, stop }
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Whether a port of loopback takes connections. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** One service for many tests: started when first asked for, stopped once. */
export function shared<T extends { stop(): Promise<void> }>(
  start: () => Promise<T>,
): { get(): Promise<T>; stop(): Promise<void> } {
  let running: Promise<T> | undefined
  return {
    get: () => (running ??= start()),
    stop: async () => {
      const which = running
      running = undefined
      await (await which)?.stop()
    },
  }
}
