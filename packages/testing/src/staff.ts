import type { Page } from 'playwright-core'

/** The staff token of every collector that `startCollector` starts, unless its own configuration names one. For tests only. */
export const STAFF_TOKEN = 'kTq7-vN2w-XbR9-mZ4c-Jy6s-Hd3f'

/** What a program sends to the staff routes. */
export const asStaff: { readonly authorization: string } = { authorization: `Bearer ${STAFF_TOKEN}` }

/** Signs in as a person does who holds the token, and ends on the live page. */
export async function signIn(page: Page, collectorUrl: string): Promise<void> {
  await page.goto(`${collectorUrl}/login?lang=en`)
  await page.getByLabel('Staff token').fill(STAFF_TOKEN)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/', { timeout: 30_000 })
}
