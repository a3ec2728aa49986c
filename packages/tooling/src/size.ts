import { existsSync, globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { workspacePackages } from './packages.ts'
import { root } from './run.ts'

/** One line of a package's `size.json`. */
interface SizeRule {
  readonly name: string
  /** Built files, as globs from the package's folder; each is compressed alone and the sizes are added. */
  readonly files?: readonly string[]
  /** The files are sorted by what this pattern catches in their names; only the largest group counts. */
  readonly largestOf?: string
  /** Or: code to bundle with everything it imports. */
  readonly code?: string
  /** kB, 1 kB = 1000 bytes, gzip -9. */
  readonly ceiling: number
  /** Why it needs so many. */
  readonly reason: string
}

let over = 0
console.log('| what | kB gzip | ceiling | reason |\n|---|---|---|---|')
for (const found of workspacePackages('packages')) {
  const file = `${root}${found.folder}/size.json`
  if (!existsSync(file)) continue
  for (const rule of JSON.parse(readFileSync(file, 'utf8')) as SizeRule[]) {
    const bytes = rule.files
      ? filesSize(found.folder, rule.files, rule.largestOf)
      : await bundleSize(found.folder, rule.code ?? '')
    const kB = bytes / 1000
    const ok = bytes > 0 && kB <= rule.ceiling
    if (!ok) over++
    console.log(
      `| ${rule.name} | ${kB.toFixed(2)}${ok ? '' : bytes ? ' **over**' : ' **nothing built**'} | ${rule.ceiling} | ${rule.reason} |`,
    )
  }
}
process.exit(over > 0 ? 1 : 0)

function filesSize(folder: string, globs: readonly string[], largestOf = '()'): number {
  const lots = new Map<string | undefined, number>()
  for (const name of new Set(globs.flatMap((glob) => globSync(glob, { cwd: `${root}${folder}` })))) {
    const lot = new RegExp(largestOf).exec(name)?.[1]
    const bytes = gzipSync(readFileSync(`${root}${folder}/${name}`), { level: 9 }).length
    lots.set(lot, (lots.get(lot) ?? 0) + bytes)
  }
  return Math.max(0, ...lots.values())
}

async function bundleSize(folder: string, code: string): Promise<number> {
  const entry = 'virtual:size-entry'
  const result = await build({
    configFile: false,
    root: `${root}${folder}`,
    logLevel: 'error',
    resolve: { conditions: ['frankly-source', 'browser', 'module', 'import', 'default'] },
    plugins: [
      {
        name: 'size-entry',
        resolveId: (id) => (id === entry ? `${root}${folder}/size-entry.ts` : undefined),
        load: (id) => (id.endsWith('/size-entry.ts') ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  return outputs
    .flatMap((made) => ('output' in made ? made.output : []))
    .reduce(
      (sum, made) => sum + (made.type === 'chunk' && made.isEntry ? gzipSync(made.code, { level: 9 }).length : 0),
      0,
    )
}
