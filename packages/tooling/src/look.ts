import { buildExamples, buildWidget } from './build-steps.ts'
import { run } from './run.ts'
import { ensureSystemPrograms } from './system.ts'

/**
 * `npm run look [part …]`: pictures of how everything looks. Without a name all that lie in `docs/pictures`: `book`
 * (ours beside others, with its table), `film` (one visit in ten frames), `shop` (shop, widget and live page).
 * `gallery` is taken by its name alone: contact sheets of every kind, state and look, in a folder outside git.
 */
const PARTS: Readonly<Record<string, string>> = {
  book: 'packages/bench/src/look-book.ts',
  film: 'packages/testing/src/pictures/film.ts',
  shop: 'packages/testing/src/pictures/main.ts',
  gallery: 'examples/gallery/scripts/sheets.ts',
}
const IN_DOCS = ['book', 'film', 'shop']

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
const unknown = wanted.find((word) => !(word in PARTS))
if (unknown !== undefined) {
  console.error(`look: got "${unknown}", expected one of: ${Object.keys(PARTS).join(', ')}`)
  process.exit(2)
}
if (options.length > 0 && wanted.length !== 1) {
  console.error(
    `look: got ${options.join(' ')} for ${wanted.length} parts, expected one name with it: they differ in their options`,
  )
  process.exit(2)
}
if (!(await ensureSystemPrograms())) process.exit(1)
const parts = wanted.length > 0 ? wanted : IN_DOCS
// the gallery builds itself from the sources
for (const built of parts.every((part) => part === 'gallery')
  ? []
  : [await buildWidget(false), await buildExamples(false, 'shop')]) {
  if (built.code === 0) continue
  console.log(built.output)
  process.exit(built.code)
}
let code = 0
for (const part of parts) {
  console.log(`\n▸ ${part}`)
  const done = await run('node', [
    '--conditions=frankly-source',
    '--disable-warning=ExperimentalWarning',
    PARTS[part]!,
    ...options,
  ])
  code ||= done.code
}
process.exit(code)
