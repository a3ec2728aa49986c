import { existsSync, globSync, statSync } from 'node:fs'
import { root } from './run.ts'

/** Whether a built file is younger than all its sources, so that building again would change nothing. */
export function isFresh(output: string, sources: readonly string[]): boolean {
  if (!existsSync(`${root}${output}`)) return false
  const built = statSync(`${root}${output}`).mtimeMs
  return sources
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .every((source) => statSync(`${root}${source}`).mtimeMs < built)
}
