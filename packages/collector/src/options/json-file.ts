import { readFileSync } from 'node:fs'

/**
 * Reads a JSON file as people save it: a byte order mark at its beginning, as Windows editors write it, is no fault.
 * @throws Error of the file system, SyntaxError
 */
export function readJsonFile(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
}
