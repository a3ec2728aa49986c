import { LOCAL_PREFIX } from './local-prefix.ts'
import { DATABASE } from './open-database.ts'

/**
 * Whether an earlier page may have left something to send. Opens no database and writes nothing, so that a page
 * where no customer ever acted stays as it was. The list of databases is asked rather than a flag in `localStorage`,
 * because a killed browser loses the flag while the record is on disk. Browsers without that list (Firefox before 126)
 * say `false`; there the rest goes with the next answer.
 * @public
 */
export async function somethingWaits(): Promise<boolean> {
  try {
    if (Object.keys(localStorage).some((key) => key.startsWith(LOCAL_PREFIX))) return true
  } catch {
    // Storage may be forbidden.
  }
  try {
    return (await indexedDB.databases()).some(({ name }) => name === DATABASE)
  } catch {
    return false
  }
}
