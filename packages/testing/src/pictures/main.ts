import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Response } from '@frankly/core'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../browsers.ts'
import { startCollector } from '../collector-process.ts'
import { repoPath } from '../repo.ts'
import { sampleResponse } from '../sample-response.ts'
import { buy, startShopProcess } from '../shop-visit.ts'
import { signIn } from '../staff.ts'

/**
 * `npm run look -- shop [--out=folder]`: shop, widget and live page at 360, 768 and 1280 px, light and dark, English and
 * Russian. The README shows some of them.
 */
const { values } = parseArgs({ options: { out: { type: 'string' } } })
const folder = values.out ?? repoPath('docs/pictures')
mkdirSync(folder, { recursive: true })

const words = {
  en: { add: 'Add to basket', demo: 'Buy with demo details', question: 'How did ordering go?' },
  ru: { add: 'В корзину', demo: 'Купить с готовыми данными', question: 'Как прошло оформление заказа?' },
}
const collector = await startCollector()
const shop = await startShopProcess(collector.url)
await fillLivePage()
const browser = await launchBrowser('chromium')
for (const width of [360, 768, 1280]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['en', 'ru'] as const) {
      const context = await browser.newContext({
        viewport: { width, height: width === 360 ? 740 : 800 },
        colorScheme,
        locale: language,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      const shoot = (what: string) =>
        page.screenshot({ path: `${folder}/${what}-${width}-${colorScheme}-${language}.png` })
      await page.goto(`${shop.url}/${language === 'ru' ? 'ru/' : ''}`)
      await shoot('shop')
      await thankYou(page, language)
      await shoot('widget')
      await signIn(page, collector.url)
      await page.goto(`${collector.url}/?lang=${language}`)
      await page.getByText('teapot').first().waitFor()
      await shoot('live')
      await context.close()
    }
  }
}
await browser.close()
await shop.stop()
await collector.stop()
console.log(`pictures are in ${folder}`)

async function thankYou(page: Page, language: 'en' | 'ru'): Promise<void> {
  if (language === 'en') await buy(page, shop.url)
  else {
    await page.goto(`${shop.url}/ru/products/moon-teapot.html`)
    await page.locator('[data-add]').first().click()
    await page.goto(`${shop.url}/ru/checkout.html`)
    await page.locator('[data-demo]').click()
    await page.waitForURL(/thank-you/)
  }
  await page.getByText(words[language].question).waitFor({ timeout: 20_000 })
  await page.waitForTimeout(300)
}

/** A few answers of a believable morning, oldest first. */
async function fillLivePage(): Promise<void> {
  const answers: [locale: string, answers: Response['answers'], complaint?: Response['complaint']][] = [
    [
      'en',
      {
        rate: { kind: 'rating', value: 5 },
        best: { kind: 'text', text: 'The teapot came wrapped like a present. Pavel even wrote how to warm it.' },
      },
    ],
    [
      'ru',
      {
        rate: { kind: 'rating', value: 4 },
        best: { kind: 'text', text: 'Быстро и без лишних звонков. Спасибо Павлу!' },
      },
    ],
    [
      'en',
      {
        rate: { kind: 'rating', value: 2 },
        fix: { kind: 'text', text: 'The delivery fee only showed up on the last step.' },
      },
    ],
    [
      'en',
      {
        complaint: {
          kind: 'complaint',
          text: 'The teapot arrived with a broken spout. I would like another one before Friday.',
          category: 'quality',
          remedy: 'exchange',
        },
      },
      { severity: 'high' },
    ],
  ]
  const now = Date.now()
  const items = answers.map(([locale, given, complaint], index) =>
    sampleResponse(`0190b5a0-2222-7000-8000-00000000000${index}`, {
      locale,
      answers: given,
      ...(complaint ? { complaint } : {}),
      context: { order: { orderId: `A-1043${index}`, value: 48, currency: 'EUR' } },
      timings: { startedAt: now - 40_000, updatedAt: now - (4 - index) * 60_000 },
    }),
  )
  const reply = await fetch(`${collector.url}/v1/projects/pk_demo/responses`, {
    method: 'POST',
    body: JSON.stringify({ sentAt: now, items }),
  })
  const { results } = (await reply.json()) as { results: { status: string }[] }
  if (results.some(({ status }) => status !== 'stored')) throw new Error(JSON.stringify(results))
}
