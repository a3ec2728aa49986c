import type { Adapter } from '@frankly/adapters'
import { type FakeControl, PATIENT_MS, sampleDelivery } from '@frankly/adapters/testing'
import type { Delivery, Response } from '@frankly/core'
import { createMemoryPlatform } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import { browserDestinations, serverDestinations } from '@frankly/testing/fakes'
import { describe, expect, it } from 'vitest'
import { startLoop } from '../../src/outbox/destination-loop.ts'
import { openStore } from '../../src/store/store.ts'
import { putItem } from '../support/items.ts'

const consents = [{ purpose: 'analytics', granted: true, textVersion: '1', at: 1 }]
const delivery = agreed(sampleDelivery('response.completed'))
const itsResponse = responseOf(delivery)

/** The same delivery of a customer who agreed to analytics. */
function agreed(sample: Delivery): Delivery {
  if (sample.type === 'subject.erased' || !sample.data.response) return sample
  return { ...sample, data: { ...sample.data, response: { ...sample.data.response, consents } } } as Delivery
}

function responseOf(sample: Delivery): Response {
  if (sample.type !== 'response.completed') throw new Error('another sample was asked for')
  return sample.data.response
}

/**
 * What reached the destination, without the headers and moments of one sending. On a loaded machine an answer can
 * come too late and the same be sent again: then it must be the same.
 */
function arrived(fake: FakeControl): unknown {
  expect(fake.faults).toEqual([])
  const all = fake.stored.map(({ key, raw }) => {
    const lines = raw.split('\n')
    const body = lines.length > 2 ? lines.slice(2).join('\n') : raw
    expect(body.length).toBeGreaterThan(50)
    return { key, body: body.replace(/"(sentAt|attempt|sent_at)":(\d+|"[^"]*")/g, '') }
  })
  for (const each of all) expect(each).toEqual(all[0])
  return all[0] ?? 'nothing'
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

/** The collector's outbox sends it: out of a store, by the worker. Gives what it could not deliver. */
async function throughOutbox(adapter: Adapter, sent: Delivery): Promise<readonly string[]> {
  const now = Date.now()
  const store = await openStore({ url: 'sqlite::memory:', now })
  const item = putItem(itsResponse, { project: sent.project, receivedAt: now })
  await store.put([{ ...item, outbox: [{ destination: 'it', delivery: sent }] }])
  const deps = {
    outbox: store.outbox,
    clock: { now: Date.now },
    random: () => 0,
    log: () => {},
    metrics: { add: () => {} },
    revisionOf: async () => undefined,
    alertsPerHour: 60,
  }
  const loop = startLoop(deps, { project: sent.project, id: 'it', adapter, concurrency: 4 })
  while ((await store.outbox.list({ state: 'waiting', limit: 1 })).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await loop.stop(1000)
  const left = await store.outbox.list({ limit: 10 })
  await store.close()
  return left.map((row) => row.detail ?? 'no reason')
}

describe('one delivery shape for the browser’s queue and the collector’s outbox', () => {
  const both = browserDestinations.filter((one) => one.name !== 'webhook')
  it.each(both)('[O14] $name gets the same from queue and outbox', async (one) => {
    const fromQueue = await one.start(PATIENT_MS)
    expect(await throughQueue(fromQueue.transport as Adapter)).toBe('sent')
    const seen = arrived(fromQueue.fake)
    await fromQueue.fake.close()

    const fromOutbox = await one.start(PATIENT_MS)
    expect(await throughOutbox(fromOutbox.transport as Adapter, delivery)).toEqual([])
    const again = arrived(fromOutbox.fake)
    await fromOutbox.fake.close()
    expect(seen).not.toBe('nothing')
    expect(again).toEqual(seen)
  })

  it.each(serverDestinations)('[O14] $name is sent by the outbox, and no queue of a page takes it', async (one) => {
    const { transport, fake } = await one.start(PATIENT_MS)
    expect((transport as Adapter).runsOn).toBe('server')
    expect(await throughOutbox(transport as Adapter, agreed(sampleDelivery(one.type ?? 'response.completed')))).toEqual(
      [],
    )
    expect(fake.faults).toEqual([])
    expect(fake.stored.length).toBeGreaterThan(0)
    await fake.close()
    await one.stop?.()
  })
})
