import { expect, it, vi } from 'vitest'
import { code, surveyOf } from '../../test/support/open.ts'
import { renderRun } from '../screens/render-run.tsx'
import type { AppCore } from './core.ts'
import { prerender } from './prerender.ts'

it('a survey that waits for its moment is drawn beside the page, and what sends its answer started: nothing is seen, told or stored', async () => {
  const emit = vi.fn()
  const delivery = vi.fn(() => Promise.reject(new Error('no network')))
  const prefetch = vi.fn()
  const host = { settings: { nonce: '' }, facts: { locale: 'en' }, scope: { done: false }, emit, delivery, prefetch }
  const core = { host, config: () => ({ shop: 'S', surveys: [] }), render: renderRun, code } as unknown as AppCore
  const before = document.documentElement.outerHTML
  const attached = vi.spyOn(Element.prototype, 'attachShadow')
  await prerender(core, surveyOf([[{ kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy?' }]]))
  // it was drawn …
  expect(attached).toHaveBeenCalledTimes(1)
  expect(prefetch.mock.calls).toEqual([[]])
  // … and left nothing
  expect((attached.mock.results[0]!.value as ShadowRoot).querySelector('.frame')!.childNodes).toHaveLength(0)
  expect(document.documentElement.outerHTML).toBe(before)
  expect(emit).not.toHaveBeenCalled()
  // what sends has started, and that it cannot come now is nobody's fault yet
  expect(delivery).toHaveBeenCalledTimes(1)
  expect(localStorage.length + sessionStorage.length).toBe(0)
})
