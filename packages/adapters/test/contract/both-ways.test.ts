import { type FakeControl, PATIENT_MS, sampleDelivery } from '@frankly/adapters/testing'
import type { Delivery } from '@frankly/core'
import { createMemoryPlatform } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import { browserDestinations, serverDestinations } from '@frankly/testing/fakes'
import { afterAll, describe, expect, it } from 'vitest'

const live = new AbortController().signal
const delivery = sampleDelivery('response.completed')

afterAll(() => Promise.all(serverDestinations.map((one) => one.stop?.())))

/** What reached the destination, without the headers and moments of one sending. */
function arrived(fake: FakeControl): readonly { readonly key: string | undefined; readonly body: string }[] {
  expect(fake.faults).toEqual([])
  expect(fake.stored).toHaveLength(1)
  return fake.stored.map(({ key, raw }) => {
    const lines = raw.split('\n')
    const body = lines.length > 2 ? lines.slice(2).join('\n') : raw
    expect(body.length).toBeGreaterThan(50)
    return { key, body: body.replace(/"(sentAt|attempt|sent_at)":(\d+|"[^"]*")/g, '') }
  })
}

describe('one delivery shape for the browser’s queue and the server’s outbox', () => {
  it.each(browserDestinations.filter((one) => one.name !== 'webhook'))('$name gets the same from both', async (one) => {
    const fromQueue = await one.start(PATIENT_MS)
    const queue = createQueue({
      project: delivery.project,
      transport: fromQueue.transport,
      platform: createMemoryPlatform(),
      textsFor: () => delivery.texts,
    })
    const sent = new Promise<string>((resolve) =>
      queue.on('item', ({ state }) => state !== 'saving' && state !== 'queued' && resolve(state)),
    )
    try {
      await queue.submit(delivery)
      expect(await sent).toBe('sent')
      const seen = arrived(fromQueue.fake)
      await fromQueue.fake.close()

      // An outbox row is the delivery as JSON; it is read back by another process, at a later attempt.
      const fromOutbox = await one.start(PATIENT_MS)
      const row = JSON.parse(JSON.stringify(delivery)) as Delivery
      expect(await fromOutbox.transport.send({ ...row, attempt: 3 }, live)).toMatchObject({ status: 'delivered' })
      const again = arrived(fromOutbox.fake)
      await fromOutbox.fake.close()
      expect(again).toEqual(seen)
    } finally {
      queue.close()
    }
  })
  it.each(serverDestinations)('$name gets the same from a row of the outbox as from the event itself', async (one) => {
    const event = sampleDelivery(one.type ?? 'response.completed')
    const seen: unknown[] = []
    for (const sent of [event, { ...(JSON.parse(JSON.stringify(event)) as Delivery), attempt: 3 }]) {
      const { transport, fake } = await one.start(PATIENT_MS)
      expect(await transport.send(sent, live)).toMatchObject({ status: 'delivered' })
      // Where it lies may be another place for each start; that a repeat lies in the same is a cell of the table.
      seen.push(arrived(fake).map(({ body }) => body))
      await fake.close()
    }
    expect(seen[1]).toEqual(seen[0])
  })
  it('adapters for servers are known by `runsOn`, so that no queue of a page takes one', async () => {
    for (const one of serverDestinations) {
      const { transport, fake } = await one.start(PATIENT_MS)
      expect((transport as { runsOn?: string }).runsOn, one.name).toBe('server')
      await fake.close()
    }
  })
})
