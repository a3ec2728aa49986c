import { launchBrowser, STAFF_TOKEN, signIn, startCollector } from '@frankly/testing'
import { expect, it } from 'vitest'

it('[F13] a person signs in by the link that the console prints, once; by the token; and signs out everywhere', async () => {
  const collector = await startCollector()
  const printed = () => /staff sign in here .*: (http\S+)/.exec(collector.output())?.[1] ?? ''
  await expect.poll(printed, { timeout: 30_000 }).toContain('/login#link=')
  const link = printed()
  const browser = await launchBrowser('chromium')
  const newPage = async () => (await browser.newContext({ locale: 'en' })).newPage()
  const one = await newPage()
  await one.goto(`${collector.url}/outbox`)
  expect(new URL(one.url()).pathname).toBe('/login')
  const asked: string[] = []
  one.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  await one.goto(link)
  await one.getByRole('heading', { name: 'Answers as they come' }).waitFor({ timeout: 30_000 })
  const secret = link.split('=')[1]!
  expect(asked.filter((line) => line.replace(link, '').includes(secret))).toEqual([])
  await one.goBack()
  expect(one.url()).not.toContain(secret)

  const two = await newPage()
  await two.goto(link)
  await two.getByText('This link was used already').waitFor({ timeout: 30_000 })
  await two.getByLabel('Staff token').fill('wrong')
  await two.keyboard.press('Enter')
  await two.getByRole('alert').getByText('This is not the token').waitFor({ timeout: 30_000 })
  await signIn(two, collector.url)

  // The way leads back to where the person was going, with what stands behind `#`.
  const three = await newPage()
  await three.goto(`${collector.url}/?lang=en#r-pk_demo-7`)
  await three.getByLabel('Staff token').fill(STAFF_TOKEN)
  await three.keyboard.press('Enter')
  await three.getByRole('heading', { name: 'Answers as they come' }).waitFor({ timeout: 30_000 })
  expect(three.url()).toBe(`${collector.url}/?lang=en#r-pk_demo-7`)

  await two.getByRole('link', { name: 'Sign out' }).click()
  await two.getByRole('button', { name: 'Sign out everywhere' }).click()
  await two.getByText('You are signed out.').waitFor({ timeout: 30_000 })
  // Its stream ends with the next answer or sign of life; then the page leads to the sign-in by itself.
  await three.waitForURL(({ pathname }) => pathname === '/login', { timeout: 60_000 })
  expect(new URL(three.url()).searchParams.get('next')).toBe('/?lang=en')
  await browser.close()
  await collector.stop()
})
