import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Response } from '@frankly/core'
import { asStaff, launchBrowser, STAFF_TOKEN, signIn, startCollector } from '@frankly/testing'
import { sampleResponse } from '@frankly/testing/sample-response'
import { expect, it } from 'vitest'

const idOf = (n: number) => `0190b5a0-4444-7000-8000-${n.toString(16).padStart(12, '0')}`

const survey = {
  schema: 1,
  id: 'purchase',
  version: 1,
  title: 'After the order',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: [{ id: 'one', questions: [{ kind: 'rating', id: 'ordering', scale: 'csat5', text: 'How did ordering go?' }] }],
}

/** Two shops on one collector. */
function twoShops(): string {
  const project = (shop: string) => ({ shop, origins: ['*'], surveys: [survey] })
  const path = join(mkdtempSync(join(tmpdir(), 'frankly-staff-')), 'frankly.config.json')
  const staff = { token: { env: 'STAFF' } }
  writeFileSync(path, JSON.stringify({ staff, projects: { pk_tea: project('Tea'), pk_shoes: project('Shoes') } }))
  return path
}

const complaint = (n: number, text: string) =>
  sampleResponse(idOf(n), {
    surveyId: 'frankly-door',
    answers: { complaint: { kind: 'complaint', text } },
    complaint: { severity: 'normal' },
  })

it('[F6] three hundred ordinary answers hide no complaint: urgent ones are read by themselves, in both projects, also after a reload and a broken line', async () => {
  const configFile = twoShops()
  const start = { configFile, env: { ...process.env, STAFF: STAFF_TOKEN } }
  let collector = await startCollector(start)
  const send = async (project: string, items: readonly Response[]) => {
    const body = JSON.stringify({ sentAt: Date.now(), items })
    const reply = await fetch(`${collector.url}/v1/projects/${project}/responses`, { method: 'POST', body })
    const { results } = (await reply.json()) as { results: { status: string }[] }
    expect(results.map(({ status }) => status)).toEqual(items.map(() => 'stored'))
  }
  const ordinary = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      sampleResponse(idOf(from + n), { answers: { ordering: { kind: 'rating', value: 5 } } }),
    )
  await send('pk_tea', [complaint(1, 'The spout is broken.')])
  await send('pk_shoes', [complaint(2, 'Two left shoes.')])
  await send('pk_tea', [sampleResponse(idOf(3), { answers: { ordering: { kind: 'rating', value: 1 } } })])
  for (const from of [100, 200, 300]) await send('pk_tea', ordinary(from, 50))
  for (const from of [400, 500, 600]) await send('pk_shoes', ordinary(from, 50))

  const browser = await launchBrowser('chromium')
  const page = await browser.newPage()
  await signIn(page, collector.url)
  const urgent = () => page.locator('section.urgent article').allInnerTexts()
  for (let visit = 0; visit < 2; visit++) {
    await page.reload()
    expect((await urgent()).join()).toMatch(/Two left shoes.*The spout is broken.*Low score/s)
    expect(await page.locator('#complaints-count').textContent()).toBe('2')
    expect(await page.locator('#low-count').textContent()).toBe('1')
    expect(await page.locator('section').first().locator('h2').textContent()).toMatch(/Complaints/)
  }

  // Nothing is cut for good: the older ones are a press away, page by page.
  const rest = page.locator('#rest > li')
  const older = page.getByRole('link', { name: 'Show older ones' })
  for (const count of [100, 200, 300]) {
    await expect.poll(() => rest.count(), { timeout: 30_000 }).toBe(count)
    if (count < 300) await older.click()
  }
  expect(await older.isVisible()).toBe(false)
  expect(new Set(await rest.evaluateAll((items) => items.map((item) => item.id))).size).toBe(300)

  // The line breaks; what came meanwhile is told once it stands again.
  const { port, dataDir } = collector
  await page.locator('#link.live').waitFor({ timeout: 30_000 })
  await collector.stop()
  await page.locator('#link.lost').waitFor({ timeout: 30_000 })
  const aside = await startCollector({ ...start, dataDir })
  collector = aside
  await send('pk_shoes', [complaint(4, 'While you were away.')])
  await aside.stop()
  collector = await startCollector({ ...start, dataDir, port })
  await expect
    .poll(urgent, { timeout: 60_000 })
    .toEqual(expect.arrayContaining([expect.stringContaining('While you were away.')]))
  expect(await page.locator('#complaints-count').textContent()).toBe('3')
  await browser.close()

  // Programs too: with the last id that they saw they are told what came since, and no more.
  const stream = await fetch(`${collector.url}/v1/stream`, {
    headers: { ...asStaff, 'last-event-id': String(Date.now() + 60_000) },
  })
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('event: ready')) text += (await reader.read()).value ?? ''
  await reader.cancel()
  expect(text).not.toContain('event: response')
  await collector.stop()
})
