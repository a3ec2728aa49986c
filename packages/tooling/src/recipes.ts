import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { scratchCopy } from './recipes/scratch.ts'
import { stepsOf, withLines } from './recipes/steps.ts'
import { root, run } from './run.ts'

/**
 * `npm run recipes [name …] [--keep]`: applies each page of `packages/tooling/recipes/` to a copy of the repository, as it is
 * written, and runs its commands and checks. `--keep` leaves the copy, to be looked at.
 */
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const pages = globSync('packages/tooling/recipes/*.md', { cwd: root }).sort()
const chosen = pages.filter((page) => named.length === 0 || named.includes(basename(page, '.md')))
let failed = chosen.length === 0 ? 1 : 0
if (failed) console.log(`no such recipe; there are ${pages.map((page) => basename(page, '.md')).join(', ')}`)

for (const page of chosen) {
  const scratch = scratchCopy()
  const fault = await applied(readFileSync(root + page, 'utf8'), scratch.folder).catch((error) => String(error))
  console.log(fault === undefined ? `✓ ${page}` : `✗ ${page}: ${fault}`)
  if (fault !== undefined) failed++
  if (process.argv.includes('--keep')) console.log(`  kept in ${scratch.folder}`)
  else scratch.remove()
}
process.exit(failed === 0 ? 0 : 1)

/** Takes the steps of a page in turn; gives the first fault, in words. */
async function applied(page: string, folder: string): Promise<string | undefined> {
  for (const step of stepsOf(page)) {
    if (step.kind === 'run') {
      const { code, output } = await inCopy(step.command, folder)
      if (code !== 0) return `${step.command} ended with ${code}\n${output}`
      console.log(`  ▸ ${step.command}`)
      continue
    }
    const path = join(folder, step.path)
    if (step.kind === 'file' && existsSync(path)) return `${step.path} is there already`
    if (step.kind === 'add' && !existsSync(path)) return `${step.path} is not there`
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, step.kind === 'file' ? step.text : withLines(readFileSync(path, 'utf8'), step))
  }
  return undefined
}

/** A command line as a contributor types it. `npm run …` goes straight to the file behind it: nothing is to be installed. */
function inCopy(command: string, folder: string): ReturnType<typeof run> {
  const line = command
    .replace(/^npm run ([\w:]+)(?: --)?/, (_, name: string) => {
      return `node --conditions=frankly-source packages/tooling/src/${name.replace(':', '-')}.ts`
    })
    .replace(/(^|\s)npx /, '$1')
  const PATH = [`${folder}/node_modules/.bin`, `${root}node_modules/node/bin`, process.env['PATH']].join(delimiter)
  return run('sh', ['-c', line], { cwd: folder, show: false, env: { PATH, NO_COLOR: '1' } })
}
