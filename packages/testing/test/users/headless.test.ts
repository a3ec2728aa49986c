import { expect, it } from 'vitest'
import { counted, installPacked, runIn, serveIn, writeFiles } from '../../src/users/index.ts'
import { demoShop } from './demo-shop.ts'

it('[F2] headless Node: core and the collector adapter alone, installed by pnpm, give an answer that counts', async () => {
  const server = await installPacked('headless-collector', { packages: ['@frankly/collector'] })
  const collector = await serveIn(server, { config: demoShop })
  const folder = await installPacked('headless', {
    packages: ['@frankly/core', '@frankly/adapters'],
    manager: 'pnpm',
  })
  writeFiles(folder, {
    'main.js': `import { createCollectorAdapter } from '@frankly/adapters/collector'
import { createClient } from '@frankly/core'
const client = createClient({
  project: 'pk_demo',
  surveys: ${JSON.stringify(demoShop.projects.pk_demo.surveys)},
  transport: createCollectorAdapter({ host: '${collector.url}', project: 'pk_demo' }),
})
const run = await client.start('purchase')
run.answer('rate', { kind: 'rating', value: 4 })
run.answer('best', { kind: 'text', text: 'quick' })
await run.submit()
await client.flush()
client.destroy()
`,
  })
  try {
    // the process ends by itself: nothing of the client keeps it alive
    await runIn(folder, 'node main.js', { timeoutMs: 60_000 })
    const rows = counted(await collector.stored())
    expect(rows.map(({ response }) => response.answers['best']?.['text'])).toEqual(['quick'])
  } finally {
    await collector.stop()
  }
})
