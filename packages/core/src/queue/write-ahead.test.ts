import { expect, it } from 'vitest'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { createQueue } from './queue.ts'
import { writeAhead } from './write-ahead.ts'

const delivery = {
  id: '0190b5a0-0000-7000-8000-000000000001.2',
  type: 'response.completed',
  project: 'pk/ä',
  occurredAt: 1,
  lane: 'urgent',
  attempt: 1,
  data: { response: { id: '0190b5a0-0000-7000-8000-000000000001', revision: 2, answers: {} } },
} as unknown as Delivery

it('[Q29] what was kept without a queue is sent by the next queue of its project, and removed', async () => {
  const journal = createMemoryJournal()
  await writeAhead(journal, delivery.project, { delivery })
  const sent: string[] = []
  const queue = createQueue({
    project: 'pk/ä',
    platform: createMemoryPlatform({ journal: { open: async () => journal } }),
    transport: {
      async send({ id }) {
        sent.push(id)
        return { status: 'delivered' }
      },
    },
  })
  const status = await queue.flush()
  queue.close()
  expect(sent).toEqual([delivery.id])
  expect(status.waiting).toBe(0)
})
