import { expect, it } from 'vitest'
import { responseOf, world } from '../../test/client-world.ts'

it('[C1] a run is answered, submitted and delivered as one response with rising revisions', async () => {
  const w = world()
  const run = await w.client.start('after-purchase', { order: { orderId: 'A-1', value: 1990 } })
  expect(run.current).toMatchObject({ screen: 'page', pageId: 'first' })
  run.answer('score', { kind: 'rating', value: 9 })
  run.next()
  expect(run.current).toMatchObject({ screen: 'page', pageId: 'second' })
  run.answer('why', { kind: 'text', text: 'Quick and kind' })
  const finish = await run.submit()
  expect(finish).toMatchObject({ completed: true, saved: { durable: 'server' } })
  const last = responseOf(w.sent.at(-1))
  expect(last).toMatchObject({
    id: run.responseId,
    status: 'completed',
    answers: { score: { value: 9 }, why: { text: 'Quick and kind' } },
    context: { order: { orderId: 'A-1', value: 1990 } },
  })
  expect(w.sent.map((delivery) => responseOf(delivery).id)).toEqual(w.sent.map(() => run.responseId))
  expect(w.sent.at(-1)?.texts?.questions[0]?.text).toBe('How likely?')
})
