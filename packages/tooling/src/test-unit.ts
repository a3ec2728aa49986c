import { vitest } from './vitest-step.ts'

const done = await vitest(['layers', 'unit', 'dom', 'react'], process.argv.slice(2))
process.exit(done.code)
