import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { applyEdits, type JSONPath, modify } from 'jsonc-parser'
import { readJsonFile } from '../options/json-file.ts'

/** Where a survey of the configuration is written. */
export interface SurveySource {
  readonly file: string
  /** Place of its number in that file. */
  readonly at: JSONPath
}

/** Finds a survey in the configuration file, or in the file that it names. */
export function sourceOf(config: string, project: string, id: string): SurveySource | undefined {
  const given = readJsonFile(config) as { projects?: Record<string, { surveys?: readonly unknown[] }> }
  for (const [i, entry] of (given.projects?.[project]?.surveys ?? []).entries()) {
    const file = typeof entry === 'string' ? resolve(dirname(config), entry) : undefined
    const definition = file === undefined ? entry : readJsonFile(file)
    if ((definition as { id?: unknown } | null)?.id !== id) continue
    return file === undefined
      ? { file: config, at: ['projects', project, 'surveys', i, 'version'] }
      : { file, at: ['version'] }
  }
  return undefined
}

/** Writes another number and touches nothing else of the file. */
export function writeVersion({ file, at }: SurveySource, version: number): void {
  const text = readFileSync(file, 'utf8')
  // Editors of Windows write a mark that is no part of the JSON.
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const json = text.slice(mark.length)
  writeFileSync(file, mark + applyEdits(json, modify(json, at, version, {})))
}
