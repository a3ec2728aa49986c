import { buildExamples, buildWidget } from './build-steps.ts'
import { ensureSystemPrograms } from './system.ts'
import { vitestInBrowsers } from './vitest-step.ts'

if (!(await ensureSystemPrograms())) process.exit(1)
for (const build of [buildWidget, buildExamples]) {
  const built = await build(false)
  if (built.code !== 0) {
    console.log(built.output)
    process.exit(built.code)
  }
}
const done = await vitestInBrowsers(process.argv.slice(2), true)
process.exit(done.code)
