import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { workspacePackages } from './packages.ts'
import { type Finished, root, run } from './run.ts'

/** Compiles packages (default: every one) to JavaScript and declarations in their `dist`. */
export async function compile(show = true, folders: readonly string[] = []): Promise<Finished> {
  const missing = workspacePackages('packages').some(
    ({ folder }) => existsSync(`${root}${folder}/tsconfig.json`) && !existsSync(`${root}${folder}/dist`),
  )
  // tsc's build record lies outside dist: without --force it would not write a removed dist again.
  // What needs the types of a page or of Node lies in a project of its own beside the package's.
  const projects = folders.flatMap((folder) => [
    folder,
    ...globSync(`${folder}/tsconfig.{browser,node}.json`, { cwd: root }),
  ])
  const done = await run('tsc', ['-b', ...projects, ...(missing ? ['--force'] : [])], { show })
  if (done.code !== 0) return done
  writeVersion('packages/widget')
  return existsSync(`${root}packages/widget/dist/i18n`)
    ? run('node', ['build/cut-languages.ts'], { cwd: 'packages/widget', show })
    : done
}

/** Checks the types of tests and examples, which no build includes. Needs a build before. */
export async function checkTestsAndExamples(show = true): Promise<Finished> {
  let [code, output] = [0, '']
  const configs = [
    'docs/tsconfig.json',
    'tsconfig.tests.json',
    'packages/*/tsconfig.tests.json',
    'examples/*/tsconfig.json',
  ]
  for (const config of globSync(configs, { cwd: root }).sort()) {
    const done = await run('tsc', ['-p', config, '--noEmit'], { show })
    code ||= done.code
    output += done.output
  }
  return { code, output }
}

/** Writes the version of a package into its compiled `version.js`; the script-tag build does the same by itself. */
function writeVersion(folder: string): void {
  const file = `${root}${folder}/dist/contract/version.js`
  if (!existsSync(file)) return
  const { version } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')) as { version: string }
  const define = `const FRANKLY_VERSION = ${JSON.stringify(version)};\n`
  const code = readFileSync(file, 'utf8').replace(/^const FRANKLY_VERSION = .*\n/, '')
  writeFileSync(file, define + code)
}

/** Builds the files behind the script tag: loader, interface, delivery. */
export function buildWidget(show = true): Promise<Finished> {
  return run('node', ['--run', 'build:cdn'], { cwd: 'packages/widget', show })
}

/** Builds each example that has something to build; with a name, that one. */
export async function buildExamples(show = true, name?: string): Promise<Finished> {
  let output = ''
  for (const example of workspacePackages('examples')) {
    if (!example.scripts['build'] || (name && example.folder !== `examples/${name}`)) continue
    const done = await run('node', ['--run', 'build'], { cwd: example.folder, show })
    output += `${example.name}: ${done.code === 0 ? 'built' : `ended with ${done.code}`}\n${done.output}`
    if (done.code !== 0) return { code: done.code, output }
  }
  return { code: 0, output }
}
