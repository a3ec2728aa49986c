import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import { createQueue } from '../queue/queue.ts'
import type { PassState } from '../queue/types.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'
import { keepActs } from './keep-acts.ts'

it('[Q30] what a customer did before the saving code was there is a pass of the next page', async () => {
  const run = { seed: 'x', locale: 'en', status: 'started', answers: {}, context: {}, faults: {}, questionMs: {} }
  const pass = {
    responseId: 'r',
    surveyId: 's',
    surveyVersion: 1,
    revision: 0,
    at: Date.now(),
    run: { ...run, trail: [], skipped: [] },
    acts: [{ type: 'answered', questionId: 'q', value: { kind: 'rating', value: 4 }, at: 1 }],
    survey: { id: 's' },
  } as unknown as PassState
  await keepActs('pk/ä', pass)
  const journal = createIndexedDbJournal()
  const queue = createQueue({
    project: 'pk/ä',
    platform: createMemoryPlatform({ journal: { open: async () => journal } }),
    transport: { send: async () => ({ status: 'delivered' }) },
  })
  expect(await queue.passes()).toEqual([pass])
  expect((await queue.status()).waiting).toBe(0)
  queue.close()
})
