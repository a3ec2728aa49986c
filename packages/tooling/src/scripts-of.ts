import { globSync } from 'node:fs'
import { root } from './run.ts'

/** Files that match, sorted, as absolute paths. */
export function scriptsOf(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .map((path) => `${root}${path}`)
}
