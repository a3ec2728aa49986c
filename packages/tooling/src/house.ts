import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Figures, figuresOf, LONG } from './house/figures.ts'
import { workspacePackages } from './packages.ts'
import { root } from './run.ts'

/**
 * `npm run house [--write=docs/reference/house.md]`: figures of how each package is built, printed, and written into a page
 * of the docs. What stands in that page from the heading `## Before` on is kept.
 */
const file = process.argv.find((word) => word.startsWith('--write='))?.slice('--write='.length)
const figures = workspacePackages('packages').map(({ folder }) => figuresOf(root, folder.slice('packages/'.length)))
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
  const head = `| package | files | median | 90 % | long | in cycles | up | exports | undocumented |
|---|--:|--:|--:|--:|--:|--:|--:|--:|`
  const rows = all.map(
    ({ name, files, median, ninth, long, knots, up, main, all: exported, undocumented }) =>
      `| ${name} | ${files} | ${median} | ${ninth} | ${long.length} | ${knots.flat().length} | ${up.length} | ${exported ? `${main} / ${exported}` : '–'} | ${exported ? undocumented : '–'} |`,
  )
  return `${head}
${rows.join('\n')}

- **median**, **90 %**: lines of a file in the middle, and of one that nine of ten do not pass.
- **long**: functions of more than ${LONG} lines.
- **in cycles**: files and folders that reach themselves by imports, types included. At each level a folder counts as a whole.
- **up**: pairs of them with an import against the [table of floors](../../packages/tooling/src/house/floors.ts).
- **exports**: names of the main entry / of all entries. **undocumented**: members without a word in the API reports.

${list(
  'Functions of more than 80 lines',
  all.flatMap(({ long }) => long.map(({ name, lines, place }) => `${lines}: \`${name}\`, ${place}`)),
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

function list(title: string, items: readonly string[]): string {
  return `## ${title}\n\n${items.length === 0 ? 'None.' : items.map((item) => `- ${item}`).join('\n')}\n`
}
