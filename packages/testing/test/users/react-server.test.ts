import { cpSync } from 'node:fs'
import { expect, it } from 'vitest'
import { repoPath } from '../../src/repo.ts'
import { counted, installPacked, runIn, serveIn, startIn, useChromium, versionOf } from '../../src/users/index.ts'
import { demoShop } from './demo-shop.ts'

const openPage = useChromium()

it('[F1] React server components: the packed package is used from a server component as it is, hydrates, asks, and the answer counts', async () => {
  const react = versionOf('react')
  const folder = await installPacked('react-server', {
    packages: ['@frankly/react', '@frankly/collector'],
    dependencies: {
      react,
      'react-dom': react,
      'react-server-dom-webpack': react,
      vite: versionOf('vite'),
      '@vitejs/plugin-rsc': '0.5.38',
    },
  })
  cpSync(repoPath('packages/testing/test/users/apps/rsc'), folder, { recursive: true })
  await runIn(folder, 'npx vite build')
  const collector = await serveIn(folder, { config: demoShop })
  const app = await startIn(
    folder,
    'npx vite preview --logLevel info --port 0 --host 127.0.0.1',
    /(http:\/\/127\.0\.0\.1:\d+)/,
    {
      env: { NO_COLOR: '1' },
    },
  )
  const { page, trouble, close } = await openPage()
  try {
    await page.goto(`${app.match}/?host=${encodeURIComponent(collector.url)}`)
    const box = page.locator('#first .inline frankly-box')
    await box.getByText('Well', { exact: true }).click()
    await box.getByRole('textbox').first().fill('from a server component')
    await box.getByRole('button', { name: 'Send' }).click()
    await expect
      .poll(async () => counted(await collector.stored()).map(({ response }) => response.answers['best']?.['text']), {
        timeout: 30_000,
        interval: 500,
      })
      .toEqual(['from a server component'])
    expect(trouble()).toEqual([])
  } finally {
    await close()
    await app.stop()
    await collector.stop()
  }
})
