import { globSync } from 'node:fs'
import { mustRun } from './run.ts'

await mustRun('tsc', ['-b'])
// The examples are nobody's dependency: the build does not come by them.
for (const config of globSync('examples/*/tsconfig.json')) await mustRun('tsc', ['-p', config, '--noEmit'])
