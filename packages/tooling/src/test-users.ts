import { buildWidget, compile } from './build-steps.ts'
import { ensureSystemPrograms } from './system.ts'
import { testUsers } from './users-step.ts'

if (!(await ensureSystemPrograms())) process.exit(1)
for (const [name, build] of [
  ['packages', compile],
  ['script-tag files', buildWidget],
] as const) {
  console.log(`▸ Building ${name}`)
  const built = await build(false)
  if (built.code !== 0) {
    console.log(built.output)
    process.exit(built.code)
  }
}
const done = await testUsers(process.argv.slice(2))
if (done.failed > 0 && done.passed === 0) console.log(done.output)
process.exit(done.code)
