import { readFileSync, writeFileSync } from 'node:fs'
import { repoPath } from '@frankly/testing'
import { COLUMNS, type Row } from './torture-probe.ts'

/** A line of the torture table. */
export interface Line {
  readonly page: string
  readonly browser: string
  readonly row: Row
}

const doc = repoPath('docs/reference/good-guest.md')
const [begin, end] = ['<!-- torture table: written by the test -->', '<!-- end of the torture table -->']

/** Markdown of the lines, sorted by page as they were given first. */
export function tableOf(lines: readonly Line[]): string[] {
  const order = [...new Set(lines.map(({ page }) => page))]
  return [...lines]
    .sort((a, b) => order.indexOf(a.page) - order.indexOf(b.page))
    .map(({ page, browser, row }) => `| ${[page, browser, ...COLUMNS.map((column) => row[column])].join(' | ')} |`)
}

/** The lines of the table in the docs. */
export function documented(): string[] {
  const text = readFileSync(doc, 'utf8')
  return text
    .slice(text.indexOf(begin), text.indexOf(end))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
}

/** Writes the table into the docs. */
export function write(lines: readonly Line[]): void {
  const text = readFileSync(doc, 'utf8')
  const head = ['page', 'browser', ...COLUMNS]
  const table = [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...tableOf(lines)]
  const [before] = text.split(begin)
  const [, after] = text.split(end)
  writeFileSync(doc, `${before}${begin}\n\n${table.join('\n')}\n\n${end}${after}`)
}
