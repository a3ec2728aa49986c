import { checkTestsAndExamples } from './build-steps.ts'
import { mustRun } from './run.ts'

await mustRun('tsc', ['-b'])
process.exit((await checkTestsAndExamples()).code)
