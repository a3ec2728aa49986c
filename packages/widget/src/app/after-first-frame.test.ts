import { afterEach, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'

let page: AppPage
afterEach(() => page.end())

it('a page that takes the card out again and again is asked nothing more: it is warned of, and the answer is kept', async () => {
  page = await appPage([after()])
  const { run } = (await page.command('show', 'after', { force: true })) as {
    run: { answer(id: string, value: object): void; latest(id: string): unknown }
  }
  run.answer('ease', { kind: 'rating', value: 3 })
  const [card] = page.cards()
  for (let tries = 0; tries < 20 && !page.host.facts.unwanted; tries++) {
    card!.remove()
    await new Promise((go) => setTimeout(go, 30))
  }
  expect(page.warned.join()).toContain('takes our element out')
  expect(page.cards()).toEqual([])
  expect(await page.command('show', 'after', { force: true })).toMatchObject({ shown: false, reason: 'taken-out' })
  expect(run.latest('ease')).toEqual({ kind: 'rating', value: 3 })
})

it('the card is put back as long as it is taken out by chance', async () => {
  page = await appPage([after()])
  await page.command('show', 'after', { force: true })
  await new Promise((go) => setTimeout(go, 100))
  const [card] = page.cards()
  card!.remove()
  await vi.waitFor(() => expect(card!.isConnected).toBe(true))
})
