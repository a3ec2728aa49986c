import { statSync } from 'node:fs'

/** Bits of a file's mode for everybody but its owner and the owner's group. */
const OTHERS = 0o007

/** Those of the files that everybody on this machine may read or write. Where there are no modes (Windows): none. */
export function openToOthers(paths: readonly string[]): readonly string[] {
  if (process.platform === 'win32') return []
  return paths.filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & OTHERS) !== 0)
}
