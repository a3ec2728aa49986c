import { afterEach, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'

let page: AppPage
afterEach(() => page.end())

it('[D5] the debug panel shows a developer what is decided and why, also anew, and goes when it is closed', async () => {
  page = await appPage([after({ targeting: { triggers: [{ on: 'purchase' }] } })])
  await page.app.command('debug', [])
  const panel = page.cards().at(-1)!.shadowRoot!.querySelector<HTMLElement>('.panel')!
  expect(panel.textContent).toContain('"surveyId": "after"')
  expect(panel.querySelector('dl')!.textContent).toContain('projectpk')
  await page.command('identify', { id: 'anna' })
  const button = (name: string) =>
    [...panel.querySelectorAll('button')].find(({ textContent }) => textContent === name)!
  button('again').click()
  await vi.waitFor(() => expect(panel.querySelector('dl')!.textContent).toContain('anna'))
  button('close').click()
  expect(page.cards()).toEqual([])
})
