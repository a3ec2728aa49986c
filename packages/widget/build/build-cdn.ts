import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type InlineConfig, type Rolldown } from 'vite'
import { languageParts } from './language-parts.ts'
import { ownNames } from './own-names.ts'
import { tryAgain } from './try-again.ts'

/**
 * Builds what the script tag loads, into `dist/cdn` and `dist/single`.
 *
 * Interface and delivery are built apart: together their shared code would become a third file, one more request.
 * The loader is built last and alone, as one classic file that knows the others by name and hash. Chunks are named
 * by hash: immutable, and nothing in a name for block lists to catch. `b` holds the interface and what reads what a page tells (`f-` facts, `o-` orders), `d` delivery (`/c/…`
 * is the customer's page of a case), `a` what comes with time: `q-` a kind of question, `ru-` a language, the rest.
 */
// A build that a test starts inherits NODE_ENV=test, and would then carry development JSX: paths, lines, twice the bytes.
process.env['NODE_ENV'] = 'production'
const root = join(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
/** Where the build goes: the chaos suite makes builds of its own, each without one cure, by a plugin that it gives. */
const dist = process.env['FRANKLY_TAG_DIST'] ?? join(root, 'dist')
const given: Rolldown.Plugin[] = process.env['FRANKLY_TAG_PLUGIN']
  ? [((await import(process.env['FRANKLY_TAG_PLUGIN'])) as { default: Rolldown.Plugin }).default]
  : []
// Written aside and moved into place at the end: whoever serves or builds at the same time finds a whole build.
const aside = join(dist, `.build-${process.pid}`)
const out = join(aside, 'cdn')
const single = join(aside, 'single')
const sri: Record<string, { integrity: string; bytes: number; gzip: number; packages: readonly string[] }> = {}

const base: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: { FRANKLY_VERSION: JSON.stringify(version) },
  resolve: {
    conditions: ['frankly-source', 'module', 'browser', 'import', 'default'],
    alias: {
      'preact/jsx-runtime': join(root, 'build', 'plain-jsx.ts'),
      'preact/hooks': join(root, 'build', 'no-hooks.ts'),
    },
  },
}

/**
 * Chromium compiles such a file's functions while it comes in, on another thread; else each is compiled on the main
 * thread at its first call: 30 ms of an opening at a processor slowed four times, a quarter of all that it runs.
 * Costs memory, so only what is run as a whole carries it.
 */
const COMPILE_ALL = '//# allFunctionsCalledOnLoad\n'

const BUILTINS = join(root, 'build', 'safe-builtins.ts')
/** All of what follows that the loader needs. */
const SAFE_CLOCK: Record<string, [string, string]> = { 'Date.now': [BUILTINS, 'now'] }

/** What pages have taken away or replaced, and our code or a library's needs. */
const SAFE: Record<string, [string, string]> = {
  ...SAFE_CLOCK,
  'Object.hasOwn': [BUILTINS, 'hasOwn'],
  'Object.values': [BUILTINS, 'values'],
  'Math.imul': [BUILTINS, 'imul'],
  queueMicrotask: [join(root, 'build', 'safe-microtask.ts'), 'soonest'],
}

/** The same where addresses are read. What sends reads none: ky does for a base or search parameters, and gets neither. */
const SAFE_URL: Record<string, [string, string]> = { URL: [join(root, 'build', 'safe-url.ts'), 'SafeUrl'] }

/** The same where answers are written: the page's own `toJSON` may stand in the way. */
const SAFE_JSON: Record<string, [string, string]> = {
  'JSON.stringify': [join(root, 'build', 'safe-json.ts'), 'stringify'],
}

const INTERFACE = 'src/entries/interface.ts'
/** What reads orders: fetched beside the interface where a page shows a sign of one. */
const ORDERS = join(root, 'src', 'triggers', 'order-of-visit.ts')
/** Everything of the interface beyond the first view: what kinds of questions share with it is here before them. */
const FULL = join(root, 'src', 'entries', 'full-interface.ts')
/** What cleans facts, and all that it stands on: also what reads orders and makes responses needs it. */
const FACTS =
  /facts-of-page\.ts|[/\\]client[/\\](told-facts|part-of)\.ts|[/\\]clean[/\\](clean(-order|-context|-subject)?|say-dropped)\.ts|[/\\]model[/\\]characters\.ts/

/** `q` marks kinds of questions and `o` what reads orders, so that their size can be checked. */
function partName(moduleId: string): string {
  if (moduleId === ORDERS) return 'b/o-[hash].js'
  return /src[/\\]questions[/\\](\w+)/.test(moduleId) ? 'a/q-[hash].js' : 'a/[hash].js'
}

/** The published packages whose code a chunk holds, by the bundler's own list of its modules. */
function packagesOf({ modules }: Rolldown.OutputChunk): readonly string[] {
  const names = Object.entries(modules).flatMap(([id, { renderedLength }]) => {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? []
    return name && renderedLength > 0 ? name : []
  })
  return [...new Set(names)].sort()
}

function write(folder: string, name: string, code: string, packages: readonly string[]): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), code)
  const bytes = Buffer.from(code)
  const integrity = `sha256-${createHash('sha256').update(bytes).digest('base64')}`
  if (folder === out)
    sri[name] = { integrity, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, packages }
}

/** What rolldown adds to chunks is a file of its own, one more request in a row: each that needs it gets it inside. */
function withHelper(code: string, helper: Rolldown.OutputChunk): string {
  const name = helper.fileName.split('/').at(-1)!
  const [, body, result, shared] = /^(.*)export\{(\w+)(?: as (\w+))?\};?\s*$/s.exec(helper.code) ?? []
  const found = new RegExp(`import\\{${shared ?? result} as (\\w+)\\}from"[./]+(?:\\w+/)?${name}";`).exec(code)
  if (!found && code.includes(name)) throw new Error(`${name}: rolldown's helper is imported in another way`)
  return found ? code.replace(found[0], `var ${found[1]}=(()=>{${body}return ${result}})();`) : code
}

/**
 * An ES entry with its lazy chunks. All that the entry needs at once is gathered in one chunk; the facade that
 * rolldown puts before it is left out, so `start` is reached by the short name it has there.
 */
async function chunked(
  entry: string,
  folder: string,
  inject: Record<string, [string, string]> = {},
): Promise<{ file: string; integrity: string; start: string }> {
  const [result] = (await build({
    ...base,
    plugins: [...given, ...(entry === INTERFACE ? [languageParts(root)] : []), ownNames(), tryAgain()],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, entry), formats: ['es'] },
      rolldownOptions: {
        transform: { inject: { ...inject, ...SAFE } },
        output: {
          minify: true,
          comments: false,
          // on the outside of the minified code, and in its hash; an empty one leaves an empty line
          postBanner: ({ name }) => (name === 'first' ? COMPILE_ALL : ''),
          entryFileNames: 'a/[hash].js',
          chunkFileNames: ({ name, facadeModuleId }) =>
            name === 'first'
              ? `${folder}/[hash].js`
              : name === 'facts'
                ? 'b/f-[hash].js'
                : partName(facadeModuleId ?? ''),
          hashCharacters: 'hex',
          codeSplitting: {
            groups: [
              { name: 'first', test: join(root, entry), priority: 2 },
              ...(entry === INTERFACE
                ? [
                    { name: 'facts', test: FACTS, priority: 1 },
                    { name: 'full', test: FULL, priority: 0 },
                  ]
                : []),
            ],
          },
        },
      },
    },
  })) as Rolldown.RolldownOutput[]
  const chunks = result!.output.filter((chunk) => chunk.type === 'chunk')
  const facade = chunks.find(({ facadeModuleId }) => facadeModuleId === join(root, entry))!
  const [, start, name] = /^\s*export\{(\w+) as start\}from"[./]+(?:\w+\/)?(\w+\.js)"/.exec(facade.code) ?? []
  if (!start || !name) throw new Error(`${entry}: the entry is not a facade any more: ${facade.code.slice(0, 200)}`)
  const helper = chunks.find(({ name }) => name === 'rolldown-runtime')
  const waits = chunks.find(({ name }) => name === 'first')!.imports.filter((file) => file !== helper?.fileName)
  if (waits.length > 0)
    throw new Error(`${entry}: its first chunk waits for ${waits.join(', ')}, one more request in a row; put it inside`)
  for (const chunk of chunks) {
    if (chunk === facade || chunk === helper) continue
    const code = helper ? withHelper(chunk.code, helper) : chunk.code
    write(out, chunk.fileName, code.trimStart(), packagesOf(chunk))
  }
  const file = `${folder}/${name}`
  return { file, integrity: sri[file]!.integrity, start }
}

/** One classic file; dynamic imports of modules are drawn in. */
async function classic(
  entry: string,
  define: Record<string, string>,
  inject: Record<string, [string, string]> = {},
): Promise<[code: string, packages: readonly string[]]> {
  const [result] = (await build({
    ...base,
    plugins: [...given, ownNames()],
    define: { ...base.define, ...define },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, entry), formats: ['iife'], name: 'f' },
      rolldownOptions: { transform: { inject }, output: { minify: true, comments: false } },
    },
  })) as Rolldown.RolldownOutput[]
  const [chunk] = result!.output
  return [chunk.code, packagesOf(chunk)]
}

const ui = await chunked(INTERFACE, 'b', SAFE_URL)
const facts = ['b/f-', 'b/o-'].map((start) => {
  const file = Object.keys(sri).find((name) => name.startsWith(start))!
  return { file, integrity: sri[file]!.integrity }
})
const delivery = await chunked('src/entries/delivery.ts', 'd', SAFE_JSON)
write(
  out,
  'frankly.js',
  ...(await classic(
    'src/entries/cdn.ts',
    {
      FRANKLY_UI: JSON.stringify(ui),
      FRANKLY_DELIVERY: JSON.stringify(delivery),
      FRANKLY_FACTS: JSON.stringify(facts),
    },
    SAFE_CLOCK,
  )),
)
const [singleCode, singlePackages] = await classic('src/entries/single.ts', {}, { ...SAFE, ...SAFE_URL, ...SAFE_JSON })
write(single, 'frankly.js', singleCode, singlePackages)
const report = {
  entries: { loader: 'frankly.js', interface: ui.file, delivery: delivery.file },
  files: sri,
  single: { packages: singlePackages },
}
writeFileSync(join(out, 'integrity.json'), `${JSON.stringify(report, null, 2)}\n`)

for (const [name, file] of Object.entries(sri)) {
  const role = Object.entries(report.entries).find(([, entry]) => entry === name)?.[0] ?? 'part'
  process.stdout.write(`${role.padEnd(10)} ${name.padEnd(24)} ${String(file.gzip).padStart(6)} B gzip\n`)
}
const whole = readFileSync(join(single, 'frankly.js'))
process.stdout.write(
  `single     frankly.js               ${String(gzipSync(whole, { level: 9 }).length).padStart(6)} B gzip\n`,
)
for (const name of ['cdn', 'single']) {
  const place = join(dist, name)
  rmSync(place, { recursive: true, force: true })
  renameSync(join(aside, name), place)
}
rmSync(aside, { recursive: true, force: true })
