import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser, STAFF_TOKEN, serveRoutes, startCollector, storedResponses } from '@frankly/testing'
import { expect, it } from 'vitest'

const survey = (id: string, question: object, redirect: string) => ({
  schema: 1,
  id,
  version: 1,
  title: id,
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  redirect,
  pages: [{ id: 'one', questions: [question] }],
})

it('[S17] after the end only the page of the survey itself goes on: when the answer is stored, with a receipt by a link alone, and from a page of the shop never', async () => {
  const far = 'https://shop.example/thanks?from=survey'
  const why = { kind: 'text', id: 'why', text: 'Why?' }
  const surveys = [
    survey('words', why, far),
    survey('trouble', { kind: 'complaint', id: 'what', text: 'What happened?' }, far),
  ]
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-redirect-')), 'frankly.config.json')
  const projects = { pk_tea: { shop: 'Tea', origins: ['loopback'], surveys } }
  writeFileSync(configFile, JSON.stringify({ staff: { token: { env: 'STAFF' } }, projects }))
  const collector = await startCollector({ configFile, env: { ...process.env, STAFF: STAFF_TOKEN } })
  const browser = await launchBrowser('chromium')
  const context = await browser.newContext()
  // the shop's own site is played here: nothing leaves this machine
  await context.route('https://shop.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Back in the shop</h1>' }),
  )
  const stored = async () =>
    (await storedResponses(collector.url)).filter(({ status }) => status === 'completed').length

  const page = await context.newPage()
  await page.goto(`${collector.url}/s/words`)
  await page.getByRole('textbox').fill('The tea')
  expect(await page.locator('#onward').isVisible()).toBe(false)
  // nothing is stored: the page stays, and says nothing of going on
  await context.route('**/v1/projects/pk_tea/responses', (route) => route.abort())
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Thank you. Your answer is saved.').waitFor({ timeout: 30_000 })
  expect(await page.locator('#onward').isVisible()).toBe(false)
  await context.unroute('**/v1/projects/pk_tea/responses')
  await page.evaluate(`window.frankly.flush()`)
  await page.getByRole('link', { name: 'Go on to shop.example' }).waitFor({ timeout: 30_000 })
  expect(await stored()).toBe(1)
  await page.waitForURL(far, { timeout: 30_000 })
  await page.getByRole('heading', { name: 'Back in the shop' }).waitFor()

  // a receipt is to be read first: there is the link alone
  const again = await (await browser.newContext()).newPage()
  await again.goto(`${collector.url}/s/trouble`)
  await again.getByRole('textbox').first().fill('It broke')
  await again.getByRole('button', { name: 'Send', exact: true }).click()
  await again.getByRole('link', { name: 'Go on to shop.example' }).waitFor({ timeout: 30_000 })
  expect(await again.locator('#onward span').isVisible()).toBe(false)

  // without one, who touches the page stays
  const busy = await (await browser.newContext()).newPage()
  await busy.goto(`${collector.url}/s/words`)
  await busy.getByRole('textbox').fill('The cups')
  await busy.getByRole('button', { name: 'Send', exact: true }).click()
  await busy.locator('#onward span').waitFor({ timeout: 30_000 })
  await busy.mouse.move(5, 5)
  await busy.mouse.down()
  expect(await busy.locator('#onward span').isVisible()).toBe(false)

  // in a page of the shop
  const tag = `<!doctype html><title>Shop</title><h1>Order</h1><script async src="${collector.url}/frankly.js" data-project="pk_tea"></script>`
  const shop = await serveRoutes({ '/': tag })
  const inShop = await (await browser.newContext()).newPage()
  const gone: string[] = []
  inShop.on('framenavigated', (frame) => void gone.push(frame.url()))
  await inShop.goto(shop.url)
  await inShop.evaluate(
    `new Promise((go) => { const ask = () => window.frankly?.show ? window.frankly.show('words', { force: true }).then(go) : setTimeout(ask, 50); ask() })`,
  )
  await inShop.getByRole('textbox').fill('The box')
  await inShop.getByRole('button', { name: 'Send', exact: true }).click()
  await inShop.getByText('Got it, thank you').waitFor({ timeout: 30_000 })
  // longer than the survey's own page waits
  await new Promise((go) => setTimeout(go, 7000))
  expect(gone).toEqual([`${shop.url}/`])
  expect(busy.url()).toBe(`${collector.url}/s/words`)
  expect(await busy.getByRole('link', { name: 'Go on to shop.example' }).isVisible()).toBe(true)
  await browser.close()
  await shop.close()
  await collector.stop()
}, 180_000)
