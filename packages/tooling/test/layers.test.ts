import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Arrow, findCycle, importsOf } from '../src/imports.ts'
import { workspacePackages } from '../src/packages.ts'
import { root } from '../src/run.ts'

/** The arrows of the house: what each package may import of the others. Nothing else, types included. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  measures: [],
  adapters: ['core'],
  templates: ['core'],
  widget: ['core'],
  collector: ['core', 'adapters', 'measures', 'templates'],
  desk: ['collector/contract', 'measures'],
  react: ['widget', 'core'],
}
/** The only files of the widget that may know the collector: the script tag's own wiring. */
const mayUseCollectorAdapter = /^packages\/widget\/src\/(embed\.ts|delivery\/)/

const isTest = (file: string) => /\.test\.tsx?$|\/test\//.test(file)
const packageOf = (file: string) => /^packages\/([^/]+)\//.exec(file)?.[1] ?? ''
const sources = Object.keys(allowed).flatMap((name) => importsOf(root, `packages/${name}/src`))
const shipped = sources.filter(({ from }) => !isTest(from))

function forbidden({ from, to }: Arrow): boolean {
  const owner = packageOf(from)
  if (to.startsWith('packages/')) return packageOf(to) !== owner
  const imported = /^@frankly\/(.+)$/.exec(to)?.[1]
  if (imported === undefined) return false
  if (owner === 'widget' && imported && /^adapters\/(collector|contact-history)$/.test(imported))
    return !mayUseCollectorAdapter.test(from)
  return !(allowed[owner] ?? []).some((name) => imported === name || imported.startsWith(`${name}/`))
}

describe('layers (house.md 3)', () => {
  it('arrows only point down, type-only imports included', () => {
    expect(shipped.length).toBeGreaterThan(100)
    expect(shipped.filter(forbidden)).toEqual([])
  })

  it('no file imports itself by a way round, type-only imports included', () => {
    expect(findCycle(shipped)).toBeUndefined()
  })

  it('[F20] no package of the workspace depends on itself by a way round, dependencies of tests included', () => {
    const folders = [...workspacePackages('packages'), ...workspacePackages('examples')]
    const arrows = folders.flatMap(({ name, folder }) => {
      const { dependencies, devDependencies, peerDependencies, optionalDependencies } = JSON.parse(
        readFileSync(`${root}${folder}/package.json`, 'utf8'),
      )
      const named = Object.entries<string>({
        ...peerDependencies,
        ...optionalDependencies,
        ...devDependencies,
        ...dependencies,
      })
      return named.filter(([, range]) => range.startsWith('workspace:')).map(([to]) => ({ from: name, to }))
    })
    expect(arrows.length).toBeGreaterThan(20)
    expect(findCycle(arrows)).toBeUndefined()
  })

  it('measures imports nothing at all from outside', () => {
    expect(shipped.filter(({ from, to }) => packageOf(from) === 'measures' && !to.startsWith('packages/'))).toEqual([])
  })

  it('[peer 48] core touches the DOM only in src/browser: an app without a page can use it', () => {
    const outside = shipped.filter(
      ({ from, to }) =>
        from.startsWith('packages/core/src/') && !from.includes('/browser/') && to.includes('core/src/browser/'),
    )
    expect(outside).toEqual([])
  })

  it('[F2] core knows Node only in src/node, and nothing else of it comes by there', () => {
    const core = shipped.filter(({ from }) => from.startsWith('packages/core/src/'))
    const outside = core.filter(({ from }) => !from.startsWith('packages/core/src/node/'))
    expect(outside.filter(({ to }) => /^node:|core\/src\/node\//.test(to))).toEqual([])
    expect(core.filter(({ to }) => to.startsWith('node:')).length).toBeGreaterThan(0)
  })

  it('only store/ speaks SQL and only http/ knows Hono', () => {
    const sql = shipped.filter(
      ({ from, to }) =>
        /^(kysely|pg|node:sqlite)/.test(to) && !/^packages\/(collector\/src\/store|core\/src\/node)\//.test(from),
    )
    const hono = shipped.filter(
      ({ from, to }) => /^(hono|@hono\/)/.test(to) && !from.startsWith('packages/collector/src/http/'),
    )
    // An adapter may post to somebody's PostgreSQL table; the collector's own rows stay behind its store.
    expect(sql.filter(({ from }) => !from.startsWith('packages/adapters/src/server/'))).toEqual([])
    expect(hono).toEqual([])
  })

  it('full zod is nowhere; the widget holds no zod at all, and ky only where it delivers', () => {
    expect(shipped.filter(({ from, to }) => to === 'zod' && !from.startsWith('packages/collector/'))).toEqual([])
    const widget = shipped.filter(({ from }) => packageOf(from) === 'widget')
    expect(widget.filter(({ to }) => /^zod/.test(to))).toEqual([])
    expect(widget.filter(({ from, to }) => to === 'ky' && !/\/src\/delivery\//.test(from))).toEqual([])
  })

  it('side packages are imported by tests and scripts only', () => {
    expect(shipped.filter(({ to }) => /^@frankly\/(testing|tooling|bench)/.test(to))).toEqual([])
  })
})

describe('the layers test itself', () => {
  it('sees an upward arrow, by value and by type', () => {
    expect(forbidden({ from: 'packages/core/src/x.ts', to: '@frankly/widget' })).toBe(true)
    expect(forbidden({ from: 'packages/core/src/x.ts', to: 'packages/widget/src/index.ts' })).toBe(true)
    expect(forbidden({ from: 'packages/widget/src/screens/x.tsx', to: '@frankly/adapters/collector' })).toBe(true)
    expect(forbidden({ from: 'packages/widget/src/embed.ts', to: '@frankly/adapters/collector' })).toBe(false)
  })

  it('sees a cycle', () => {
    const cycle = findCycle([
      { from: 'a.ts', to: 'b.ts' },
      { from: 'b.ts', to: 'c.ts' },
      { from: 'c.ts', to: 'a.ts' },
    ])
    expect(cycle).toEqual(['a.ts', 'b.ts', 'c.ts', 'a.ts'])
  })
})
