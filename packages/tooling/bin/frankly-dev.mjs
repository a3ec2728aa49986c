#!/usr/bin/env node
// Starts every command of this repository. Plain JavaScript for Node 20 and up without dependencies,
// since it runs in a bare clone: it installs what the lockfile names, then runs the TypeScript file
// of the command with the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const commands = [
  'demo',
  'test',
  'test:unit',
  'test:browser',
  'test:users',
  'build',
  'lint',
  'format',
  'typecheck',
  'api',
  'size',
  'bench',
  'chaos',
  'house',
  'look',
  'recipes',
  'docs:build',
]

const [command, ...args] = process.argv.slice(2)
if (!commands.includes(command)) {
  console.error(`frankly-dev: got ${command ? `"${command}"` : 'no command'}, expected one of: ${commands.join(', ')}`)
  process.exit(2)
}

install()
const node = join(root, 'node_modules/node/bin/node')
const file = join(root, 'packages/tooling/src', `${command.replace(':', '-')}.ts`)
const child = spawn(node, ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning', file, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` },
})
// Ctrl-C reaches the whole foreground group; the command ends by itself, and this process after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))

/** Installs the frozen lockfile, unless that very lockfile was installed already. */
function install() {
  const stampFile = join(root, 'node_modules/.frankly-installed')
  const stamp = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.log(`\n▸ Installing packages with ${packageManager} (first run only; about half a minute)`)
  const done = spawnSync('npx', ['-y', packageManager, 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error(
      `\nThe packages could not be installed (${packageManager} ended with ${done.status ?? done.signal}).\n` +
        'Expected: a connection to the npm registry, and a pnpm-lock.yaml that fits the package.json files.\n' +
        'What to do: read the lines above; after a change of dependencies run "npx -y ' +
        `${packageManager} install" once and commit the lockfile.`,
    )
    process.exit(1)
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** A digest of everything that an install reads. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, name)))
  hash.update(forInstall(join(root, 'package.json')))
  for (const folder of ['packages', 'examples']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const manifest = join(root, folder, name, 'package.json')
      if (existsSync(manifest)) hash.update(forInstall(manifest))
    }
  }
  return hash.digest('hex')
}

/** A manifest without its exports: `npm run api` writes those, and no install reads them. */
function forInstall(file) {
  const { exports: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'))
  return JSON.stringify({ ...manifest, publishConfig: { ...manifest.publishConfig, exports: undefined } })
}
