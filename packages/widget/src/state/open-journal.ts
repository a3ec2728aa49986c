import { createBrowserJournal } from '@frankly/core/browser'
import type { Journal } from '@frankly/core/platform'

let journal: Journal | undefined

/** Where answers are stored; the same journal before and after the delivery code is loaded. */
export function openJournal(): Journal {
  journal ??= createBrowserJournal()
  return journal
}
