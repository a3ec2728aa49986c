import { createClient, defineSurvey } from '@frankly/core'
import { createNodePlatform } from '@frankly/core/node'

/** A program of its own for tests: answers a survey again and again with no network, and prints what it was told is safe. */
const [, , folder = '', how = ''] = process.argv
const platform = createNodePlatform({ folder })

if (how === 'hold') {
  await platform.locks.tryHold('held-by-child', async () => {
    console.log('held')
    await new Promise((resolve) => setTimeout(resolve, 60_000))
  })
}

const survey = defineSurvey({
  schema: 1,
  id: 'purchase',
  version: 1,
  title: 'After the purchase',
  touchpoint: 'order_confirmed',
  defaultLocale: 'en',
  locales: ['en'],
  pages: [{ id: 'first', questions: [{ id: 'rate', kind: 'rating', scale: 'csat5', text: 'How was it?' }] }],
})
const client = createClient({
  project: 'pk_shop',
  surveys: [survey],
  transport: { send: async () => ({ status: 'retry' }) },
  platform,
  mode: 'kiosk',
})
const times = how === 'for-ever' ? Number.POSITIVE_INFINITY : Number(how)
for (let n = 0; n < times; n++) {
  const run = await client.start('purchase')
  run.answer('rate', { kind: 'rating', value: 3 })
  const finish = await run.submit()
  if (finish.completed && finish.saved.durable === 'disk') console.log(run.responseId)
}
await client.destroy()
