import { expect, it } from 'vitest'
import { serveRoutes } from '../../src/serve.ts'
import { answer } from '../../src/shop-visit.ts'
import { counted, installPacked, serveIn, useChromium } from '../../src/users/index.ts'

const openPage = useChromium()

it('[F6] script tag: `npm install @frankly/collector` serves /frankly.js, and a plain page is asked and its answer counts', async () => {
  const folder = await installPacked('collector', { packages: ['@frankly/collector'] })
  const collector = await serveIn(folder)
  const shop = await serveRoutes({
    '/': `<!doctype html><html lang="en"><title>Thank you</title><h1>Thank you</h1>
<script async src="${collector.url}/frankly.js" data-project="pk_demo" data-order-id="A-1"></script></html>`,
  })
  const customer = await openPage()
  try {
    await customer.page.goto(shop.url)
    await answer(customer.page, 'Well', 'quick')
    const rows = counted(await collector.stored())
    expect(rows.map(({ response }) => response.context.order?.orderId)).toEqual(['A-1'])
    expect(customer.trouble()).toEqual([])
  } finally {
    await customer.close()
    await shop.close()
    await collector.stop()
  }
})
