import { mustRun } from './run.ts'

await mustRun('biome', ['check', '--write', '.'])
