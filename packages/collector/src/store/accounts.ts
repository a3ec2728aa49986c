import type { Selectable } from 'kysely'
import type { Account, AccountStore, StaffToken } from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Accounts and tokens on the shared tables. One closure: a list of short queries on one engine. */
export function accountsOn(engine: Engine): AccountStore {
  const { db } = engine
  const one = async (column: 'id' | 'email', value: string): Promise<Account | undefined> => {
    const row = await db.selectFrom('staff_accounts').selectAll().where(column, '=', value).executeTakeFirst()
    return row && accountOf(row)
  }
  return {
    async any() {
      return (await db.selectFrom('staff_accounts').select('id').limit(1).executeTakeFirst()) !== undefined
    },
    byId: (id) => one('id', id),
    byEmail: (email) => one('email', email),
    async list() {
      return (await db.selectFrom('staff_accounts').selectAll().orderBy('email').execute()).map(accountOf)
    },
    async add(account, onlyFirst = false) {
      return inTransaction(engine, async (trx) => {
        // The lock is for two who set up at once.
        if (engine.rowLocks) await trx.selectFrom('frankly_lock').select('id').where('id', '=', 1).forUpdate().execute()
        const there = trx.selectFrom('staff_accounts').select('id').limit(1)
        const found = await (onlyFirst ? there : there.where('email', '=', account.email)).executeTakeFirst()
        if (found) return false
        await trx.insertInto('staff_accounts').values(rowOf(account)).execute()
        return true
      })
    },
    async save(account) {
      const { id, ...set } = rowOf(account)
      await db.updateTable('staff_accounts').set(set).where('id', '=', id).execute()
    },
    async remove(id) {
      await db.deleteFrom('staff_passes').where('account', '=', id).execute()
      const { numDeletedRows } = await db.deleteFrom('staff_accounts').where('id', '=', id).executeTakeFirst()
      return numDeletedRows === 1n
    },
    async wrong(id, most, lockUntil) {
      await db
        .updateTable('staff_accounts')
        .set((e) => ({ wrong: e('wrong', '+', 1) }))
        .where('id', '=', id)
        .execute()
      const { numUpdatedRows } = await db
        .updateTable('staff_accounts')
        .set({ wrong: 0, locked_until: lockUntil })
        .where('id', '=', id)
        .where('wrong', '>=', most)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    tokens: {
      async list() {
        return (await db.selectFrom('staff_tokens').selectAll().orderBy('created_at').execute()).map(tokenOf)
      },
      async byHash(hash) {
        const row = await db.selectFrom('staff_tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
        return row && tokenOf(row)
      },
      async add({ hash, ...token }) {
        const { id, name, roles, scopes, madeBy, createdAt, expiresAt } = token
        await db
          .insertInto('staff_tokens')
          .values({
            id,
            hash,
            name,
            roles: JSON.stringify(roles),
            scopes: scopes ? JSON.stringify(scopes) : null,
            made_by: madeBy,
            created_at: createdAt,
            expires_at: expiresAt ?? null,
            used_at: null,
          })
          .execute()
      },
      async used(id, at) {
        await db.updateTable('staff_tokens').set({ used_at: at }).where('id', '=', id).execute()
      },
      async remove(id) {
        const { numDeletedRows } = await db.deleteFrom('staff_tokens').where('id', '=', id).executeTakeFirst()
        return numDeletedRows === 1n
      },
    },
    async setting(name, otherwise) {
      await db
        .insertInto('staff_settings')
        .values({ name, value: otherwise })
        .onConflict((c) => c.column('name').doNothing())
        .execute()
      const row = await db.selectFrom('staff_settings').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value ?? otherwise
    },
  }
}

function accountOf(row: Selectable<Tables['staff_accounts']>): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    ...(row.password === null ? {} : { password: row.password }),
    roles: JSON.parse(row.roles),
    disabled: row.disabled === 1,
    lockedUntil: row.locked_until,
    createdAt: row.created_at,
  }
}

/** Saving an account forgets its wrong passwords. */
function rowOf({ id, email, name, password, roles, disabled, lockedUntil, createdAt }: Account) {
  return {
    id,
    email,
    name,
    password: password ?? null,
    roles: JSON.stringify(roles),
    disabled: disabled ? 1 : 0,
    wrong: 0,
    locked_until: lockedUntil,
    created_at: createdAt,
  }
}

function tokenOf(row: Selectable<Tables['staff_tokens']>): StaffToken {
  return {
    id: row.id,
    name: row.name,
    roles: JSON.parse(row.roles),
    ...(row.scopes === null ? {} : { scopes: JSON.parse(row.scopes) }),
    madeBy: row.made_by,
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.used_at === null ? {} : { usedAt: row.used_at }),
  }
}
