import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publicPackages } from '../src/packages.ts'
import { root } from '../src/run.ts'

/** Faults that other widgets had: `| number | fault | our rule | proof |`. */
const rows = readFileSync(`${root}docs/reference/good-guest.md`, 'utf8')
  .split('\n')
  .map((line) => /^\| (\d+) \| (.+) \| (.+) \| (.+) \|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, number, fault, rule, proof]) => ({ number: Number(number), fault, rule, proof: proof! }))

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at)

describe('docs/reference/good-guest.md', () => {
  it('speaks of each fault that a guest could have, once', () => {
    expect(rows.map(({ number }) => number)).toEqual([...range(1, 19), ...range(32, 42), ...range(46, 54)])
  })

  it.each(rows)('fault $number: every test named exists and names it', ({ number, proof }) => {
    const files = [...proof.matchAll(/`([^`]+\.tsx?)`/g)].map(([, path]) => path!)
    expect(files).not.toEqual([])
    for (const file of files) {
      expect(existsSync(`${root}packages/${file}`), file).toBe(true)
      expect(readFileSync(`${root}packages/${file}`, 'utf8'), file).toMatch(new RegExp(`\\[peers? ${number}\\]`))
    }
  })
})

it('[peer 36] no package brings a library of charts: pictures are plain SVG', () => {
  const brought = publicPackages().flatMap(({ folder }) => {
    const { dependencies = {} } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'))
    return Object.keys(dependencies)
  })
  expect(brought.length).toBeGreaterThan(5)
  expect(brought.filter((name) => /chart|d3|plot|vega|graph|highcharts|visx|nivo/i.test(name))).toEqual([])
})
