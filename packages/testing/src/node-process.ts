import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A Node program of this repository, run from source in a process of its own. */
export interface NodeProcess {
  readonly child: ChildProcess
  /** Everything it printed so far. */
  output(): string
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>
  /** SIGTERM, and wait for a clean end. Resolves with the exit code. */
  stop(): Promise<number | null>
}

/** Starts a `.ts` file and resolves with the first capture group of the line that says it is ready. */
export async function startNode(
  file: string,
  args: readonly string[],
  ready: RegExp,
  options: { readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number } = {},
): Promise<NodeProcess & { readonly match: string }> {
  const child = spawn(
    process.execPath,
    ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning', file, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    },
  )
  let printed = ''
  const gone = once(child, 'exit')
  const match = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => fail('was not ready in time'), options.timeoutMs ?? 180_000)
    const fail = (what: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`${file} ${what}\n${printed}`))
    }
    const read = (line: string) => {
      printed += `${line}\n`
      const found = ready.exec(line)
      if (!found) return
      clearTimeout(timer)
      resolve(found[1] ?? '')
    }
    createInterface({ input: child.stdout }).on('line', read)
    createInterface({ input: child.stderr }).on('line', (line) => {
      printed += `${line}\n`
    })
    child.once('error', (error) => fail(`could not start: ${error.message}`))
    child.once('exit', (code, signal) => fail(`ended early (${code ?? signal})`))
  })
  return {
    child,
    match,
    output: () => printed,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await gone
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await gone
      return child.exitCode
    },
  }
}
