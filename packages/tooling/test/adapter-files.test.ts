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

it('the list says of each what the tests saw leave, beside what an option allows', () => {
  const seen = new Map(
    [...read('docs/reference/adapters-table.md').matchAll(/^\| ([\w-]+) \|.*\| ok \(([\w, ]+)\) \|$/gm)].map(
      ([, name, carried]) => [name!, carried!],
    ),
  )
  const all = ['contact', 'text', 'order', 'subject']
  const wordsIn = (text: string) => all.filter((word) => new RegExp(`\\b${word}\\b`).test(text))
  for (const { path, carries } of listedAdapters(root)) {
    const parts = carries.replace('everything', all.join(', ')).split('; ')
    const byOption = parts.filter((part) => part.endsWith('by option'))
    const always = wordsIn(parts.filter((part) => !byOption.includes(part)).join())
    const may = byOption.some((part) => part.startsWith('more')) ? all : [...always, ...wordsIn(byOption.join())]
    const carried = wordsIn(seen.get(path) ?? 'no row')
    expect({ path, kept: always.filter((word) => !carried.includes(word)) }).toEqual({ path, kept: [] })
    expect({ path, unsaid: carried.filter((word) => !may.includes(word)) }).toEqual({ path, unsaid: [] })
  }
})

it('the list and the docstring of an adapter name the same default events', () => {
  const ticked = (text: string) => [...text.matchAll(/`([\w.-]+)`/g)].map(([, word]) => word)
  const said = listedAdapters(root).flatMap(({ path, where, sends }) => {
    const folder = { both: '', page: 'browser/', server: 'server/' }[where]
    const events = /Default events?: ((?:`[\w.-]+`(?:, )?)+)/.exec(
      read(`packages/adapters/src/${folder}${path}.ts`),
    )?.[1]
    return events ? [{ path, sends: ticked(sends), events: ticked(events) }] : []
  })
  expect(said.length).toBeGreaterThan(20)
  expect(said.filter(({ sends, events }) => sends.join() !== events.join())).toEqual([])
})

it('the collector offers only adapters as adapters, no other sub-path', () => {
  const named = /TOOLS: ReadonlySet<string> = new Set\(\[(.*)\]\)/.exec(
    read('packages/collector/src/outbox/load-adapter.ts'),
  )?.[1]
  const { tools } = JSON.parse(read(ADAPTER_LIST)) as { tools: { path: string }[] }
  const wanted = ['package.json', ...tools.map(({ path }) => path)].filter((path) => path !== '.').sort()
  expect(named?.match(/[\w.-]+/g)).toEqual(wanted)
})

it('no path stands twice in the list', () => {
  const paths = listedAdapters(root).map(({ path }) => path)
  expect(new Set(paths).size, ADAPTER_LIST).toBe(paths.length)
})
