import { mustRun } from './run.ts'

await mustRun('tsc', ['-b'])
