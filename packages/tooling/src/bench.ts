import { basename } from 'node:path'
import { buildWidget, compile } from './build-steps.ts'
import { run } from './run.ts'
import { scriptsOf } from './scripts-of.ts'

/** `pnpm bench [name …]`: runs packages/bench/src/<name>.bench.ts, all of them without a name. */
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
const all = scriptsOf('packages/bench/src/*.bench.ts')
const chosen = all.filter((file) => wanted.length === 0 || wanted.includes(basename(file, '.bench.ts')))
if (chosen.length === 0) {
  console.error(
    `bench: got ${wanted.join(', ')}, expected: ${all.map((file) => basename(file, '.bench.ts')).join(', ')}`,
  )
  process.exit(2)
}
let code = 0
for (const build of [compile, buildWidget]) {
  const built = await build(false)
  if (built.code !== 0) console.log(built.output)
  code ||= built.code
}
for (const file of chosen) {
  console.log(`\n▸ ${basename(file, '.bench.ts')}`)
  const done = await run('node', [
    '--conditions=frankly-source',
    '--disable-warning=ExperimentalWarning',
    '--expose-gc',
    file,
    ...options,
  ])
  code ||= done.code
}
process.exit(code)
