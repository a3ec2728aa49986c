import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { buildExamples, buildWidget } from './build-steps.ts'
import { isFresh } from './fresh.ts'
import { root } from './run.ts'

/** `npm run demo`: a collector and a shop that asks its buyers, on this machine. */
const data = `${root}.frankly-demo`
const children: ChildProcess[] = []
let stopping = false
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

for (const [name, output, sources, build] of [
  [
    'widget',
    'packages/widget/dist/cdn/frankly.js',
    ['packages/{core,adapters,widget}/src/**/*.{ts,tsx}', 'packages/widget/build/*'],
    () => buildWidget(false),
  ],
  ['shop', 'examples/shop/dist/index.html', ['examples/shop/src/**/*'], () => buildExamples(false, 'shop')],
] as const) {
  if (isFresh(output, sources)) continue
  console.log(`▸ Building the ${name}`)
  const done = await build()
  if (done.code !== 0) {
    console.log(done.output)
    process.exit(done.code)
  }
}

mkdirSync(data, { recursive: true })
console.log('▸ Starting the collector and the shop')
const signIn = await start(
  'packages/collector/src/main.ts',
  [
    'serve',
    ...['--config', 'examples/shop/frankly.config.json', '--data', data],
    ...['--host', '127.0.0.1', '--port', String(await freePort(4610))],
  ],
  /staff sign in here .*: (http:\/\/\S+)/,
  { FRANKLY_STAFF_TOKEN: randomBytes(32).toString('base64url') },
)
const collector = new URL(signIn).origin
const shop = await start(
  'examples/shop/src/serve.ts',
  ['--port', String(await freePort(4620)), '--collector', collector],
  /shop listening on (http:\/\/\S+)/,
)

console.log(`
  The shop       ${shop}
  Answers live   ${signIn}
                 (this link signs you in once, within 15 minutes; then it is ${collector})

  1. Open both addresses side by side.
  2. Buy something in the shop. On the thank-you page a question comes up in the corner: answer it.
  3. Watch the answer arrive on the live page. A complaint goes to the top.

  Data is kept in ${data}
  Stop with Ctrl-C; what was answered stays there for the next start.
`)

function start(file: string, args: readonly string[], ready: RegExp, env: NodeJS.ProcessEnv = {}): Promise<string> {
  // A process group of its own: Ctrl-C reaches only this process, which then ends both in order.
  const child = spawn(
    process.execPath,
    ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning', file, ...args],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  children.push(child)
  return new Promise((resolve) => {
    let said = ''
    const read = (line: string) => {
      said += `${line}\n`
      const found = ready.exec(line)
      if (found?.[1]) resolve(found[1])
    }
    createInterface({ input: child.stdout }).on('line', read)
    createInterface({ input: child.stderr }).on('line', read)
    child.on('exit', (code) => {
      if (stopping) return
      console.error(`\n${file} ended with code ${code}:\n${said}`)
      process.exitCode = 1
      stop()
    })
  })
}

function stop(): void {
  if (stopping) return
  stopping = true
  console.log('\n▸ Stopping')
  const alive = children.filter((child) => child.exitCode === null && child.signalCode === null)
  const ends = alive.map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const child of alive) child.kill('SIGTERM')
  Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, 5000))]).then(() => {
    for (const child of children) child.kill('SIGKILL')
    process.exit()
  })
}

/** The usual port where it is free, so that a browser finds its shop again; else any. */
function freePort(usual: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(usual, '127.0.0.1', () => probe.close(() => resolve(usual)))
  })
}
