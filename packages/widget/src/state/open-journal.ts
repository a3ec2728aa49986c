import { createBrowserJournal } from '@frankly/core/browser'
import type { Journal } from '@frankly/core/platform'

let journal: Journal | undefined

/** Where answers are kept, until the queue's code is here and after it. */
export function openJournal(): Journal {
  journal ??= createBrowserJournal()
  return journal
}
