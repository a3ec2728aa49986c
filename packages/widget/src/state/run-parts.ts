import { type Journal, type Platform, resumeRun } from '@frankly/core'
import { createBrowserJournal } from '@frankly/core/browser'
import { createPass, createSaver, type RunParts, type Sending } from '@frankly/core/client'

/** What steps runs on and saves them: comes with the code after the first question. */
export function runParts(project: string, platform: Platform, sending: Sending): RunParts {
  return {
    createPass,
    resumeRun,
    saver: createSaver({ project, platform, sending }),
    passes: async () => (await sending.load()).passes(),
  }
}

let journal: Journal | undefined

/** Where answers are kept, until the queue's code is here and after it. */
export function openJournal(): Journal {
  journal ??= createBrowserJournal()
  return journal
}
