import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const widget = join(import.meta.dirname, '..', '..')
const cdn = join(widget, 'dist', 'cdn')
/** What the build is made of. */
const sources = ['src', 'build', '../core/src', '../adapters/src'].map((folder) => join(widget, folder))

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs
    }),
  )
}

const builtAt = (): number => statSync(join(cdn, 'integrity.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** The files of the script-tag build, by path: `/frankly.js`, `/a/….js`, `/single/frankly.js`. */
export type Build = ReadonlyMap<string, Buffer>

/** Builds when the sources are newer, one test file at a time, and keeps a copy: another file may build again. */
export async function built(): Promise<Build> {
  const lock = join(widget, 'dist', '.building')
  mkdirSync(join(widget, 'dist'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      // a lock that a killed run left behind
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > 120_000) rmSync(lock, { recursive: true, force: true })
      await new Promise((go) => setTimeout(go, 200))
    }
  }
  try {
    if (builtAt() < Math.max(...sources.map(newest)))
      await promisify(execFile)(process.execPath, ['--conditions=frankly-source', 'build/build-cdn.ts'], {
        cwd: widget,
      })
    const files = new Map<string, Buffer>()
    for (const [path, folder] of [
      ['', cdn],
      ...['a', 'b', 'd'].map((name) => [`/${name}`, join(cdn, name)] as const),
      ['/single', join(cdn, '..', 'single')],
    ] as const)
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.js')))
        files.set(`${path}/${name}`, readFileSync(join(folder, name)))
    return files
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}
