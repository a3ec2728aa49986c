import type { Page } from 'playwright-core'
import { type NodeProcess, startNode } from './node-process.ts'
import { repoPath } from './repo.ts'

/** The demo shop in a process of its own, as the demo starts it. */
export async function startShopProcess(collectorUrl: string): Promise<NodeProcess & { readonly url: string }> {
  const running = await startNode(
    repoPath('examples/shop/src/serve.ts'),
    ['--port', '0', '--collector', collectorUrl],
    /shop listening on (http:\/\/\S+)/,
  )
  return { ...running, url: running.match }
}

/** Buys one thing the short way and ends on the thank-you page. */
export async function buy(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/products/moon-teapot.html`)
  await page.getByRole('button', { name: 'Add to basket' }).first().click()
  await page.goto(`${shopUrl}/checkout.html`)
  await page.getByRole('button', { name: 'Buy with demo details' }).click()
  await page.waitForURL(/thank-you/)
}

/** A collector flags two answers that took less than 300 ms: a machine at rest is as fast as that, a person is not. */
const THINKS_MS = 400

/** Answers the first question, which moves on by itself where it is alone, and the open text, and sends. Ends when the widget says what became of it. */
export async function answer(page: Page, rating: string, text: string): Promise<string> {
  const group = page.getByRole('group', { name: 'How did ordering go?' })
  await group.waitFor({ timeout: 20_000 })
  await group.getByText(rating, { exact: true }).click()
  const onward = page.getByRole('button', { name: /^(Send|Next)$/ })
  const words = page.getByRole('textbox').first()
  await words.fill(text)
  await page.waitForTimeout(THINKS_MS)
  await onward.click()
  const no = page.getByRole('button', { name: "No, that's all" })
  const end = page.getByRole('status').filter({ hasText: /thank you|kept|Got it|will be sent/i })
  await no.or(end).first().waitFor({ timeout: 20_000 })
  if (await no.isVisible()) await no.click()
  await end.first().waitFor({ timeout: 20_000 })
  return (await end.first().textContent())?.trim() ?? ''
}
