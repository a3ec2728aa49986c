import { buildExamples, buildWidget } from './build-steps.ts'
import { ensureSystemPrograms, pageTestEnvironment } from './system.ts'
import { vitest } from './vitest-step.ts'

if (!(await ensureSystemPrograms())) process.exit(1)
for (const build of [buildWidget, buildExamples]) {
  const built = await build(false)
  if (built.code !== 0) {
    console.log(built.output)
    process.exit(built.code)
  }
}
const done = await vitest(['browser'], process.argv.slice(2), true, pageTestEnvironment())
process.exit(done.code)
