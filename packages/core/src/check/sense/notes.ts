import type { Issue } from '../../model/errors.ts'
import { shortened } from '../../model/shortened.ts'

/** Writes an issue down. */
export type Note = (code: string, path: string, found: unknown, wanted: string, hint?: string) => void

/** A place to write issues down. */
export function createNotes(): { readonly note: Note; readonly issues: Issue[] } {
  const issues: Issue[] = []
  const note: Note = (code, path, found, wanted, hint) => {
    issues.push({ code, path, found: shortened(found), wanted, ...(hint && { hint }) })
  }
  return { note, issues }
}
