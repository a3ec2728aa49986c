import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { type Finished, root, run } from './run.ts'
import { pageTestEnvironment } from './system.ts'

/** A finished run of test projects with its counts. */
export interface TestRun extends Finished {
  readonly passed: number
  readonly failed: number
}

/** A failed test of the last run. */
interface FailedTest {
  readonly file: string
  /** Its groups, and its title. */
  readonly names: readonly string[]
}

const reportOf = (projects: readonly string[]): string => `${root}.cache/vitest-${projects.join('-')}.json`

/** Runs projects of vitest.workspace.ts and counts their tests. `env` is added to this program's own. */
export async function vitest(
  projects: readonly string[],
  args: readonly string[] = [],
  show = true,
  env: Readonly<Record<string, string>> = {},
): Promise<TestRun> {
  const report = reportOf(projects)
  mkdirSync(`${root}.cache`, { recursive: true })
  rmSync(report, { force: true })
  const done = await run(
    'vitest',
    [
      'run',
      '--config',
      'vitest.workspace.ts',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { show, env },
  )
  if (!existsSync(report)) return { ...done, code: done.code || 1, passed: 0, failed: 1 }
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  const failed = counts.numFailedTests + (counts.numFailedTests === 0 && done.code !== 0 ? 1 : 0)
  return { ...done, passed: counts.numPassedTests, failed }
}

/** So many may fail by the load of the machine alone; more of them are a fault. */
const FEW = 3

/**
 * The same for tests in real browsers, which a busy machine can fail: the few that failed run once more, by themselves, when
 * all others have ended. Each of them is named; one that fails again has failed.
 */
export async function vitestInBrowsers(args: readonly string[], show: boolean): Promise<TestRun> {
  const projects = ['browser']
  const first = await vitest(projects, args, show, pageTestEnvironment())
  const failed = failedTests(projects)
  if (failed.length === 0 || failed.length > FEW || failed.length !== first.failed) return first
  const pattern = failed.map(({ names }) => names.map(escaped).join(' (?:> )?')).join('|')
  const files = [...new Set(failed.map(({ file }) => file))]
  const second = await vitest(projects, [...files, '-t', `^(?:${pattern})$`], false, pageTestEnvironment())
  const told = failed.map(({ file, names }) => `  ${file.slice(root.length)} › ${names.join(' › ')}`).join('\n')
  if (second.failed > 0 || second.passed !== failed.length) {
    return { ...first, output: `${first.output}\nFailed again, by themselves:\n${told}\n${second.output}` }
  }
  console.log(
    `– ${failed.length} failed beside others and passed by themselves; look whether the load alone explains it:`,
  )
  console.log(told)
  return { code: 0, output: first.output, passed: first.passed + second.passed, failed: 0 }
}

function failedTests(projects: readonly string[]): readonly FailedTest[] {
  const report = reportOf(projects)
  if (!existsSync(report)) return []
  const { testResults }: VitestReport = JSON.parse(readFileSync(report, 'utf8'))
  return testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.flatMap(({ status, ancestorTitles, title }) =>
      status === 'failed' ? [{ file, names: [...ancestorTitles, title] }] : [],
    ),
  )
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What we read of the reporter's JSON. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly ancestorTitles: readonly string[]
      readonly title: string
    }[]
  }[]
}
