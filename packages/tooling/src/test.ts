import { buildExamples, buildWidget, checkTestsAndExamples, compile } from './build-steps.ts'
import { packChecks } from './pack-checks.ts'
import { type Finished, root, run } from './run.ts'
import { ensureSystemPrograms } from './system.ts'
import { testUsers } from './users-step.ts'
import { type TestRun, vitest, vitestInBrowsers } from './vitest-step.ts'

/** One step of the whole test: it counts its tests, or counts as one itself. */
interface Step {
  readonly name: string
  readonly run: () => Promise<Finished | TestRun>
  /** May run at the same time as the step before it: each uses less than one core. */
  readonly beside?: boolean
}

const node =
  (file: string, ...args: string[]) =>
  () =>
    run(
      'node',
      ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning', `packages/tooling/src/${file}`, ...args],
      { show: false },
    )

const steps: readonly Step[] = [
  { name: 'format and lint', run: () => run('biome', ['ci', '.'], { show: false }) },
  { name: 'types', run: () => compile(false), beside: true },
  { name: 'layers', run: () => vitest(['layers'], [], false), beside: true },
  { name: 'unit', run: () => vitest(['unit'], [], false) },
  { name: 'interface units', run: () => vitest(['dom', 'react'], [], false), beside: true },
  { name: 'script-tag build', run: () => buildWidget(false) },
  { name: 'contract', run: () => vitest(['contract'], [], false) },
  { name: 'types of tests and examples', run: () => checkTestsAndExamples(false), beside: true },
  { name: 'examples build', run: () => buildExamples(false), beside: true },
  { name: 'API reports', run: node('api.ts', '--check'), beside: true },
  { name: 'publint and attw', run: packChecks, beside: true },
  { name: 'users', run: () => testUsers([], false) },
  { name: 'recipes', run: node('recipes.ts'), beside: true },
  { name: 'sizes', run: node('size.ts'), beside: true },
  { name: 'browsers', run: () => vitestInBrowsers([], false) },
  { name: 'chaos, short', run: node('chaos.ts', '--short') },
]

// else every collector that a test starts strips the same types again, half of its start-up time
process.env['NODE_COMPILE_CACHE'] ??= `${root}.cache/node`
const started = Date.now()
let passed = 0
let failed = 0

if (!(await ensureSystemPrograms())) {
  console.log('\n0 passed, 1 failed')
  process.exit(1)
}
for (const group of groupsOf(steps)) await Promise.all(group.map(perform))
console.log(`\nAll steps took ${seconds(started)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

async function perform(step: Step): Promise<void> {
  const begun = Date.now()
  console.log(`▸ ${step.name} …`)
  const done = await step.run()
  const counts = 'passed' in done ? done : { passed: done.code === 0 ? 1 : 0, failed: done.code === 0 ? 0 : 1 }
  passed += counts.passed
  failed += counts.failed
  if (done.code !== 0 || counts.failed > 0) console.log(done.output)
  console.log(
    `${counts.failed === 0 ? '✓' : '✗'} ${step.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds(begun)} s)`,
  )
}

function groupsOf(all: readonly Step[]): Step[][] {
  const groups: Step[][] = []
  for (const step of all) {
    const last = groups.at(-1)
    if (step.beside && last) last.push(step)
    else groups.push([step])
  }
  return groups
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(0)
}
