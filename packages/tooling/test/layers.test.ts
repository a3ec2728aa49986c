import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { afterEach, describe, expect, it } from 'vitest'
import { arrowsUp, FLOORS, withoutFloor } from '../src/house/floors.ts'
import { knotsBelow, knotsOf } from '../src/house/graph.ts'
import { type Arrow, importsOf, sourcesOf } from '../src/imports.ts'
import { workspacePackages } from '../src/packages.ts'
import { root } from '../src/run.ts'

/** Which packages each package may import, types included. */
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
/** The only files of the widget that may know the collector: what starts it and what delivers. */
const mayUseCollectorAdapter = /^packages\/widget\/src\/(embed\.ts|entries\/delivery\.ts|delivery\/)/

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

describe('layers of packages (docs/architecture.md)', () => {
  it('arrows only point down, type-only imports included', () => {
    expect(shipped.length).toBeGreaterThan(100)
    expect(shipped.filter(forbidden)).toEqual([])
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
    expect(knotsOf(arrows)).toEqual([])
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

  it('the widget is cut into files that load apart in one place, and its entries hand that down', () => {
    const loading = sourcesOf(root, 'packages/widget/src').filter(
      (file) => !isTest(file) && parseSync(file, readFileSync(root + file, 'utf8')).module.dynamicImports.length > 0,
    )
    // what starts the interface and delivery says how these two come: by script tag, and in a bundle
    const starts = ['packages/widget/src/embed.ts', 'packages/widget/src/entries/cdn.ts']
    expect(loading).toEqual([...starts, 'packages/widget/src/entries/loaders.ts'])
    const handing = shipped.filter(({ to }) => to === 'packages/widget/src/entries/loaders.ts').map(({ from }) => from)
    expect([...new Set(handing)]).toEqual([
      'packages/widget/src/embed.ts',
      'packages/widget/src/entries/delivery.ts',
      'packages/widget/src/entries/interface.ts',
    ])
  })

  it('side packages are imported by tests and scripts only', () => {
    expect(shipped.filter(({ to }) => /^@frankly\/(testing|tooling|bench)/.test(to))).toEqual([])
  })
})

const houses = workspacePackages('packages').map(({ folder }) => {
  const name = folder.slice('packages/'.length)
  const arrows = importsOf(root, `${folder}/src`).filter(({ from }) => !isTest(from))
  const floors = FLOORS[name] ?? []
  return { name, floors, src: `${folder}/src`, arrows }
})

describe('layers inside a package (packages/tooling/src/house/floors.ts)', () => {
  it.each(houses)('$name: everything in it has its floor', ({ src, floors, arrows }) => {
    expect(withoutFloor(src, floors, arrows)).toEqual([])
  })

  it.each(houses)(
    '$name: no file and no folder reaches itself by a way round, and no import runs up',
    ({ src, floors, arrows }) => {
      const knots = knotsBelow(src, arrows)
      const up = [...new Set(arrowsUp(src, floors, arrows).map(({ from, to }) => `${from} → ${to}`))]
      expect({ knots, up }).toEqual({ knots: [], up: [] })
    },
  )

  it('what the table names is there', () => {
    expect(Object.keys(FLOORS).sort()).toEqual(houses.map(({ name }) => name).sort())
    const gone = houses.flatMap(({ src, floors }) =>
      floors.filter((entry) => !entry.startsWith('*') && !existsSync(`${root}${src}/${entry}`)),
    )
    expect(gone).toEqual([])
  })
})

describe('the layers test itself', () => {
  const trees: string[] = []
  afterEach(() => {
    for (const tree of trees.splice(0)) rmSync(tree, { recursive: true })
  })

  /** Imports of a small tree of files below `src`. */
  function importsIn(files: Readonly<Record<string, string>>): readonly Arrow[] {
    const tree = mkdtempSync(join(tmpdir(), 'frankly-layers-'))
    trees.push(tree)
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, 'src', name)), { recursive: true })
      writeFileSync(join(tree, 'src', name), text)
    }
    return importsOf(tree, 'src')
  }

  it('sees an arrow between packages that points up, by value and by type', () => {
    expect(forbidden({ from: 'packages/core/src/x.ts', to: '@frankly/widget' })).toBe(true)
    expect(forbidden({ from: 'packages/core/src/x.ts', to: 'packages/widget/src/index.ts' })).toBe(true)
    expect(forbidden({ from: 'packages/widget/src/screens/x.tsx', to: '@frankly/adapters/collector' })).toBe(true)
    expect(forbidden({ from: 'packages/widget/src/embed.ts', to: '@frankly/adapters/collector' })).toBe(false)
  })

  it.each([
    ['a value', `import { b } from './b.ts'`],
    ['a name for effects alone', `import './b.ts'`],
    ['a type', `import type { B } from './b.ts'`],
    ['a type among values', `import { type B } from './b.ts'`],
    ['a re-export', `export { b } from './b.ts'`],
    ['a re-export of everything', `export * from './b.ts'`],
    ['a re-exported type', `export type { B } from './b.ts'`],
    ['code that loads later', `const b = () => import('./b.ts')`],
    ['code that loads later, in backticks', 'const b = () => import(`./b.ts`)'],
    [`import('…') as a type`, `let b: import('./b.ts').B`],
    ['typeof import()', `type B = typeof import('./b.ts')`],
    ['typeof import() deep in a generic', `interface A { b(load: () => Promise<typeof import('./b.ts')>): void }`],
  ])('sees a cycle of files by %s', (_, code) => {
    const arrows = importsIn({ 'a.ts': code, 'b.ts': `import { c } from './c.ts'`, 'c.ts': `import './a.ts'` })
    expect(knotsBelow('src', arrows)).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts']])
  })

  it('takes no word in a comment or a text for an import', () => {
    const code = `/** {@link import('./b.ts').B} */ export const a = "import './b.ts'"`
    expect(importsIn({ 'a.ts': code, 'b.ts': `import './a.ts'` })).toEqual([{ from: 'src/b.ts', to: 'src/a.ts' }])
  })

  it('sees a cycle of folders where no file imports itself by a way round', () => {
    const arrows = importsIn({
      'shown/card.ts': `import { rule } from '../rules/quiet.ts'`,
      'rules/quiet.ts': '',
      'rules/all.ts': `import type { Row } from '../shown/row.ts'`,
      'shown/row.ts': '',
    })
    expect(knotsOf(arrows)).toEqual([])
    expect(knotsBelow('src', arrows)).toEqual([['src/rules', 'src/shown']])
  })

  it('sees a cycle of folders deep inside, and one of a folder and a file beside it', () => {
    const arrows = importsIn({
      'model/checks/one.ts': `import '../limits/two.ts'`,
      'model/limits/two.ts': '',
      'model/limits/three.ts': `export * from '../checks/four.ts'`,
      'model/checks/four.ts': '',
      'options.ts': `import './http/read.ts'`,
      'http/read.ts': '',
      'http/app.ts': `type Options = import('../options.ts').Options`,
    })
    expect(knotsBelow('src', arrows)).toEqual([
      ['src/http', 'src/options.ts'],
      ['src/model/checks', 'src/model/limits'],
    ])
  })

  it('sees an import that runs up or across, and what has no floor', () => {
    const arrows = importsIn({
      'index.ts': `export * from './model/survey.ts'`,
      'model/survey.ts': `import type { View } from '../engine/view.ts'`,
      'model/answer.ts': '',
      'engine/view.ts': `import '../model/answer.ts'`,
      'engine/late.ts': `import '../attic/old.ts'`,
      'attic/old.ts': '',
    })
    const floors = ['*.ts', 'engine', 'model']
    expect(arrowsUp('src', floors, arrows)).toEqual([
      { from: 'engine', to: 'attic' },
      { from: 'model', to: 'engine' },
    ])
    expect(arrowsUp('src', ['*.ts', 'model', 'engine'], arrows)).toContainEqual({ from: 'engine', to: 'model' })
    expect(withoutFloor('src', floors, arrows)).toEqual(['attic'])
  })
})
