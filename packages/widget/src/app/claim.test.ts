import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'
import type { ShownResult, ShowResult } from './core.ts'

let page: AppPage
afterEach(() => {
  page.end()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})
const show = async (id: string, options?: object) => (await page.command('show', id, options)) as ShowResult
const shown = async (id: string, options?: object) => (await show(id, options)) as ShownResult
const boxes = (): number => page.cards().filter(({ shadowRoot }) => shadowRoot?.querySelector('.card')).length

describe('one survey has one box', () => {
  it('[P4] two calls get one run; the box goes when both have closed it, each once', async () => {
    page = await appPage()
    const one = await shown('after', { force: true })
    const two = await shown('after', { force: true })
    expect(two.run).toBe(one.run)
    expect(boxes()).toBe(1)
    one.close()
    one.close()
    expect(boxes()).toBe(1)
    two.close()
    expect(boxes()).toBe(0)
  })

  it('[G7] a call that forces nothing is told that one stands there', async () => {
    page = await appPage()
    await show('after', { force: true })
    expect(await show('after')).toMatchObject({ shown: false, reason: 'another-open' })
  })

  it('another survey comes above it as long as nothing was written; then only an act of the customer covers it', async () => {
    page = await appPage([after(), after({ id: 'other' })])
    const { run } = await shown('after', { force: true })
    expect(await show('other', { force: true })).toMatchObject({ shown: true })
    await page.command('close')
    const again = await shown('after', { force: true })
    again.run.answer('ease', { kind: 'rating', value: 3 })
    expect(run.surveyId).toBe('after')
    const activation = { isActive: false }
    vi.stubGlobal('navigator', Object.create(navigator, { userActivation: { value: activation } }))
    expect(await show('other', { force: true })).toMatchObject({ shown: false, reason: 'another-open' })
    activation.isActive = true
    expect(await show('other', { force: true })).toMatchObject({ shown: true })
  })

  it('in an element of the page it is apart from what floats, and the same element is answered with itself', async () => {
    page = await appPage([after(), after({ id: 'other' })])
    document.body.innerHTML = '<div id="one"></div><div id="two"></div>'
    const one = await shown('after', { mount: '#one', force: true })
    expect(await shown('after', { mount: '#one', force: true })).toMatchObject({ run: one.run })
    expect(await show('after', { mount: '#two', force: true })).toMatchObject({ shown: false, reason: 'another-open' })
    expect(await show('other', { force: true })).toMatchObject({ shown: true })
  })

  it('a box that the page has taken out is put away: the next call shows it anew, with what was answered', async () => {
    page = await appPage()
    const { run } = await shown('after', { force: true })
    run.answer('ease', { kind: 'rating', value: 3 })
    for (const card of page.cards()) card.remove()
    const again = await shown('after', { force: true })
    expect(again.run).toBe(run)
    expect(again.run.latest('ease')).toEqual({ kind: 'rating', value: 3 })
    expect(boxes()).toBe(1)
  })

  it('a page that takes out what floats is asked nothing more there, but in its own elements', async () => {
    page = await appPage()
    document.body.innerHTML = '<div id="one"></div>'
    page.host.facts.unwanted = true
    expect(await show('after', { force: true })).toMatchObject({ shown: false, reason: 'taken-out' })
    expect(await show('after', { mount: '#one', force: true })).toMatchObject({ shown: true })
  })
})
