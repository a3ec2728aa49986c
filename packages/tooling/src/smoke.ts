import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { packAll } from './pack.ts'
import { type Finished, root, run } from './run.ts'

const app = `
import { createFeedback } from '@frankly/widget'
import { createClient, defineSurvey, type Survey } from '@frankly/core'
import { createCollectorAdapter } from '@frankly/adapters/collector'
import { nps } from '@frankly/measures'
import { templates } from '@frankly/templates'

export const survey: Survey = defineSurvey(templates[0])
export const score = nps({ promoters: 50, passives: 30, detractors: 20 })
export const transport = createCollectorAdapter({ host: 'https://feedback.example.com', project: 'pk_demo' })
export { createClient, createFeedback }
`

/** Installs the packed tarballs into an empty folder, type-checks a tiny app and bundles it with vite. */
export async function smokeTest(): Promise<Finished> {
  const packed = await packAll()
  if (packed.code !== 0) return packed
  const folder = mkdtempSync(join(tmpdir(), 'frankly-smoke-'))
  const tarballs = Object.fromEntries(
    packed.tarballs.map((path) => [`@frankly/${/^frankly-(.+)-\d/.exec(basename(path))?.[1]}`, `file:${path}`]),
  )
  const versions = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'smoke', private: true, type: 'module', dependencies: tarballs }),
  )
  // Frankly packages find one another as tarballs too, since nothing of them is in a registry here.
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    `pmOnFail: ignore\noverrides:\n${Object.entries(tarballs)
      .map(([name, path]) => `  '${name}': '${path}'`)
      .join('\n')}\n`,
  )
  writeFileSync(join(folder, 'app.ts'), app)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2023', 'dom', 'dom.iterable'],
        noEmit: true,
        types: [],
      },
      files: ['app.ts'],
    }),
  )
  writeFileSync(
    join(folder, 'vite.config.js'),
    "export default { logLevel: 'warn', build: { lib: { entry: 'app.ts', formats: ['es'] } } }",
  )
  const steps: [string, string[]][] = [
    ['npx', ['-y', versions.packageManager, 'install', '--prefer-offline']],
    [`${root}node_modules/.bin/tsc`, ['-p', '.']],
    [`${root}node_modules/.bin/vite`, ['build']],
  ]
  let output = ''
  for (const [command, args] of steps) {
    const done = await run(command, args, { show: false, cwd: folder })
    output += done.output
    if (done.code !== 0) return { code: done.code, output: `${folder}: ${command} ${args.join(' ')}\n${output}` }
  }
  rmSync(folder, { recursive: true, force: true })
  return { code: 0, output }
}
