import { expect, it } from 'vitest'
import { serveRoutes } from '../../src/serve.ts'
import { freePort, startNginx } from '../../src/services/index.ts'
import { answer } from '../../src/shop-visit.ts'
import { counted, installPacked, serveIn, useChromium } from '../../src/users/index.ts'
import { demoShop } from './demo-shop.ts'

const openPage = useChromium()

it('[F6] script tag behind nginx: `npm install @frankly/collector` serves /frankly.js and its parts, a plain page is asked, and its answer counts', async () => {
  const folder = await installPacked('script-tag', { packages: ['@frankly/collector'] })
  const port = await freePort()
  const proxy = await startNginx(
    `proxy_pass http://127.0.0.1:${port}; proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;`,
  )
  const publicUrl = `http://127.0.0.1:${proxy.port}`
  const collector = await serveIn(folder, {
    config: { ...demoShop, publicUrl, trustedProxies: ['127.0.0.1'] },
    args: [`--port ${port}`],
  })
  const shop = await serveRoutes({
    '/': `<!doctype html><html lang="en"><title>Thank you</title><h1>Thank you</h1>
<script async src="${publicUrl}/frankly.js" data-project="pk_demo" data-order-id="A-1"></script></html>`,
  })
  const customer = await openPage()
  const asked = new Set<string>()
  customer.page.on('request', (request) => asked.add(new URL(request.url()).origin))
  try {
    await customer.page.goto(shop.url)
    await answer(customer.page, 'Well', 'quick')
    await expect
      .poll(async () => counted(await collector.stored()).map(({ response }) => response.context.order?.orderId), {
        timeout: 30_000,
        interval: 500,
      })
      .toEqual(['A-1'])
    // everything went through the proxy: nothing names the address behind it
    expect([...asked].sort()).toEqual([publicUrl, shop.url].sort())
    expect(customer.trouble()).toEqual([])
  } finally {
    await customer.close()
    await shop.close()
    await proxy.stop()
    await collector.stop()
  }
})
