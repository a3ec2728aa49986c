import { expect, it } from 'vitest'
import { answer } from '../../src/shop-visit.ts'
import {
  counted,
  installPacked,
  runIn,
  serveIn,
  startIn,
  useChromium,
  versionOf,
  writeFiles,
} from '../../src/users/index.ts'
import { demoShop } from './demo-shop.ts'

const openPage = useChromium()

it('[F6] a vite app with createFeedback: built from the packed widget with its lazy parts, it asks and the answer counts', async () => {
  const folder = await installPacked('vite-app', {
    packages: ['@frankly/widget', '@frankly/collector'],
    dependencies: { vite: versionOf('vite') },
  })
  const collector = await serveIn(folder, { config: demoShop })
  writeFiles(folder, {
    'index.html': `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Thank you</title>
<h1>Thank you</h1><script type="module" src="/main.js"></script></html>`,
    'main.js': `import { createFeedback } from '@frankly/widget'
const feedback = createFeedback({ project: 'pk_demo', host: '${collector.url}' })
feedback.purchase({ orderId: 'V-1', value: 1990, currency: 'RUB' })
`,
  })
  expect(await runIn(folder, 'npx vite build')).not.toMatch(/warn|error(?!s-)/i)
  const app = await startIn(folder, 'npx vite preview --port 0 --host 127.0.0.1', /(http:\/\/127\.0\.0\.1:\d+)/, {
    env: { NO_COLOR: '1' },
  })
  const customer = await openPage()
  try {
    await customer.page.goto(app.match)
    await answer(customer.page, 'Well', 'quick')
    await expect
      .poll(async () => counted(await collector.stored()).map(({ response }) => response.context.order?.orderId), {
        timeout: 30_000,
        interval: 500,
      })
      .toEqual(['V-1'])
    expect(customer.trouble()).toEqual([])
  } finally {
    await customer.close()
    await app.stop()
    await collector.stop()
  }
})
