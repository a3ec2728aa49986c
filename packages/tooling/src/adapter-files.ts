import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The list of all adapters, from the root: the one place where an adapter is entered. */
export const ADAPTER_LIST = 'packages/adapters/adapters.json'

/** A row of the list. */
export interface ListedAdapter {
  /** Sub-path of `@frankly/adapters`. Its source is `src/<path>.ts`, or stands in `src/browser/` or `src/server/`, by `where`. */
  readonly path: string
  /** `server`: it holds a secret, and bundles for browsers get a stub of it. */
  readonly where: 'both' | 'page' | 'server'
  /** Cells of the table in the guide, as Markdown. */
  readonly destination: string
  readonly sends: string
  readonly carries: string
  /** Packages that must be installed beside it, with their versions. */
  readonly needs?: Readonly<Record<string, string>>
  /** Set when these packages want a newer Node than we do. */
  readonly needsNode?: string
  /** By what a repeat is recognised, for those that the guide lists it of. */
  readonly repeat?: string
}

/** A sub-path that is no adapter. */
interface ListedTool {
  readonly path: string
  /** Below `src/`. */
  readonly source: string
}

/** Text of a file by its path from the root. */
type Files = ReadonlyMap<string, string>

const PACKAGE = 'packages/adapters'
const MANIFEST = `${PACKAGE}/package.json`
const GUIDE = 'docs/guides/adapters.md'
const STUB = 'server/browser-stub.ts'
const FOLDERS = { both: '', page: 'browser/', server: 'server/' } as const

/** The rows of the list, in its order. */
export function listedAdapters(root: string): readonly ListedAdapter[] {
  return listOf(root).adapters
}

/**
 * Everything that is written from the list: exports and peer dependencies of the package, the stub for browsers, and the tables
 * of the guide.
 * @throws Error that names what does not fit: a row without its source, a source without its row, a source without one factory
 */
export function adapterFiles(root: string): Files {
  const { tools, adapters } = listOf(root)
  unlisted(root, adapters)
  const factories = new Map(adapters.map((row) => [row, factoryOf(root, row)]))
  const stubs = adapters.filter(isStubbed).map((row) => ({ name: row.path, factory: factories.get(row)! }))
  return new Map([
    [MANIFEST, manifestOf(readFileSync(resolve(root, MANIFEST), 'utf8'), tools, adapters)],
    [`${PACKAGE}/src/${STUB}`, stubOf(stubs)],
    [GUIDE, guideOf(readFileSync(resolve(root, GUIDE), 'utf8'), adapters)],
  ])
}

function listOf(root: string): { readonly tools: readonly ListedTool[]; readonly adapters: readonly ListedAdapter[] } {
  return JSON.parse(readFileSync(resolve(root, ADAPTER_LIST), 'utf8'))
}

const isStubbed = ({ where }: ListedAdapter): boolean => where === 'server'
const sourceOf = ({ path, where }: ListedAdapter): string => `${FOLDERS[where]}${path}.ts`

function factoryOf(root: string, row: ListedAdapter): string {
  const file = `${PACKAGE}/src/${sourceOf(row)}`
  if (!existsSync(resolve(root, file))) throw new Error(`${ADAPTER_LIST}: "${row.path}" has no source ${file}`)
  const text = readFileSync(resolve(root, file), 'utf8')
  const [factory, ...more] = [...text.matchAll(/^export function (create\w+Adapter)\b/gm)].map(([, name]) => name!)
  if (factory === undefined || more.length > 0) throw new Error(`${file}: wanted one function create…Adapter`)
  if (isStubbed(row) && !text.includes(`defineServerAdapter('${row.path}',`))
    throw new Error(`${file}: wanted defineServerAdapter('${row.path}', …), the name being the sub-path`)
  return factory
}

/** A file that was written but not entered would be in no package. */
function unlisted(root: string, adapters: readonly ListedAdapter[]): void {
  const listed = new Set(adapters.map(sourceOf))
  const there = globSync('{browser,server}/*.ts', { cwd: resolve(root, PACKAGE, 'src') })
  const missing = there.filter((file) => !file.endsWith('.test.ts') && file !== STUB && !listed.has(file))
  if (missing.length > 0) throw new Error(`${ADAPTER_LIST}: no row for ${missing.sort().join(', ')}`)
}

/** A line of `exports`. */
type Conditions = Readonly<Record<string, unknown>>

function manifestOf(text: string, tools: readonly ListedTool[], adapters: readonly ListedAdapter[]): string {
  const manifest = JSON.parse(text) as Record<string, unknown>
  const entries = [
    ...tools.map(({ path, source }) => ({ path, source, stubbed: false })),
    ...adapters.map((row) => ({ path: row.path, source: sourceOf(row), stubbed: isStubbed(row) })),
  ]
  const mapOf = (conditions: (source: string, stubbed: boolean) => Conditions): Conditions =>
    Object.fromEntries(
      entries.map(({ path, source, stubbed }) => [path === '.' ? '.' : `./${path}`, conditions(source, stubbed)]),
    )
  const peers = Object.fromEntries(
    adapters.flatMap(({ needs = {} }) => Object.entries(needs)).sort(([one], [other]) => (one < other ? -1 : 1)),
  )
  const changed = {
    exports: mapOf((source, stubbed) => ({
      ...(stubbed ? { browser: { 'frankly-source': `./src/${STUB}`, default: built(STUB) } } : {}),
      'frankly-source': `./src/${source}`,
      types: built(source, '.d.ts'),
      default: built(source),
    })),
    publishConfig: {
      ...(manifest['publishConfig'] as object),
      exports: {
        ...mapOf((source, stubbed) => ({
          types: built(source, '.d.ts'),
          ...(stubbed ? { browser: built(STUB) } : {}),
          default: built(source),
        })),
        './package.json': './package.json',
      },
    },
    peerDependencies: peers,
    peerDependenciesMeta: Object.fromEntries(Object.keys(peers).map((name) => [name, { optional: true }])),
  }
  return `${JSON.stringify({ ...manifest, ...changed }, null, 2)}\n`
}

const built = (source: string, ending = '.js'): string => `./dist/${source.replace(/\.ts$/, ending)}`

function stubOf(stubs: readonly { readonly name: string; readonly factory: string }[]): string {
  return `import { serverOnly } from '../shared/server-only.ts'

/**
 * What bundlers for browsers take in place of a server adapter (export condition \`browser\`): every factory is here, and each call
 * throws \`server-only\`. Written by \`npm run api\` from adapters.json; do not edit.
 */
const refuse = (name: string) => (): never => {
  throw serverOnly(name)
}

${stubs.map(({ name, factory }) => `export const ${factory}: () => never = refuse('${name}')`).join('\n')}
`
}

function guideOf(text: string, adapters: readonly ListedAdapter[]): string {
  const rows = adapters.map(({ path, where, destination, sends, carries }) => [
    `\`${path}\``,
    where,
    destination,
    sends,
    carries,
  ])
  const repeats = adapters.flatMap(({ path, needs = {}, needsNode, repeat }) => {
    const packages = Object.keys(needs).map((name) => `\`${name}\``)
    const install = packages.length > 0 ? packages.join(', ') + (needsNode ? ` (${needsNode})` : '') : '–'
    return repeat === undefined ? [] : [[`\`${path}\``, install, repeat]]
  })
  const all = table(['sub-path', 'where', 'destination', 'by default sends', 'may carry'], rows)
  const libraries = table(['adapter', 'install', 'a repeat is recognised by'], repeats)
  return between(between(text, 'adapters', all), 'client libraries', libraries)
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Puts a text between the two comments that name it. */
function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: written by "npm run api" from ${ADAPTER_LIST} -->`, `<!-- end of ${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${GUIDE}: wanted the lines ${begin} and ${end}`)
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`
}
