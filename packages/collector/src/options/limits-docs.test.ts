import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AGES } from '../collector.ts'
import { LIMITS } from './limits.ts'

const text = readFileSync(new URL('../../../../docs/reference/limits.md', import.meta.url), 'utf8')

/** Rows of a table by their first cell. */
function rows(heading: string): ReadonlyMap<string, string> {
  const part = text.split(`## ${heading}`)[1]!.split('\n## ')[0]!
  return new Map([...part.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, name, value]) => [name!, value!.trim()]))
}

describe('docs/reference/limits.md', () => {
  it('[F14] every limit stands in the table with its default, and nothing else does', () => {
    const written = [...rows('Options')].map(([name, value]) => {
      const number = Number(value.replace(/,/g, '').replace(' MiB', ''))
      return [name, value.endsWith('MiB') ? number * 1024 * 1024 : number]
    })
    expect(Object.fromEntries(written)).toEqual(LIMITS)
  })

  it('[F14] every time stands in the table', () => {
    const written = [...rows('Times')].map(([name, value]) => [name, Number.parseInt(value, 10) * 24 * 3_600_000])
    expect(Object.fromEntries(written)).toEqual(AGES)
  })
})
