import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { root } from '../src/run.ts'

/** Words that had two meanings or none outside this repository, and the word of the glossary that stands for each. */
const OLD: readonly (readonly [old: RegExp, word: string])[] = [
  [/\b(?:\w+Parcel|Parcel\w*|parcel[A-Z]\w*)\b/, 'record'],
  [/\b(?:\w*Shelf|shelf)\b/, 'record store'],
  [/\b(?:\w*Sweeper|sweeper)\b/, 'drain'],
  [/\b(?:\w*Farewell|farewell)\b/, 'final flush'],
  [/\bHappenings?\b|\bhappenings?\b/, 'trigger event'],
  [/\bOccasion\w*\b|\boccasion[A-Z]\w*\b/, 'trigger event'],
  [/\((?:domain|peers) (?:row )?[\d.]+|\b(?:domain|peers|reliability|toolchain)\.md\b|\bissue 1\d\b/, 'a link'],
  [/\bStanding\w*\b|\bstanding[A-Z]\w*\b/, 'contact history'],
  [/\borderSigns\b|\bOrderSigns?\b/, 'order candidates'],
]

const files = globSync(['packages/*/src/**/*.{ts,tsx}', 'docs/**/*.md', 'CONTRIBUTING.md', 'README.md'], { cwd: root })
  .filter((file) => !file.includes('node_modules') && !file.startsWith('docs/reference/api/'))
  .sort()

it.each(OLD)('nobody says %s: docs/glossary.md has %s', (old) => {
  const said = files.flatMap((file) =>
    readFileSync(root + file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (old.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  )
  expect(files.length).toBeGreaterThan(800)
  expect(said).toEqual([])
})
