import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Build, built } from './built.ts'

interface Report {
  readonly entries: Readonly<Record<'loader' | 'interface' | 'delivery', string>>
  /** What the bundler put into each file. */
  readonly files: Readonly<Record<string, { readonly packages: readonly string[] }>>
  readonly single: { readonly packages: readonly string[] }
}

let files: Build
let report: Report
beforeAll(async () => {
  files = await built()
  report = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'dist', 'cdn', 'integrity.json'), 'utf8'))
})

const SIGNALS = ['@preact/signals', '@preact/signals-core', 'preact']

describe('the libraries that the widget stands on are in what a page loads (docs/decisions/0006)', () => {
  it('script tag: signals in the interface, ky in delivery, neither on every page', () => {
    const { entries } = report
    expect(report.files[entries.loader]?.packages).toEqual([])
    expect(report.files[entries.interface]?.packages).toEqual(SIGNALS)
    expect(report.files[entries.delivery]?.packages).toEqual(['ky'])
    // the report speaks of the files that are served
    expect(Object.keys(report.files).filter((name) => !files.has(`/${name}`))).toEqual([])
  })

  it('single file: all of them', () => {
    expect(report.single.packages).toEqual([...SIGNALS.slice(0, 2), 'ky', 'preact'])
  })

  it('no file of either holds zod, or anything else', () => {
    const all = new Set([...Object.values(report.files), report.single].flatMap(({ packages }) => packages))
    expect([...all].sort()).toEqual([...SIGNALS.slice(0, 2), 'ky', 'preact'])
  })
})
