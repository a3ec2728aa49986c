import { expect, it } from 'vitest'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { Journal } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { createQueue } from './queue.ts'
import type { Queue, QueueLimits } from './types.ts'
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

/** A queue of the journal's project, and what it has sent. */
function queueOn(
  journal: Journal,
  limits: Partial<QueueLimits> = {},
): { readonly queue: Queue; readonly sent: string[] } {
  const sent: string[] = []
  const queue = createQueue({
    project: delivery.project,
    platform: createMemoryPlatform({ journal: { open: async () => journal } }),
    limits,
    transport: {
      async send({ id }) {
        sent.push(id)
        return { status: 'delivered' }
      },
    },
  })
  return { queue, sent }
}

it('[Q29] what was kept without a queue is sent by the next queue of its project, and removed', async () => {
  const journal = createMemoryJournal()
  await writeAhead(journal, delivery.project, { delivery })
  const { queue, sent } = queueOn(journal)
  const status = await queue.flush()
  queue.close()
  expect(sent).toEqual([delivery.id])
  expect(status.waiting).toBe(0)
})

it('[Q3] [Q29] what was kept without a queue goes all the same when the queue refuses to keep it', async () => {
  const journal = createMemoryJournal()
  await writeAhead(journal, delivery.project, { delivery })
  const { queue, sent } = queueOn(journal, { recordBytes: 10 })
  expect(await queue.submit(delivery)).toEqual({ durable: 'none', reason: 'too-large' })
  expect(await journal.keys({ after: '', before: '\uffff' }, 9)).toHaveLength(1)
  const status = await queue.flush()
  queue.close()
  expect(sent).toEqual([delivery.id])
  expect(status.waiting).toBe(0)
})
