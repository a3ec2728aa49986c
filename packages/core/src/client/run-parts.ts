import { resumeRun } from '../engine/resume-run.ts'
import { createPass } from './pass.ts'
import type { RunParts } from './runs.ts'
import { createSaver, type SaverDeps } from './saver.ts'

/** What steps runs on and saves them. A page loads it after its first question. @internal */
export function createRunParts(deps: SaverDeps): RunParts {
  return {
    createPass,
    resumeRun,
    saver: createSaver(deps),
    passes: async () => (await deps.sending.load()).passes(),
  }
}
