import { resumeRun } from '../engine/resume-run.ts'
import type { ProjectKey } from '../model/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { RunParts } from './begun.ts'
import { findPass } from './find-pass.ts'
import { passOfRun } from './pass-of-run.ts'
import { createSaver } from './saver.ts'
import { createSending, type SendingDeps } from './sending.ts'

/** What stepping and saving need from outside. @internal */
export interface RunPartsDeps extends SendingDeps {
  /** Public key of the project. */
  readonly project: ProjectKey
  /** Clock, chance, stores and log. */
  readonly platform: Platform
}

/** What steps runs on and saves them. A page loads it after its first question. @internal */
export function createRunParts({ project, platform, ...deps }: RunPartsDeps): RunParts {
  const sending = createSending(deps)
  const saver = createSaver({ project, platform, sending })
  return {
    passOf: (client, opened) => passOfRun(client, opened, saver),
    resumeRun,
    findPass: async (wanted) => findPass(await sending.load(), wanted),
    sending,
  }
}
