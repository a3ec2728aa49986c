import { spawn } from 'node:child_process'
import { resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the repository's root, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url))

/** How a finished program ended. */
export interface Finished {
  readonly code: number
  readonly output: string
}

/** What a run may choose. */
export interface RunOptions {
  /** Absolute, or relative to the root. Default: the root. */
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Print its output as it comes. Default `true`. */
  readonly show?: boolean
}

/** Runs a program of `node_modules/.bin` or the system to its end, keeping what it printed. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: resolvePath(root, options.cwd ?? '.'),
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      if (options.show !== false) process.stdout.write(chunk)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', (error) => resolve({ code: 127, output: `${output}${command}: ${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs a program and ends this one with its code when it fails. */
export async function mustRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<void> {
  const done = await run(command, args, options)
  if (done.code === 0) return
  if (options.show === false) process.stdout.write(done.output)
  console.error(`\n${command} ${args.join(' ')} ended with code ${done.code}`)
  process.exit(done.code)
}
