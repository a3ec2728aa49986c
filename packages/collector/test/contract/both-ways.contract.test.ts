import type { Adapter } from '@frankly/adapters'
import { type FakeControl, sampleDelivery } from '@frankly/adapters/testing'
import { createMemoryPlatform, type Delivery } from '@frankly/core'
import { createQueue } from '@frankly/core/queue'
import { browserDestinations, serverDestinations } from '@frankly/testing/fakes'
import { describe, expect, it } from 'vitest'
import { startLoop } from '../../src/outbox/destination-loop.ts'
import { openStore } from '../../src/store/store.ts'
import { putItem } from '../support/items.ts'

const consents = [{ purpose: 'analytics', granted: true, textVersion: '1', at: 1 }]
const delivery = withConsent(sampleDelivery('response.completed'))

function withConsent(sample: Delivery): Delivery {
  if (sample.type !== 'response.completed') throw new Error('another sample was asked for')
  return { ...sample, data: { response: { ...sample.data.response, consents } } }
}

/** What reached the destination, without the headers and moments of one sending. */
function arrived(fake: FakeControl): unknown {
  expect(fake.faults).toEqual([])
  expect(fake.stored).toHaveLength(1)
  return fake.stored.map(({ key, raw }) => {
    const lines = raw.split('\n')
    const body = lines.length > 2 ? lines.slice(2).join('\n') : raw
    expect(body.length).toBeGreaterThan(50)
    return { key, body: body.replace(/"(sentAt|attempt)":\d+/g, '') }
  })
}

/** The browser's queue sends it. */
async function throughQueue(transport: Adapter): Promise<string> {
  const queue = createQueue({
    project: delivery.project,
    transport,
    platform: createMemoryPlatform(),
    textsFor: () => delivery.texts,
  })
  const sent = new Promise<string>((resolve) =>
    queue.on('item', ({ state }) => state !== 'saving' && state !== 'queued' && resolve(state)),
  )
  try {
    await queue.submit(delivery)
    return await sent
  } finally {
    queue.close()
  }
}

/** The collector's outbox sends it: out of a store, by the worker. Gives what it logged. */
async function throughOutbox(adapter: Adapter, sent: Delivery): Promise<readonly string[]> {
  const store = await openStore({ url: 'sqlite::memory:', now: 1 })
  const item = putItem(sampleItem(), { project: sent.project })
  await store.put([{ ...item, outbox: [{ destination: 'it', delivery: sent }] }])
  const lines: string[] = []
  const deps = {
    outbox: store.outbox,
    clock: { now: () => Date.now() + 1_000_000_000_000 },
    random: () => 0,
    log: (line: string) => lines.push(line),
    metrics: { add: () => {} },
  }
  const loop = startLoop(deps, { project: sent.project, id: 'it', adapter, concurrency: 4 })
  while ((await store.outbox.list({ state: 'waiting', limit: 1 })).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await loop.stop(1000)
  await store.close()
  return lines
}

function sampleItem() {
  if (delivery.type !== 'response.completed') throw new Error('another sample was asked for')
  return delivery.data.response
}

describe('one delivery shape for the browser’s queue and the collector’s outbox', () => {
  const both = browserDestinations.filter((one) => one.name !== 'webhook')
  it.each(both)('[O14] $name gets the same from queue and outbox', async (one) => {
    const fromQueue = await one.start()
    expect(await throughQueue(fromQueue.transport as Adapter)).toBe('sent')
    const seen = arrived(fromQueue.fake)
    await fromQueue.fake.close()

    const fromOutbox = await one.start()
    expect(await throughOutbox(fromOutbox.transport as Adapter, delivery)).toEqual([])
    const again = arrived(fromOutbox.fake)
    await fromOutbox.fake.close()
    expect(again).toEqual(seen)
  })

  it.each(serverDestinations)('[O14] $name is sent by the outbox, and no queue of a page takes it', async (one) => {
    const { transport, fake } = await one.start()
    expect((transport as Adapter).runsOn).toBe('server')
    expect(await throughOutbox(transport as Adapter, sampleDelivery(one.type ?? 'case.opened'))).toEqual([])
    expect(fake.faults).toEqual([])
    expect(fake.stored).toHaveLength(1)
    await fake.close()
    await one.stop?.()
  })
})
