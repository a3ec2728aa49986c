import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'
import { createDisposer } from '../page/disposer.ts'
import type { AppCore } from './core.ts'
import { waitForMoment } from './moments.ts'

const visibility = (state: string): void => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state as DocumentVisibilityState)
  document.dispatchEvent(new Event('visibilitychange'))
}
beforeEach(() => {
  Object.assign(document, { elementsFromPoint: () => [] })
})
afterEach(() => vi.restoreAllMocks())

it('[D7] a moment has come when a person sees the page and nothing of its own is in the way, in this order', async () => {
  const scope = createDisposer(() => {})
  visibility('hidden')
  const modal = document.body.appendChild(document.createElement('div'))
  modal.setAttribute('aria-modal', 'true')
  modal.getClientRects = () => [{}] as unknown as DOMRectList
  let has = false
  void waitForMoment({ host: { scope } } as AppCore).then(() => {
    has = true
  })
  visibility('visible')
  await new Promise((go) => setTimeout(go, 300))
  expect(has).toBe(false)
  modal.remove()
  await vi.waitFor(() => expect(has).toBe(true))
  scope.dispose()
})

describe('[T2] scrolling, staying and leaving are noticed as far as surveys wait for them', () => {
  let page: AppPage
  afterEach(() => page.end())
  const cards = () => page.cards().length

  it('staying: not while nobody sees the page', async () => {
    page = await appPage([after({ targeting: { triggers: [{ on: 'dwell', ms: 300 }] } })])
    visibility('hidden')
    await page.app.watchMoments()
    await new Promise((go) => setTimeout(go, 400))
    expect(cards()).toBe(0)
    visibility('visible')
    await vi.waitFor(() => expect(cards()).toBe(1), 3000)
  })

  it('leaving: the pointer goes over the upper edge, and nothing listens where no survey waits for it', async () => {
    page = await appPage([after({ targeting: { triggers: [{ on: 'exit_intent' }] } })])
    await page.app.watchMoments()
    const leave = (clientY: number) =>
      document.documentElement.dispatchEvent(new MouseEvent('mouseout', { clientY, bubbles: true }))
    leave(200)
    await new Promise((go) => setTimeout(go, 50))
    expect(cards()).toBe(0)
    leave(-1)
    await vi.waitFor(() => expect(cards()).toBe(1), 3000)
    page.end()
    page = await appPage([after({ targeting: { triggers: [{ on: 'purchase' }] } })])
    await page.app.watchMoments()
    leave(-1)
    await new Promise((go) => setTimeout(go, 50))
    expect(cards()).toBe(0)
  })
})
