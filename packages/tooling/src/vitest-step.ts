import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { type Finished, root, run } from './run.ts'
import { pageTestEnvironment } from './system.ts'

/** A finished run of test projects with its counts. */
export interface TestRun extends Finished {
  readonly passed: number
  readonly failed: number
}

/** A failed test. */
interface FailedTest {
  readonly file: string
  /** Its groups, and its title. */
  readonly names: readonly string[]
}

/** The same with what failed. */
interface SortedRun extends TestRun {
  readonly tests: readonly FailedTest[]
  /** Something failed that is no test: a file that could not be loaded, an error that nobody caught. */
  readonly isMore: boolean
}

/** What we read of the reporter's JSON. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    /** Path of the file. */
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly ancestorTitles: readonly string[]
      readonly title: string
    }[]
  }[]
}

/** Runs projects of vitest.workspace.ts and counts their tests. */
export async function vitest(projects: readonly string[], args: readonly string[] = [], show = true): Promise<TestRun> {
  const { tests: _, isMore: __, ...run } = await sorted(projects, args, show)
  return run
}

/** So many may fail by the load of the machine alone; more of them are a fault. */
const FEW = 3

/**
 * The same for tests in real browsers, which a busy machine can fail: the few that failed run once more, by themselves, when
 * all others have ended. Each of them is named; one that fails again has failed.
 */
export async function vitestInBrowsers(args: readonly string[], show: boolean): Promise<TestRun> {
  const again = (more: readonly string[], shown: boolean) => sorted(['browser'], more, shown, pageTestEnvironment())
  const { tests, isMore, ...first } = await again(args, show)
  if (tests.length === 0 || tests.length > FEW || isMore) return first
  const pattern = tests.map(({ names }) => names.map(escaped).join(' (?:> )?')).join('|')
  const second = await again([...new Set(tests.map(({ file }) => file)), '-t', `^(?:${pattern})$`], false)
  const named = tests.map(({ file, names }) => `  ${file.slice(root.length)} › ${names.join(' › ')}`).join('\n')
  if (second.code !== 0 || second.passed !== tests.length)
    return { ...first, output: `${first.output}\nFailed again, by themselves:\n${named}\n${second.output}` }
  console.log(`– failed beside others and passed by themselves; look whether the load alone explains it:\n${named}`)
  return { code: 0, output: first.output, passed: first.passed + second.passed, failed: 0 }
}

async function sorted(
  projects: readonly string[],
  args: readonly string[],
  show: boolean,
  env: Readonly<Record<string, string>> = {},
): Promise<SortedRun> {
  const report = `${root}.cache/vitest-${projects.join('-')}.json`
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
  if (!existsSync(report)) return { ...done, code: done.code || 1, passed: 0, failed: 1, tests: [], isMore: true }
  const { numPassedTests: passed, numFailedTests, testResults }: Report = JSON.parse(readFileSync(report, 'utf8'))
  const failed = numFailedTests + (numFailedTests === 0 && done.code !== 0 ? 1 : 0)
  const files = testResults.map(({ name: file, status, assertionResults }) => ({
    status,
    tests: assertionResults
      .filter((each) => each.status === 'failed')
      .map(({ ancestorTitles, title }): FailedTest => ({ file, names: [...ancestorTitles, title] })),
  }))
  const isMore =
    /Unhandled (Error|Rejection)/.test(done.output) ||
    files.some(({ status, tests }) => status === 'failed' && tests.length === 0)
  return { ...done, passed, failed, tests: files.flatMap(({ tests }) => tests), isMore }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
