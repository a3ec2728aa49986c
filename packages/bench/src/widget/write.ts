import { readFileSync, writeFileSync } from 'node:fs'
import { repoPath } from '@frankly/testing'

const BEGIN = '<!-- measured: begin -->'
const END = '<!-- measured: end -->'

/** Puts the text between the two marks of a Markdown file of the repository. */
export function writeBetweenMarks(file: string, text: string): void {
  const path = repoPath(file)
  const [before, rest] = readFileSync(path, 'utf8').split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`${file} has no "${BEGIN}" followed by "${END}"`)
  writeFileSync(path, `${before}${BEGIN}\n\n${text.trim()}\n\n${END}${after}`)
}
