import { launchBrowser, signIn, startCollector } from '@frankly/testing'
import { sampleResponse } from '@frankly/testing/sample-response'
import { expect, it } from 'vitest'

const idOf = (n: number) => `0190b5a0-3333-7000-8000-00000000000${n}`

it('bad news first: on the live page complaints lead, then low scores, each said by name, and praise comes after', async () => {
  const collector = await startCollector()
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage()
  await signIn(page, collector.url)
  const items = [
    sampleResponse(idOf(0), {
      surveyId: 'frankly-door',
      answers: {
        complaint: { kind: 'complaint', text: 'The spout is broken.' },
        photo: { kind: 'text', text: 'in the next mail' },
      },
    }),
    sampleResponse(idOf(1), { answers: { rate: { kind: 'rating', value: 1 } } }),
    sampleResponse(idOf(2), { answers: { rate: { kind: 'rating', value: 5 } } }),
  ]
  // One by one, the complaint first: by time alone it would be last.
  for (const item of items) {
    const body = JSON.stringify({ sentAt: Date.now(), items: [item] })
    const reply = await fetch(`${collector.url}/v1/projects/pk_demo/responses`, { method: 'POST', body })
    expect(await reply.text()).toContain('"stored"')
    await page.locator('main section ol > li').nth(items.indexOf(item)).waitFor({ timeout: 20_000 })
  }
  const flags = await page.locator('section.urgent .flag').allTextContents()
  expect(flags).toEqual(['Complaint', 'Low score'])
  expect(await page.locator('#rest > li').count()).toBe(1)
  // The door's survey need not be in the configuration: no id is shown in place of words.
  expect(await page.locator('#complaints > li').first().locator('h3').textContent()).toBe('Something went wrong?')
  expect(await page.locator('#complaints > li').first().locator('dl.said dt').allTextContents()).toEqual([
    'What happened?',
    // one door survey: the words of its own second question
    'A photo, if it helps',
  ])
  await browser.close()
  await collector.stop()
})
