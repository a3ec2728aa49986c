import type { Pass, PassKey, PassStore } from './ports.ts'
import type { Engine } from './schema.ts'

/** Sessions and sign-in links on the shared tables. */
export function passesOn({ db }: Engine): PassStore {
  return {
    async add({ hash, kind, mark, expiresAt }: Pass, now) {
      await db.deleteFrom('staff_passes').where('expires_at', '<=', now).execute()
      await db.insertInto('staff_passes').values({ hash, kind, mark, expires_at: expiresAt }).execute()
    },
    async has({ hash, kind, mark, now }: PassKey) {
      const row = await db
        .selectFrom('staff_passes')
        .select('hash')
        .where('hash', '=', hash)
        .where('kind', '=', kind)
        .where('mark', '=', mark)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row !== undefined
    },
    async take({ hash, kind, mark, now }: PassKey) {
      const { numDeletedRows } = await db
        .deleteFrom('staff_passes')
        .where('hash', '=', hash)
        .where('kind', '=', kind)
        .where('mark', '=', mark)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
    async clear() {
      await db.deleteFrom('staff_passes').execute()
    },
  }
}
