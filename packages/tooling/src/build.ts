import { buildExamples, buildWidget, compile } from './build-steps.ts'

for (const [name, step] of [
  ['packages', compile],
  ['script-tag files', buildWidget],
  ['examples', buildExamples],
] as const) {
  console.log(`▸ Building ${name}`)
  const done = await step()
  if (done.code !== 0) process.exit(done.code)
}
