import { expect, it } from 'vitest'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import { createQueue } from './queue.ts'

it('smoke', async () => {
  const platform = createMemoryPlatform()
  const seen: string[] = []
  const queue = createQueue({
    project: 'p',
    platform,
    transport: {
      send: async (d) => {
        seen.push(d.id)
        return { status: 'delivered' }
      },
    },
  })
  const r = await queue.submit({
    id: 'a.1',
    type: 'answer.saved',
    project: 'p',
    occurredAt: 1,
    lane: 'normal',
    attempt: 1,
    data: { response: { id: 'a', revision: 1, answers: {} } as never },
  })
  expect(r.durable).toBe('server')
  expect((await queue.flush()).waiting).toBe(0)
  expect(seen).toEqual(['a.1'])
  queue.close()
})
