import type { Pass, PassKey, PassStore } from './ports.ts'
import type { Engine } from './schema.ts'

/** Sessions and sign-in links on the shared tables. */
export function passesOn({ db }: Engine): PassStore {
  const find = async ({ hash, kind, now }: PassKey) => {
    const row = await db
      .selectFrom('staff_passes')
      .select(['mark', 'account'])
      .where('hash', '=', hash)
      .where('kind', '=', kind)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    return row
  }
  return {
    async add({ hash, kind, mark, account, expiresAt }: Pass, now) {
      await db.deleteFrom('staff_passes').where('expires_at', '<=', now).execute()
      await db.insertInto('staff_passes').values({ hash, kind, mark, account, expires_at: expiresAt }).execute()
    },
    find,
    async take(key: PassKey) {
      const found = await find(key)
      if (found === undefined || (key.mark !== undefined && !key.mark.includes(found.mark))) return undefined
      const { numDeletedRows } = await db.deleteFrom('staff_passes').where('hash', '=', key.hash).executeTakeFirst()
      return numDeletedRows === 1n ? found : undefined
    },
    async clear(account) {
      const all = db.deleteFrom('staff_passes')
      await (account === undefined ? all : all.where('account', '=', account)).execute()
    },
  }
}
