import { existsSync } from 'node:fs'
import { buildWidget } from './build-steps.ts'
import { root, run } from './run.ts'
import { ensureSystemPrograms } from './system.ts'

/**
 * `pnpm chaos [--short|--long] [--seed N] [--only fault]`: kills real browsers and collectors, and counts.
 * `pnpm chaos fuzz [--minutes N]`: odd requests to a collector.
 */
if (!(await ensureSystemPrograms())) process.exit(1)
if (!existsSync(`${root}packages/widget/dist/cdn/frankly.js`)) await buildWidget(false)
const done = await run('node', [
  '--conditions=frankly-source',
  '--disable-warning=ExperimentalWarning',
  `packages/testing/src/${process.argv[2] === 'fuzz' ? 'fuzz' : 'chaos'}/main.ts`,
  ...process.argv.slice(2),
])
process.exit(done.code)
