import { join } from 'node:path'
import { startNats } from '@frankly/testing/services'
import { describe, expect, it } from 'vitest'
import { keepUnwritable } from '../../src/ingest/unwritable.ts'
import { LIMITS } from '../../src/options/limits.ts'
import { openSpool, type Spool } from '../../src/spool/spool.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import type { Store } from '../../src/store/ports.ts'
import { migrateStore, openStore } from '../../src/store/store.ts'
import { useEngines } from '../support/engines.ts'
import { putItem, response } from '../support/items.ts'
import { resolvedSpool } from '../support/spool.ts'
import { describeStore } from './store-suite.ts'

const { folder, server } = useEngines('store')

describeStore('SQLite', async () => {
  const store = await openStore({ url: `sqlite:${join(folder, 'suite.sqlite')}`, now: 1 })
  return { store, others: [], close: () => store.close() }
})

describeStore('PostgreSQL', async () => {
  const url = await server().database()
  const stores: Store[] = await Promise.all([1, 2].map((now) => openStore({ url, now })))
  const [store, ...others] = stores
  return { store: store!, others, close: async () => void (await Promise.all(stores.map((each) => each.close()))) }
})

describeStore('PostgreSQL behind JetStream', async () => {
  const url = await server().database()
  const nats = await startNats()
  const direct = await Promise.all([1, 2].map((now) => openStore({ url, now })))
  const spools: Spool[] = []
  for (const store of direct) {
    const spool = await openSpool(resolvedSpool([`nats://127.0.0.1:${nats.port}`]), {
      store,
      clock: { now: () => Date.now() },
      metrics: { add() {} },
      waitMs: 10_000,
      onStored() {},
      onError() {},
      onUnwritable: (items) => keepUnwritable(store, items, LIMITS),
    })
    spools.push(spool)
  }
  const [store, ...others] = spools.map((spool) => spool.store)
  return {
    store: store!,
    others,
    isSpooled: true,
    async close() {
      for (const spool of spools) await spool.close()
      for (const each of direct) await each.close()
      await nats.stop()
    },
  }
})

const STEPS = migrations.map(({ name }) => name)

describe('migrations', () => {
  it('[I17] steps are taken once; several collectors may start at once', async () => {
    const url = await server().database()
    const steps = await Promise.all([1, 2, 3].map((now) => migrateStore({ url, now })))
    expect(steps.flat()).toEqual(STEPS)
    expect(await migrateStore({ url, now: 9 })).toEqual([])
    const file = `sqlite:${join(folder, 'steps.sqlite')}`
    expect(await migrateStore({ url: file, now: 1 })).toEqual(STEPS)
    expect(await migrateStore({ url: file, now: 2 })).toEqual([])
  })

  it('[I17] [L7] rows of before the third step stay; they prove nothing, so they are found by nobody', async () => {
    const { DatabaseSync } = await import('node:sqlite')
    const path = join(folder, 'before.sqlite')
    const url = `sqlite:${path}`
    const old = await openStore({ url, now: 1 })
    await old.put([putItem(response(1), { subjectId: 'anna', orderMark: 'm' })])
    await old.close()
    const database = new DatabaseSync(path)
    const later = ['by_survey', 'urgent_by_project', 'held_by_project', 'held_by_reason', 'held_counts']
    for (const name of later) database.exec(`drop index responses_${name}`)
    database.exec(`drop index responses_by_subject_id; drop index responses_by_order_mark;
      alter table responses drop column order_mark; alter table responses drop column order_proof;
      alter table responses drop column subject_proof; drop table quota_marks; drop index responses_urgent;
      drop index responses_held; alter table responses drop column complaint;
      delete from frankly_migrations where id in (3, 4, 7, 8, 21)`)
    database.close()
    const store = await openStore({ url, now: 2 })
    const count = async (who: object) => (await store.contactHistory({ project: 'pk_demo', limit: 9, ...who })).length
    expect([await count({ subjectId: 'anna' }), await count({ orderMark: 'm' })]).toEqual([0, 0])
    expect(await store.responses({ project: 'pk_demo', limit: 9 })).toHaveLength(1)
    await store.put([putItem(response(2), { orderMark: 'm' })])
    expect(await count({ orderMark: 'm' })).toBe(1)
    const plans = new DatabaseSync(path, { readOnly: true })
    for (const column of ['subject_id', 'order_mark']) {
      const plan = `explain query plan select * from responses where project = ? and ${column} = ? and erased = 0 and test = 0 order by occurred_at desc limit 50`
      expect(plans.prepare(plan).all('pk', 'x')[0]).toMatchObject({
        detail: expect.stringContaining(`responses_by_${column}`),
      })
    }
    const lists = {
      complaints: 'quarantine is null and lane = 0 and complaint = ?',
      held: 'quarantine is not null',
    }
    for (const [name, where] of Object.entries(lists)) {
      const plan = `explain query plan select * from responses where erased = 0 and ${where} order by received_at desc limit 100`
      expect(plans.prepare(plan).all(...(name === 'held' ? [] : [1]))[0]).toMatchObject({
        detail: expect.stringContaining(name === 'held' ? 'responses_held' : 'responses_urgent'),
      })
    }
    const page = `explain query plan select * from responses where erased = 0 and (received_at, project, id) > (?, ?, ?) order by received_at, project, id limit 50`
    expect(
      plans
        .prepare(page)
        .all(1, 'pk', 'x')
        .map(({ detail }) => detail),
    ).toEqual([
      expect.stringContaining('responses_by_arrival (received_at>?)'),
      'USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY',
    ])
    plans.close()
    await store.close()
  })

  it('[I17] tables newer than the program are refused', async () => {
    const { DatabaseSync } = await import('node:sqlite')
    const path = join(folder, 'newer.sqlite')
    await migrateStore({ url: `sqlite:${path}`, now: 1 })
    const database = new DatabaseSync(path)
    database.exec("insert into frankly_migrations values (9999, 'future', 1)")
    database.close()
    await expect(openStore({ url: `sqlite:${path}`, now: 2 })).rejects.toThrow(/migration 9999.*newer version/)
  })
})

describe('one writer of one SQLite file', () => {
  it('[I18] a second opening is refused with the reason; after the first closed it works', async () => {
    const url = `sqlite:${join(folder, 'one.sqlite')}`
    const first = await openStore({ url, now: 1 })
    await expect(openStore({ url, now: 2 })).rejects.toThrow(/another Frankly process is using .*one\.sqlite/)
    const reader = await openStore({ url, now: 3, readOnly: true })
    await first.put([putItem(response(1))])
    expect(await reader.responses({ limit: 10 })).toHaveLength(1)
    await reader.close()
    await first.close()
    await (await openStore({ url, now: 4 })).close()
  })
})

describe('PostgreSQL', () => {
  it('[I1] synchronous_commit=off is refused: a 2xx would be a lie', async () => {
    const url = `${await server().database()}?options=-c%20synchronous_commit%3Doff`
    await expect(openStore({ url, now: 1 })).rejects.toThrow(/synchronous_commit=off/)
  })

  it('[I1] what put resolved for survives SIGKILL of the whole server', async () => {
    const url = await server().database()
    const store = await openStore({ url, now: 1 })
    const items = Array.from({ length: 300 }, (_, n) => putItem(response(n)))
    const safe: string[] = []
    const writing = items.map(async (item) => {
      try {
        await store.put([item])
        safe.push(item.id)
      } catch {
        // Not told safe: may or may not be there.
      }
    })
    while (safe.length < 20) await new Promise((resolve) => setImmediate(resolve))
    await server().kill()
    await Promise.all(writing)
    await store.close()
    await server().restart()
    const again = await openStore({ url, now: 2 })
    const rows = new Set((await again.responses({ limit: 1000 })).map((row) => row.id))
    expect(safe.filter((id) => !rows.has(id))).toEqual([])
    await again.close()
  })
})
