import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ADAPTER_LIST, adapterFiles, listedAdapters } from '../src/adapter-files.ts'
import { root } from '../src/run.ts'

const read = (file: string) => readFileSync(root + file, 'utf8')
const folder = 'packages/adapters'

it('what is written from the list of adapters is up to date: exports, stubs for browsers, tables of the guide', () => {
  const files = adapterFiles(root)
  expect(files.size).toBe(3)
  for (const [file, text] of files) expect(read(file) === text, `${file}: run "npm run api"`).toBe(true)
})

it('every entry has its API report, and no report is left of one that is gone', () => {
  const { exports } = JSON.parse(read(`${folder}/package.json`)) as { exports: Record<string, unknown> }
  const wanted = Object.keys(exports).map((path) => `adapters${path.slice(1).replace('/', '-')}.api.md`)
  expect(wanted.length).toBeGreaterThan(40)
  expect(globSync('*.api.md', { cwd: `${root}${folder}/etc` }).sort()).toEqual(wanted.sort())
})

it('every adapter of the list was tried with the list of troubles', () => {
  const tried = [...read('docs/reference/adapters-table.md').matchAll(/^\| ([\w-]+)/gm)].map(([, name]) => name)
  expect(listedAdapters(root).filter(({ path }) => !tried.includes(path))).toEqual([])
})

it('no path stands twice in the list', () => {
  const paths = listedAdapters(root).map(({ path }) => path)
  expect(new Set(paths).size, ADAPTER_LIST).toBe(paths.length)
})
