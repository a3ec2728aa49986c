import { vitest } from './vitest-step.ts'

const done = await vitest(['layers', 'unit', 'dom'], process.argv.slice(2))
process.exit(done.code)
