import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { inject } from 'vitest'
import { repoPath } from '../repo.ts'
import './provided.ts'

/** What a user has installed. */
export interface Installed {
  /** Frankly packages by name, as the user names them. What they depend on comes by itself. */
  readonly packages: readonly string[]
  /** Packages from the usual registry, name to version. */
  readonly dependencies?: Readonly<Record<string, string>>
  /** Default `npm`. */
  readonly manager?: 'npm' | 'pnpm'
}

/** What may be chosen for a command. */
export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv
  /** Default 180,000. */
  readonly timeoutMs?: number
}

/** A program that a user started and that goes on running. */
export interface Running {
  /** First capture group of the line that said it was ready. */
  readonly match: string
  /** All it printed so far. */
  output(): string
  /** SIGTERM to it and all that it started. Resolves when it is gone. */
  stop(): Promise<void>
}

/**
 * An empty folder outside the repository whose npm finds the packed packages under their names. The same name gives
 * the same folder, so that a set of dependencies is installed once.
 */
export function userFolder(name: string): string {
  const folder = join(inject('usersFolder'), name)
  if (existsSync(folder)) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, '.npmrc'),
    `@frankly:registry=${inject('packedRegistry')}\naudit=false\nfund=false\nupdate-notifier=false\n`,
  )
  return folder
}

/**
 * Installs packed packages as a user does: `npm install @frankly/…` in an empty folder.
 * @returns the folder
 */
export async function installPacked(name: string, installed: Installed): Promise<string> {
  const folder = userFolder(name)
  const marker = join(folder, '.installed')
  const wanted = JSON.stringify(installed)
  if (existsSync(marker)) {
    if (readFileSync(marker, 'utf8') !== wanted)
      throw new Error(`${folder}: installed before with other packages; use another name`)
    return folder
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }))
  const wants = [
    ...installed.packages,
    ...Object.entries(installed.dependencies ?? {}).map(([dependency, version]) => `${dependency}@${version}`),
  ]
  await runIn(folder, `${installed.manager === 'pnpm' ? `npx -y ${pnpm()} add` : 'npm install'} ${wants.join(' ')}`)
  writeFileSync(marker, wanted)
  return folder
}

/** Version of a package that this repository itself is built with. */
export function versionOf(dependency: string): string {
  const line = readFileSync(repoPath('pnpm-workspace.yaml'), 'utf8')
    .split('\n')
    .map((text) => /^\s+['"]?([^'":]+)['"]?: ['"]?[~^]?(\d[^'"\s]*)/.exec(text))
    .find((found) => found?.[1] === dependency)
  if (!line?.[2]) throw new Error(`${dependency}: not in the catalog of pnpm-workspace.yaml`)
  return line[2]
}

/** Writes files into a folder, by their paths from it. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/**
 * Runs a command line by the shell, as it is written, and gives back what it printed.
 * @throws Error with all output when it ends with another code than 0
 */
export async function runIn(folder: string, command: string, options: CommandOptions = {}): Promise<string> {
  const { child, output } = launch(folder, command, options)
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), options.timeoutMs ?? 180_000)
  const [code, signal] = await once(child, 'close')
  clearTimeout(timer)
  if (code !== 0) throw new Error(`"${command}" in ${folder} ended with ${code ?? signal}\n${output()}`)
  return output()
}

/** Starts a command line by the shell and resolves when a line of it matches. */
export async function startIn(
  folder: string,
  command: string,
  ready: RegExp,
  options: CommandOptions = {},
): Promise<Running> {
  const { child, output } = launch(folder, command, options)
  const gone = once(child, 'close')
  const stop = async (): Promise<void> => {
    process.off('exit', cut)
    killGroup(child, 'SIGTERM')
    const timer = setTimeout(() => killGroup(child, 'SIGKILL'), 10_000)
    await gone
    clearTimeout(timer)
  }
  const cut = (): void => killGroup(child, 'SIGKILL')
  process.once('exit', cut)
  const until = Date.now() + (options.timeoutMs ?? 180_000)
  for (;;) {
    const match = ready.exec(output())
    if (match) return { match: match[1] ?? '', output, stop }
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`"${command}" in ${folder} did not print ${ready}\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

function launch(folder: string, command: string, options: CommandOptions) {
  // a process group of its own: npx and npm do not hand signals on to what they start
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { ...userEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (part) => {
      printed += part
    })
  }
  return { child, output: () => printed }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // it is gone already
  }
}

/** The environment without what this repository and its test runner put in: none of its programs, no settings of theirs. */
function userEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(?!config_(registry|cache|.*proxy|cafile))|NODE_(ENV|OPTIONS|PATH)$|VITEST|VITE_|TEST$|FRANKLY_|INIT_CWD|PNPM_)/i.test(
        name,
      ),
  )
  const places = (process.env['PATH'] ?? '').split(delimiter).filter((place) => !place.startsWith(repoPath('')))
  return { ...Object.fromEntries(kept), PATH: [dirname(process.execPath), ...places].join(delimiter) }
}

/** For example `pnpm@12.21.0`. */
function pnpm(): string {
  return JSON.parse(readFileSync(repoPath('package.json'), 'utf8')).packageManager
}
