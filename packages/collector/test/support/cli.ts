import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** `frankly` in this process, with what it prints caught, and a folder for each test. */
export interface Cli {
  readonly folder: string
  run(...args: readonly string[]): Promise<Ran>
}

/** Prepares it for every test of the file, and clears up after each. */
export function useCli(): Cli {
  let folder = ''
  let out = ''
  let err = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'frankly-cli-'))
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text
      return true
    })
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += text
      return true
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get folder() {
      return folder
    },
    async run(...args) {
      out = ''
      err = ''
      const code = await run(args)
      return { code, out, err }
    },
  }
}
