import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { type Finished, root, run } from './run.ts'

/** A finished run of test projects with its counts. */
export interface TestRun extends Finished {
  readonly passed: number
  readonly failed: number
}

/** Runs projects of vitest.workspace.ts and counts their tests. `env` is added to this program's own. */
export async function vitest(
  projects: readonly string[],
  args: readonly string[] = [],
  show = true,
  env: Readonly<Record<string, string>> = {},
): Promise<TestRun> {
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
  if (!existsSync(report)) return { ...done, code: done.code || 1, passed: 0, failed: 1 }
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  const failed = counts.numFailedTests + (counts.numFailedTests === 0 && done.code !== 0 ? 1 : 0)
  return { ...done, passed: counts.numPassedTests, failed }
}
