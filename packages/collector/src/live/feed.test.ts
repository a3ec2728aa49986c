import { describe, expect, it } from 'vitest'
import { putItem, response } from '../../test/support/items.ts'
import type { StoredResponse } from '../store/ports.ts'
import { openStore } from '../store/store.ts'
import { createFeed } from './feed.ts'

const NOW = 1_795_300_000_000

describe('feed', () => {
  it('tells each revision once, also those that another collector committed late', async () => {
    const store = await openStore({ url: 'sqlite::memory:', now: 1 })
    const feed = createFeed(store, { now: () => NOW }, () => {})
    const heard: string[] = []
    let on = () => {}
    const leave = feed.subscribe((rows: readonly StoredResponse[]) => {
      heard.push(...rows.map((row) => `${row.id.at(-1)}.${row.revision}`))
      on()
    })
    const hear = async (count: number) => {
      feed.nudge()
      while (heard.length < count) await new Promise<void>((resolve) => (on = resolve))
    }
    await store.put([putItem(response(1), { receivedAt: NOW + 100 })])
    await hear(1)
    await store.put([putItem(response(2), { receivedAt: NOW - 900 })])
    await hear(2)
    await store.put([putItem(response(1, { revision: 2 }), { receivedAt: NOW + 200 })])
    await hear(3)
    feed.nudge()
    expect(heard).toEqual(['1.1', '2.1', '1.2'])
    leave()
    feed.close()
    await store.close()
  })
})
