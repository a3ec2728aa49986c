import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
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

  it('npm: the package depends on them, and a shop`s bundler finds them behind createFeedback, and no zod', async () => {
    const root = join(import.meta.dirname, '..', '..')
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(['@preact/signals', 'ky', 'preact']))
    const done = (await build({
      root,
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['frankly-source', 'module', 'browser', 'import', 'default'] },
      build: { write: false, lib: { entry: join(root, 'src', 'index.ts'), formats: ['es'] } },
    })) as Rolldown.RolldownOutput[]
    const ids = done[0]!.output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []))
    const found = ids.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? [])
    expect([...new Set(found)].sort()).toEqual([...SIGNALS.slice(0, 2), 'ky', 'preact'])
  })

  it('no file of either holds zod, or anything else', () => {
    const all = new Set([...Object.values(report.files), report.single].flatMap(({ packages }) => packages))
    expect([...all].sort()).toEqual([...SIGNALS.slice(0, 2), 'ky', 'preact'])
  })
})
