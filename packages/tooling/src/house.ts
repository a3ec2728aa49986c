import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { buildExamples } from './build-steps.ts'
import { isFresh } from './fresh.ts'
import { type Figures, figuresOf, LONG } from './house/figures.ts'
import { workspacePackages } from './packages.ts'
import { root, run } from './run.ts'

/**
 * `npm run house [--write=docs/reference/house.md] [--quick]`: figures of how each package is built, printed, and written into
 * a page of the docs. What stands in that page from the heading `## Before` on is kept. `--quick` leaves the purchase out.
 */
const file = process.argv.find((word) => word.startsWith('--write='))?.slice('--write='.length)
const figures = workspacePackages('packages').map(({ folder }) => figuresOf(root, folder.slice('packages/'.length)))
const way = process.argv.includes('--quick') ? [] : await purchaseWay()
const text = page(figures)
console.log(text)
if (file !== undefined) {
  const old = existsSync(root + file) ? readFileSync(root + file, 'utf8') : ''
  const kept = old.indexOf('\n## Before')
  writeFileSync(
    root + file,
    `# The house in figures

How the packages are built, counted by \`npm run house -- --write=${file}\`.
Tests are left out, and so are the files of the languages, which hold words.

${text}${kept < 0 ? '' : old.slice(kept)}`,
  )
}

function page(all: readonly Figures[]): string {
  const head = `| package | files | median | 90 % | long | in cycles | up | exports | undocumented | on the way |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|`
  const onWay = (name: string) => way.filter((path) => path.startsWith(`packages/${name}/`)).length
  const rows = all.map(
    ({ name, files, median, ninth, long, knots, up, main, all: exported, undocumented }) =>
      `| ${name} | ${files} | ${median} | ${ninth} | ${long.length} / ${long.filter(({ reason }) => !reason).length} | ${knots.flat().length} | ${up.length} | ${exported ? `${main} / ${exported}` : '–'} | ${exported ? undocumented : '–'} | ${onWay(name) || '–'} |`,
  )
  return `${head}
${rows.join('\n')}

- **median**, **90 %**: lines of a file in the middle, and of one that nine of ten do not pass.
- **long**: functions of more than ${LONG} lines / of these without a reason beside them.
- **in cycles**: files and folders that reach themselves by imports, types included. At each level a folder counts as a whole.
- **up**: pairs of them with an import against the [table of floors](../../packages/tooling/src/house/floors.ts).
- **on the way**: ${way.length} files of which a function runs between the load of a thank-you page and the moment when a webhook
  has the answer, counted in a real purchase ([how](../../packages/testing/src/way/main.ts)).
- **exports**: names of the main entry / of all entries. **undocumented**: members without a word in the API reports.

${list(
  'Functions of more than 80 lines',
  all.flatMap(({ long }) =>
    long.map(({ name, lines, place, reason }) => `${lines}: \`${name}\`, ${place}${reason ? `. *${reason}*` : ''}`),
  ),
)}
${list(
  'Cycles',
  all.flatMap(({ knots }) => knots.map((knot) => knot.map((path) => `\`${path}\``).join(', '))),
)}
${list(
  'Imports that run up',
  all.flatMap(({ name, up }) => up.map((pair) => `${name}: ${pair}`)),
)}`
}

/** Every file that a purchase runs through, in the page and in the collector; see the program for how it is counted. */
async function purchaseWay(): Promise<readonly string[]> {
  if (!isFresh('examples/shop/dist/index.html', ['examples/shop/src/**/*'])) await buildExamples(false, 'shop')
  const args = [
    '--conditions=frankly-source',
    '--disable-warning=ExperimentalWarning',
    'packages/testing/src/way/main.ts',
  ]
  const { code, output } = await run('node', args, { show: false })
  if (code !== 0) throw new Error(output)
  const { inPage, inCollector } = JSON.parse(output) as Readonly<Record<'inPage' | 'inCollector', readonly string[]>>
  return [...new Set([...inPage, ...inCollector])]
}

function list(title: string, items: readonly string[]): string {
  return `## ${title}\n\n${items.length === 0 ? 'None.' : items.map((item) => `- ${item}`).join('\n')}\n`
}
