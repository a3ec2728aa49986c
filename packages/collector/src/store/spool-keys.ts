import type { SpoolKeys } from './ports.ts'
import type { Engine } from './schema.ts'

/** Keys that open what lies in the spool, on the shared tables. */
export function spoolKeysOn({ db }: Engine): SpoolKeys {
  return {
    async add({ id, key, until }) {
      await db.insertInto('spool_keys').values({ id, key, until_at: until }).execute()
    },
    async end(id, at) {
      await db.updateTable('spool_keys').set({ until_at: at }).where('id', '=', id).execute()
    },
    async find(id) {
      return (await db.selectFrom('spool_keys').select('key').where('id', '=', id).executeTakeFirst())?.key
    },
    async forget(before) {
      await db.deleteFrom('spool_keys').where('until_at', '<', before).execute()
    },
  }
}
