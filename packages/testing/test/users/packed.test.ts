import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { installPacked, runIn, versionOf, writeFiles } from '../../src/users/index.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly bin?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly dependencies?: Readonly<Record<string, string>>
}

const names = inject('packedNames')
let byNpm = ''
let byPnpm = ''

beforeAll(async () => {
  const react = { react: versionOf('react'), 'react-dom': versionOf('react') }
  byNpm = await installPacked('packed-npm', {
    packages: names,
    dependencies: { ...react, vite: versionOf('vite'), typescript: versionOf('typescript') },
  })
  byPnpm = await installPacked('packed-pnpm', { packages: names, dependencies: react, manager: 'pnpm' })
})

const folderOf = (name: string) => join(byNpm, 'node_modules', name)
const manifestOf = (name: string): Manifest => JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'))

/** Files that an entry of `exports` names. */
const filesOf = (entry: Manifest['exports'][string]) => (typeof entry === 'string' ? [entry] : Object.values(entry))

/** Every address that an import may name, with its file. */
const entriesOf = (name: string) =>
  Object.entries(manifestOf(name).exports).flatMap(([path, entry]) =>
    path === './package.json' ? [] : [{ path: `${name}${path.slice(1)}`, file: filesOf(entry).at(-1) ?? '' }],
  )

/** Packages that the code of a package imports, as it ships. */
const importsOf = (name: string): readonly string[] => {
  const specifiers = globSync('dist/**/*.js', { cwd: folderOf(name), exclude: ['dist/cdn/**', 'dist/single/**'] })
    .flatMap((file) => [
      ...readFileSync(join(folderOf(name), file), 'utf8').matchAll(
        /(?:^(?:import|export) [^'"\n]*from |^import |\bimport\()['"]([^.'"][^'"]*)['"]/gm,
      ),
    ])
    .map(([, specifier = '']) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '')
  return [...new Set(specifiers)]
}

/** What runs on servers alone is built for a server. */
const isServerOnly = ({ path, file }: { readonly path: string; readonly file: string }) =>
  path.startsWith('@frankly/collector') || path === '@frankly/adapters/testing' || /\/(server|node)\//.test(file)

/** A module that imports every given entry and prints how many there are. */
const importsAll = (entries: readonly { readonly path: string }[]) =>
  `${entries.map(({ path }, at) => `import * as m${at} from '${path}'`).join('\n')}
const all = [${entries.map((_, at) => `m${at}`).join(', ')}]
if (all.some((each) => Object.keys(each).length === 0)) throw new Error('an entry exports nothing')
console.log('imported ' + all.length)
`

describe.each(names)('[F6] packed means complete: %s', (name) => {
  it('has a readme, the licence, and every file that exports and bin name; nothing of the workspace is left in it', () => {
    const manifest = manifestOf(name)
    expect(manifest.license).toBe('MIT')
    expect(readFileSync(join(folderOf(name), 'LICENSE'), 'utf8')).toContain('MIT')
    expect(readFileSync(join(folderOf(name), 'README.md'), 'utf8')).toContain(`# ${name}`)
    const named = [...Object.values(manifest.exports).flatMap(filesOf), ...Object.values(manifest.bin ?? {})]
    expect(named.filter((file) => !existsSync(join(folderOf(name), file)))).toEqual([])
    const { exports, dependencies, bin } = manifest
    expect(JSON.stringify({ exports, dependencies, bin })).not.toMatch(/workspace:|catalog:|frankly-source|\.\/src\//)
    expect(globSync('**/*.{test,spec}.*', { cwd: folderOf(name), exclude: ['node_modules/**'] })).toEqual([])
  })

  it('names every package that it imports', () => {
    const { dependencies = {}, ...rest } = manifestOf(name) as Manifest & {
      readonly peerDependencies?: Readonly<Record<string, string>>
      readonly optionalDependencies?: Readonly<Record<string, string>>
    }
    const named = [dependencies, rest.peerDependencies ?? {}, rest.optionalDependencies ?? {}]
    const known = [name, ...named.flatMap(Object.keys)]
    const imported = importsOf(name).filter((wanted) => !wanted.startsWith('node:') && !known.includes(wanted))
    expect(imported).toEqual([])
  })
})

it('[F6] packed means complete: every entry of every package can be imported in Node, by npm and by strict pnpm', async () => {
  const entries = names.flatMap(entriesOf)
  expect(entries.length).toBeGreaterThan(40)
  for (const folder of [byNpm, byPnpm]) {
    writeFiles(folder, { 'import-all.js': importsAll(entries) })
    expect(await runIn(folder, 'node import-all.js')).toContain(`imported ${entries.length}`)
  }
})

it('[F1] @frankly/react can be imported where React has server components, and says where clients begin', async () => {
  const entries = entriesOf('@frankly/react')
  writeFiles(byPnpm, { 'server-components.js': importsAll(entries) })
  expect(await runIn(byPnpm, 'node --conditions react-server server-components.js')).toContain('imported 2')
  const folder = join(folderOf('@frankly/react'), 'dist')
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.js') && each !== 'index.js'))
    expect(readFileSync(join(folder, file), 'utf8'), file).toMatch(/^'use client'|^"use client"/)
})

it('[F6] packed means complete: vite builds every entry, for pages and for servers, without a warning', async () => {
  const entries = names.flatMap(entriesOf)
  writeFiles(byNpm, {
    // said of every library with client components; the React plugin of vite keeps it back as well
    'vite.config.js': `const onLog = (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log)
// libraries in machine code are loaded by Node itself: no bundler takes them in
const external = ['@node-rs/argon2', 'sharp']
export default { logLevel: 'warn', ssr: { noExternal: true, external }, build: { rolldownOptions: { onLog } } }`,
    'page.js': importsAll(entries.filter((entry) => !isServerOnly(entry))),
    'server.js': importsAll(entries),
    'index.html': '<!doctype html><title>all</title><script type="module" src="/page.js"></script>',
  })
  expect(await runIn(byNpm, 'npx vite build --outDir dist-page')).toBe('')
  await runIn(byNpm, 'npx vite build --ssr server.js --outDir dist-server')
  expect(await runIn(byNpm, 'node dist-server/server.js')).toContain(`imported ${entries.length}`)
})

it('[F6] packed means complete: the widget imports the libraries that it stands on, and a page built with it holds them', async () => {
  const libraries = ['@preact/signals', 'ky', 'preact']
  expect(importsOf('@frankly/widget')).toEqual(expect.arrayContaining(libraries))
  expect(Object.keys(manifestOf('@frankly/widget').dependencies ?? {})).toEqual(expect.arrayContaining(libraries))
  writeFiles(byNpm, {
    'shop.js': `import { createFeedback } from '@frankly/widget'
createFeedback({ project: 'pk_demo', host: 'https://feedback.example.com' })`,
    'list-packages.js': `import { build } from 'vite'
const [{ output }] = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib: { entry: 'shop.js', formats: ['es'] } } })
const ids = output.flatMap((chunk) => Object.keys(chunk.modules ?? {}))
const found = ids.flatMap((id) => /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(id)?.[1] ?? [])
console.log([...new Set(found)].sort().join(' '))`,
  })
  expect((await runIn(byNpm, 'node list-packages.js')).trim().split(' ')).toEqual([
    '@frankly/adapters',
    '@frankly/core',
    '@frankly/widget',
    '@preact/signals',
    '@preact/signals-core',
    'ky',
    'preact',
  ])
})

it('[F6] packed means complete: the collector has its pages, its script tag with parts, and a program that starts', async () => {
  const folder = folderOf('@frankly/collector')
  const { entries, files } = JSON.parse(readFileSync(join(folder, 'widget/integrity.json'), 'utf8'))
  expect(Object.values(entries).length).toBe(3)
  for (const file of Object.keys(files)) expect(statSync(join(folder, 'widget', file)).size, file).toBeGreaterThan(0)
  expect(readdirSync(join(folder, 'assets'))).toEqual(expect.arrayContaining(['live.js', 'page.css', 'icon.svg']))
  for (const manager of [byNpm, byPnpm])
    expect(await runIn(manager, './node_modules/.bin/frankly --help')).toContain('serve')
})

it('[AC14] packed means complete: the driver of PostgreSQL is for those who use it, and its absence is one sentence', async () => {
  const command = './node_modules/.bin/frankly migrate --store postgres://nobody@127.0.0.1:1/none 2>&1 || true'
  expect(await runIn(byPnpm, command)).toContain('its driver is not installed: npm install pg')
})

it('[F6] packed means complete: an adapter whose library is not installed says so when it is made, not when it is imported', async () => {
  writeFiles(byPnpm, {
    'no-library.js': `import { createSmtpAdapter } from '@frankly/adapters/smtp'
try {
  createSmtpAdapter({ host: 'mail.example.com', from: 'a@example.com', to: 'b@example.com' })
} catch (error) {
  console.log(error.code, error.message)
}`,
  })
  expect(await runIn(byPnpm, 'node no-library.js')).toMatch(/option-invalid.*nodemailer.*npm install nodemailer/)
})

it('[F6] packed means complete: the types of the packages fit together under strict', async () => {
  writeFiles(byNpm, {
    'app.ts': `import { createFeedback } from '@frankly/widget'
import { createClient, defineSurvey, type Survey } from '@frankly/core'
import { createCollectorAdapter } from '@frankly/adapters/collector'
import { nps } from '@frankly/measures'
import { templates } from '@frankly/templates'

export const survey: Survey = defineSurvey(templates[0])
export const score = nps({ promoters: 50, passives: 30, detractors: 20 })
export const transport = createCollectorAdapter({ host: 'https://feedback.example.com', project: 'pk_demo' })
const feedback = createFeedback({ project: 'pk_demo', host: 'https://feedback.example.com' })
feedback.on('complaint.sent', ({ receipt }) => console.log(receipt?.code))
feedback.on('suppressed', ({ surveyId, reason }) => console.log(surveyId, reason))
// @ts-expect-error no such event
feedback.on('complaint.lost', () => undefined)
export const closeAgain = async () => {
  const result = await feedback.show('purchase')
  if (result.shown) result.close()
  else console.log(result.reason)
}
export { createClient }
`,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2023', 'dom', 'dom.iterable'],
        noEmit: true,
        types: [],
      },
      files: ['app.ts'],
    }),
  })
  expect(await runIn(byNpm, 'npx tsc -p .')).toBe('')
})
