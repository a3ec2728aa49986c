import { mustRun } from './run.ts'

await mustRun('biome', ['ci', '.'])
