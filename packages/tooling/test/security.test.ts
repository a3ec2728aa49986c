import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { root } from '../src/run.ts'

/** Attacks: `| number | attack | what happens instead | test |`. */
const rows = readFileSync(`${root}docs/reference/security.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, number = '', attack = '', instead = '', test = ''] = line.split(/ ?(?<!\\)\| ?/)
    return { number: Number(number), attack, instead, test: test.trim() }
  })

/** Faults that have attacks, by their numbers in docs/reference/marks.md. */
const NUMBERS = [5, 6, 13, 14, 15, 16, 17, 18, 20]

describe('docs/reference/security.md', () => {
  it('has a row for each number', () => {
    expect([...new Set(rows.map(({ number }) => number))].sort((a, b) => a - b)).toEqual(NUMBERS)
  })

  it.each(rows)('$number: $attack', ({ number, instead, test }) => {
    expect(instead.trim()).not.toBe('')
    const [, file = '', title = ''] = /^`([^`]+)` · (.+)$/.exec(test) ?? []
    expect(existsSync(root + file), `a test as \`path\` · title, got ${test}`).toBe(true)
    const text = readFileSync(root + file, 'utf8')
    // The title stands in a test of that file, under the fault's number.
    expect(text).toContain(`[F${number}]`)
    expect(text.replaceAll('\\', ''), `${file} has no test of this title`).toMatch(
      new RegExp(`(it|test|describe)(\\.[^\\n]*)?\\(\\s*['"\`](\\[F\\d+\\] )*${escaped(title)}['"\`]`),
    )
  })
})

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
